using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Sum of squares of the gradient of each piece, summed up in double precision over short stretches.</summary>
internal unsafe struct GradientSquares : IParallelBody
{
    private const int Stretch = 512;

    public AdamWPiece[] Pieces;
    public float* Gradient;
    public double* Sums;

    public readonly void Invoke(int index)
    {
        AdamWPiece piece = Pieces[index];
        ReadOnlySpan<float> gradient = new(Gradient + piece.Start, piece.Count);
        double sum = 0;
        for (int i = 0; i < gradient.Length; i += Stretch)
            sum += TensorPrimitives.SumOfSquares(gradient.Slice(i, Math.Min(Stretch, gradient.Length - i)));
        Sums[index] = sum;
    }
}
