using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// A classification task that needs a trained hidden layer: x = (s·p_c + σξ)/√(1 + σ²), s = ±1, ξ ~ N(0, I), prototypes p_c ~ N(0, I).
/// </summary>
/// <remarks>
/// The class is the same for x and −x, so no linear classifier works, and with random hidden weights accuracy stays near 60 %.
/// Runs take seconds, which makes it the reference task on which learning rules are compared.
/// </remarks>
public sealed class SignSymmetricMixture
{
    private readonly Matrix<float> _prototypes;

    /// <summary>Draws the prototypes.</summary>
    /// <param name="stream">Prototypes come from its child <c>prototypes</c>.</param>
    /// <param name="inputSize">n_0, at least 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="noise">σ, at least 0.</param>
    public SignSymmetricMixture(RandomStream stream, int inputSize = 100, int classCount = 10, float noise = 1.5f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        Noise = noise;
        _prototypes = Matrix<float>.Build.Dense(inputSize, classCount);
        stream.Child("prototypes").FillNormal(_prototypes.Values());
    }

    /// <summary>σ.</summary>
    public float Noise { get; }

    /// <summary>p_c as columns, n_0 × C.</summary>
    public Matrix<float> Prototypes => _prototypes;

    /// <summary>The benchmark's data: new prototypes, 10 000 training and 4 000 test examples.</summary>
    /// <param name="stream">One name, one data set.</param>
    /// <param name="training">Number of training examples.</param>
    /// <param name="test">Number of test examples.</param>
    public static TrainingData Benchmark(RandomStream stream, int training = 10_000, int test = 4_000)
    {
        SignSymmetricMixture mixture = new(stream);
        return new TrainingData(mixture.Draw(training, stream.Child("training")), mixture.Draw(test, stream.Child("test")));
    }

    /// <summary>Draws examples, all classes equally likely.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="stream">Classes and signs come from its child <c>classes</c>, ξ from its child <c>noise</c>.</param>
    public LabelledExamples Draw(int count, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (int size, int classes) = (_prototypes.RowCount, _prototypes.ColumnCount);
        Matrix<float> inputs = Matrix<float>.Build.Dense(size, count);
        stream.Child("noise").FillNormal(inputs.Values(), 0, Noise);

        RandomStream classStream = stream.Child("classes");
        int[] labels = new int[count];
        float scale = 1 / MathF.Sqrt(1 + Noise * Noise);
        for (int example = 0; example < count; example++)
        {
            labels[example] = classStream.NextInt32(classes);
            float sign = classStream.NextInt32(2) == 0 ? -1 : 1;
            ReadOnlySpan<float> prototype = _prototypes.ColumnSpan(labels[example]);
            Span<float> column = inputs.ColumnSpan(example);
            for (int i = 0; i < size; i++) column[i] = scale * (sign * prototype[i] + column[i]);
        }

        return new LabelledExamples(inputs, labels, classes);
    }
}
