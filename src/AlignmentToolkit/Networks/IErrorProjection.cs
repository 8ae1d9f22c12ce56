using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>
/// The product that carries an error to a hidden layer: B E for a fixed B, by a matrix in memory or by other means such as optics.
/// </summary>
public interface IErrorProjection
{
    /// <summary>Length of the signal that comes out, n_l.</summary>
    int OutputSize { get; }

    /// <summary>Length of the error that goes in.</summary>
    int InputSize { get; }

    /// <summary>
    /// B (n_l × input size), where <see cref="Project"/> is the product with it and nothing else, so that rules may also multiply by it
    /// themselves; null where only its products can be had.
    /// </summary>
    Matrix<float>? Matrix { get; }

    /// <summary>
    /// Whether each example's signal depends on its own error alone, apart from noise that knows no data; false for noise or exposure
    /// that follows the whole mini-batch. Private training needs it.
    /// </summary>
    bool IsPerExample => true;

    /// <summary>S ← B E.</summary>
    /// <param name="errors">E, input size × examples.</param>
    /// <param name="signals">S, output size × examples, written.</param>
    void Project(Matrix<float> errors, Matrix<float> signals);

    /// <summary>
    /// Told after each step of training, when the weights have changed; never when updates are only compared. Noise is fixed within a
    /// step, however often <see cref="Project"/> is called, and fresh in the next one.
    /// </summary>
    void EndStep()
    {
    }
}
