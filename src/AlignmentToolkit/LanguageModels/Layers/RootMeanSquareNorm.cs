using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>RMSNorm: y = w ⊙ x / √(mean x² + ε), token by token [Zhang 2019].</summary>
/// <remarks>
/// With ρ = 1/√(mean x² + ε), H features and δ = ∂loss/∂y: ∂loss/∂w = Σ δ ⊙ x ρ over tokens, and
/// ∂loss/∂x = ρ (w ⊙ δ) − x ρ³ ⟨w ⊙ δ, x⟩ / H.
/// </remarks>
public sealed unsafe class RootMeanSquareNorm
{
    private readonly Parameter _weight;
    private readonly float _epsilon;
    private float[] _scales = [];

    /// <summary>Adds w to a set; it is to be filled with ones.</summary>
    /// <param name="parameters">Where w goes.</param>
    /// <param name="name">Name of the tensor without its ending.</param>
    /// <param name="size">H.</param>
    /// <param name="epsilon">ε, positive.</param>
    public RootMeanSquareNorm(ParameterSet parameters, string name, int size, float epsilon)
    {
        _weight = parameters.Add(name + ".weight", isDecayed: false, size);
        _epsilon = epsilon;
    }

    /// <summary>Y ← norm of each column of X.</summary>
    /// <param name="x">X, H × tokens.</param>
    /// <param name="y">Y, overwritten.</param>
    public void Forward(ReadOnlyMatrixSpan<float> x, MatrixSpan<float> y)
    {
        if (_scales.Length < x.Columns) _scales = new float[x.Columns];
        ColumnPieces pieces = ColumnPieces.Of(x.Rows, x.Columns);
        fixed (float* from = x.Values, to = y.Values, weight = _weight.Values, scales = _scales)
        {
            ParallelWork.For(pieces.Count, new NormForward
            {
                X = from,
                Y = to,
                Weight = weight,
                Scales = scales,
                Rows = x.Rows,
                Epsilon = _epsilon,
                Pieces = pieces,
            });
        }
    }

    /// <summary>Adds ∂loss/∂w to the gradient, and ∂loss/∂X to what <paramref name="inputGradient"/> holds.</summary>
    /// <param name="x">X as in the forward pass.</param>
    /// <param name="outputGradient">∂loss/∂Y.</param>
    /// <param name="inputGradient">The gradient that X has by other ways, added to.</param>
    public void Backward(ReadOnlyMatrixSpan<float> x, ReadOnlyMatrixSpan<float> outputGradient, MatrixSpan<float> inputGradient)
    {
        ColumnPieces pieces = ColumnPieces.Of(x.Rows, x.Columns);
        using Workspace.Loan<float> parts = Workspace.Borrow<float>((nint)pieces.Count * x.Rows);
        fixed (float* from = x.Values, dy = outputGradient.Values, dx = inputGradient.Values, weight = _weight.Values, scales = _scales)
        {
            ParallelWork.For(pieces.Count, new NormBackward
            {
                X = from,
                OutputGradient = dy,
                InputGradient = dx,
                Weight = weight,
                Scales = scales,
                Rows = x.Rows,
                Pieces = pieces,
                Parts = parts.Start,
            });
        }

        RowSums.AddParts(parts.Start, pieces.Count, _weight.Gradient);
    }
}
