using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>The running mean activities of one layer's units and the pull that peer normalisation exerts on them.</summary>
internal sealed class PeerActivity
{
    private readonly PeerNormalisation _options;
    private readonly float[] _next, _pull;

    public PeerActivity(PeerNormalisation options, int units)
    {
        _options = options;
        (Means, _next, _pull) = (new float[units], new float[units], new float[units]);
        Array.Fill(Means, options.Start);
    }

    /// <summary>r_j as of the last finished step.</summary>
    public float[] Means { get; }

    /// <summary>Σ over a column of 2B is to be scaled by 1/(2B): what each positive column adds, λ·(4/n)(1 − m)(r_j − r̄).</summary>
    public ReadOnlySpan<float> Pull => _pull;

    /// <summary>Whether silent units are pulled too.</summary>
    public bool StraightThrough => _options.StraightThrough;

    /// <summary>Computes the next means and the pull.</summary>
    /// <param name="activations">h of the mini-batch; the positive examples come first.</param>
    /// <param name="positives">B.</param>
    /// <returns>The penalty, λ·(1/n)Σ(r̄ − r_j)².</returns>
    public double Observe(Matrix<float> activations, int positives)
    {
        Span<float> next = _next;
        next.Clear();
        for (int column = 0; column < positives; column++) TensorPrimitives.Add(next, activations.ColumnSpan(column), next);
        TensorPrimitives.Multiply(next, (1 - _options.Momentum) / positives, next);
        TensorPrimitives.MultiplyAdd(Means, _options.Momentum, next, next);

        TensorPrimitives.Subtract(next, TensorPrimitives.Sum<float>(next) / next.Length, _pull);
        double penalty = _options.Weight * TensorPrimitives.SumOfSquares<float>(_pull) / next.Length;
        TensorPrimitives.Multiply(_pull, 4 * _options.Weight * (1 - _options.Momentum) / next.Length, _pull);
        return penalty;
    }

    /// <summary>The step was taken: the next means are the means.</summary>
    public void Commit() => _next.CopyTo(Means, 0);
}
