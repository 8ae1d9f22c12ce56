using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>SwiGLU between its two products: m = g σ(g) ⊙ u, with σ the logistic function [Shazeer 2020].</summary>
/// <remarks>
/// With δ = ∂loss/∂m: ∂loss/∂u = δ ⊙ g σ(g) and ∂loss/∂g = δ ⊙ u ⊙ σ(g) (1 + g (1 − σ(g))).
/// </remarks>
public static unsafe class GatedActivation
{
    /// <summary>M ← G σ(G) ⊙ U.</summary>
    /// <param name="gateAndUp">G on top of U, 2I × tokens.</param>
    /// <param name="m">M, I × tokens, overwritten.</param>
    public static void Forward(ReadOnlyMatrixSpan<float> gateAndUp, MatrixSpan<float> m)
    {
        ColumnPieces pieces = ColumnPieces.Of(gateAndUp.Rows, gateAndUp.Columns);
        fixed (float* source = gateAndUp.Values, destination = m.Values)
            ParallelWork.For(pieces.Count, new GateForward { GateAndUp = source, Product = destination, Size = m.Rows, Pieces = pieces });
    }

    /// <summary>From ∂loss/∂M to ∂loss/∂G on top of ∂loss/∂U.</summary>
    /// <param name="gateAndUp">As in the forward pass.</param>
    /// <param name="outputGradient">∂loss/∂M.</param>
    /// <param name="inputGradient">2I × tokens, overwritten; other memory than <paramref name="gateAndUp"/>.</param>
    public static void Backward(
        ReadOnlyMatrixSpan<float> gateAndUp, ReadOnlyMatrixSpan<float> outputGradient, MatrixSpan<float> inputGradient)
    {
        ColumnPieces pieces = ColumnPieces.Of(gateAndUp.Rows, gateAndUp.Columns);
        fixed (float* source = gateAndUp.Values, dm = outputGradient.Values, destination = inputGradient.Values)
        {
            ParallelWork.For(pieces.Count, new GateBackward
            {
                GateAndUp = source,
                OutputGradient = dm,
                InputGradient = destination,
                Size = outputGradient.Rows,
                Pieces = pieces,
            });
        }
    }
}
