using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>Checks that all encodings share.</summary>
internal static class EncodingShapes
{
    /// <summary>Throws unless the frame exists and pattern and weights fit the inputs.</summary>
    public static void Check(IInputEncoding encoding, Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, encoding.FrameCount);
        Require.Shape(pattern, inputs.RowCount, inputs.ColumnCount, nameof(pattern));
        MatrixShape.CheckLength(weights.Length, inputs.ColumnCount, "input", nameof(weights));
    }
}
