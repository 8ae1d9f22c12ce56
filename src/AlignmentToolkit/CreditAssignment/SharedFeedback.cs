using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>One projected error for all hidden layers, which each take their first numbers of it.</summary>
internal sealed class SharedFeedback
{
    private readonly Dictionary<int, Matrix<float>> _projected = [];
    private readonly bool _dividesByRootOfUnits;
    private Matrix<float>? _current;

    public SharedFeedback(MultilayerPerceptron network, IErrorProjection projection, bool dividesByRootOfUnits)
    {
        int[] hidden = [.. network.Sizes.Skip(1).SkipLast(1)];
        int widest = hidden.DefaultIfEmpty(1).Max();
        if (projection.OutputSize < widest || projection.InputSize != network.Sizes[^1])
        {
            throw new ArgumentException(
                $"B is {projection.OutputSize}×{projection.InputSize}; at least {widest} rows and {network.Sizes[^1]} columns are needed.",
                nameof(projection));
        }

        Projection = projection;
        _dividesByRootOfUnits = dividesByRootOfUnits;
        Layers = [.. hidden.Select(size => new FirstRows(this, size))];
    }

    /// <summary>B.</summary>
    public IErrorProjection Projection { get; }

    /// <summary>B_l: the first n_l rows of B, scaled.</summary>
    public IReadOnlyList<IErrorProjection> Layers { get; }

    /// <summary>Projects the errors of a mini-batch; <see cref="CopyTo"/> then serves each layer.</summary>
    public void Project(Matrix<float> errors)
    {
        if (!_projected.TryGetValue(errors.ColumnCount, out _current))
            _projected[errors.ColumnCount] = _current = Matrix<float>.Build.Dense(Projection.OutputSize, errors.ColumnCount);
        Projection.Project(errors, _current);
    }

    /// <summary>Writes the signal of a layer.</summary>
    /// <param name="signal">S_l, n_l × B.</param>
    public void CopyTo(Matrix<float> signal)
    {
        for (int example = 0; example < signal.ColumnCount; example++)
            _current!.ColumnSpan(example)[..signal.RowCount].CopyTo(signal.ColumnSpan(example));
        if (_dividesByRootOfUnits) signal.ScaleBy(ScaleOf(signal.RowCount));
    }

    private float ScaleOf(int size) => _dividesByRootOfUnits ? 1 / MathF.Sqrt(size) : 1;

    /// <summary>The projection as one layer sees it.</summary>
    private sealed class FirstRows(SharedFeedback shared, int size) : IErrorProjection
    {
        public int OutputSize => size;

        public int InputSize => shared.Projection.InputSize;

        public Matrix<float>? Matrix => shared.Projection.Matrix?.SubMatrix(0, size, 0, InputSize).Multiply(shared.ScaleOf(size));

        public bool IsPerExample => shared.Projection.IsPerExample;

        public void Project(Matrix<float> errors, Matrix<float> signals)
        {
            shared.Project(errors);
            shared.CopyTo(signals);
        }

        public void EndStep() => shared.Projection.EndStep();
    }
}
