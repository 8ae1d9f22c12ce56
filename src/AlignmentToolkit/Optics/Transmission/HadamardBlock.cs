using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>One square block of real numbers, s/√2 · √N H D₁ H D₂ H D₃.</summary>
internal sealed class HadamardBlock(int size, RandomStream stream, double variance)
{
    private readonly RandomSigns _signs1 = new(size, stream.Child(1));
    private readonly RandomSigns _signs2 = new(size, stream.Child(2));
    private readonly RandomSigns _signs3 = new(size, stream.Child(3));

    // Each of the three transforms lacks a factor of 1/√N.
    private readonly float _scale = (float)(double.Sqrt(variance / 2) / size);

    /// <summary>The first rows of the product with x.</summary>
    public unsafe void Multiply(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length == size)
        {
            Transform(x, result);
            return;
        }

        using Workspace.Loan<float> loan = Workspace.Borrow<float>(size);
        Span<float> whole = new(loan.Start, size);
        Transform(x, whole);
        whole[..result.Length].CopyTo(result);
    }

    private void Transform(ReadOnlySpan<float> x, Span<float> values)
    {
        _signs3.Apply(x, values, _scale);
        values[x.Length..].Clear();
        HadamardTransform.Apply(values);
        _signs2.Apply(values, values);
        HadamardTransform.Apply(values);
        _signs1.Apply(values, values);
        HadamardTransform.Apply(values);
    }
}
