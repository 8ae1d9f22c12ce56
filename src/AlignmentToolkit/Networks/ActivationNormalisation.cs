using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>A normalisation of hidden activations without parameters, after activation and dropout: H ← H/r.</summary>
/// <remarks>
/// Where r = 0 nothing is divided: a silent layer stays silent, and no signal passes back through it. The released code divides 0 by 0
/// there. [Srinivasan 2024, released code]
/// </remarks>
public abstract class ActivationNormalisation
{
    /// <summary>r = ‖h‖₂ of each example: every column gets length 1, as between the layers of Forward-Forward.</summary>
    public static ActivationNormalisation PerExampleLength { get; } = new PerExampleNormalisation("length", meanSquare: false);

    /// <summary>r = √(mean of h²) of each example: every column gets length √n_l.</summary>
    public static ActivationNormalisation PerExampleRootMeanSquare { get; } = new PerExampleNormalisation("rms", meanSquare: true);

    /// <summary>r = the Frobenius norm of the whole mini-batch (n_l × B), as in the released code of [Srinivasan 2024].</summary>
    /// <remarks>Examples are no longer independent of each other, and activations shrink like 1/√B, at test time too.</remarks>
    public static ActivationNormalisation WholeBatch { get; } = new WholeBatchNormalisation();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivationNormalisation> All { get; } = [PerExampleLength, PerExampleRootMeanSquare, WholeBatch];

    /// <summary>The lower-case name, such as <c>length</c>.</summary>
    public abstract string Name { get; }

    /// <summary>H ← H/r.</summary>
    /// <param name="activations">H, n_l × B.</param>
    /// <param name="norms">r of each example, B numbers, written; all the same where r is that of the whole mini-batch.</param>
    public abstract void Apply(Matrix<float> activations, Span<float> norms);

    /// <summary>
    /// δ ← Jᵀδ = (δ − ĥ⟨ĥ, δ⟩/c)/r with ĥ = h/r: takes a signal about the normalised activations back to the ones before; c = n_l where r
    /// is a root mean square, else 1. J is symmetric, so a small change takes the same way forward.
    /// </summary>
    /// <param name="activations">The normalised activations Ĥ, n_l × B.</param>
    /// <param name="norms">r as written by <see cref="Apply"/>, B numbers.</param>
    /// <param name="signal">δ, n_l × B.</param>
    public abstract void MultiplyByJacobian(Matrix<float> activations, ReadOnlySpan<float> norms, Matrix<float> signal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
