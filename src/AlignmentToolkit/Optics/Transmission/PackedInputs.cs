using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>A batch of inputs in the order in which the tile kernel reads it: stretch by stretch, strip by strip.</summary>
internal unsafe struct PackedInputs<TTile> : IParallelBody
    where TTile : struct, ITileKernel<float>
{
    public float* Source;
    public nint Stride;
    public int Depth;
    public int Stretch;
    public int Batch;
    public float* Packed;

    /// <summary>Pieces of the packing loop: one for each stretch.</summary>
    public readonly int Pieces => (Depth + Stretch - 1) / Stretch;

    /// <summary>Packs one stretch.</summary>
    public readonly void Invoke(int index)
    {
        int k = index * Stretch;
        float* destination = Packed + ((nint)k * Packing.Padded(Batch, TTile.Columns));
        Packing.Pack(Source + k, Stride, 1, Batch, Math.Min(Stretch, Depth - k), TTile.Columns, destination);
    }
}
