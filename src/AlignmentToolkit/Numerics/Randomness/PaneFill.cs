using System.Runtime.Intrinsics;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Fills memory with the numbers of a stream, from any position on, over any length.</summary>
/// <remarks>
/// The stream is cut into panes of <see cref="Philox.PaneWords"/> words at fixed positions. Whole panes are made where they are wanted;
/// a partial one is made aside and copied. Hence the numbers depend on their position alone, not on how a fill is split, nor on who
/// fills which part.
/// </remarks>
internal static class PaneFill
{
    // The words written by the generator are still in the first-level cache when they are transformed.
    private const int ChunkWords = 32 * Philox.PaneWords;

    // Some ten microseconds of work.
    private const int PieceWords = 8 * ChunkWords;

    /// <summary>Fills on all threads the kernels may use, if it is worth it.</summary>
    public static unsafe void Fill<TTransform>(Span<uint> destination, PhiloxKey key, ulong position, TTransform transform)
        where TTransform : struct, IWordTransform
    {
        if (Parallelism.Threads == 1 || destination.Length < 2 * PieceWords)
        {
            FillHere(destination, key, position, transform);
            return;
        }

        fixed (uint* start = destination)
        {
            var pieces = new Pieces<TTransform>(start, destination.Length, key, position, transform);
            ParallelWork.For(pieces.Count, pieces);
        }
    }

    private static void FillHere<TTransform>(Span<uint> destination, PhiloxKey key, ulong position, TTransform transform)
        where TTransform : struct, IWordTransform
    {
        if (Vector512.IsHardwareAccelerated) FillHere<TTransform, WordLanes512, Vector512<uint>>(destination, key, position, transform);
        else if (Vector256.IsHardwareAccelerated)
            FillHere<TTransform, WordLanes256, Vector256<uint>>(destination, key, position, transform);
        else FillHere<TTransform, WordLanes128, Vector128<uint>>(destination, key, position, transform);
    }

    /// <summary>Fills on this thread with a chosen register width.</summary>
    public static void FillHere<TTransform, TLanes, TVector>(Span<uint> destination, PhiloxKey key, ulong position, TTransform transform)
        where TTransform : struct, IWordTransform
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        Span<uint> aside = stackalloc uint[Philox.PaneWords];
        while (!destination.IsEmpty)
        {
            int offset = (int)(position % Philox.PaneWords);
            ulong block = (position - (ulong)offset) / Philox.BlockWords;
            int whole = Math.Min(ChunkWords, destination.Length / Philox.PaneWords * Philox.PaneWords);
            int count;
            if (offset == 0 && whole > 0)
            {
                count = whole;
                Make<TTransform, TLanes, TVector>(destination[..count], key, block, transform);
            }
            else
            {
                count = Math.Min(Philox.PaneWords - offset, destination.Length);
                Make<TTransform, TLanes, TVector>(aside, key, block, transform);
                aside.Slice(offset, count).CopyTo(destination);
            }

            destination = destination[count..];
            position += (ulong)count;
        }
    }

    private static void Make<TTransform, TLanes, TVector>(Span<uint> panes, PhiloxKey key, ulong block, TTransform transform)
        where TTransform : struct, IWordTransform
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        Philox.Fill<TLanes, TVector>(panes, key, block);
        transform.Apply<TLanes, TVector>(panes);
    }

    /// <summary>A fill cut where panes begin.</summary>
    private readonly unsafe struct Pieces<TTransform>(uint* start, int length, PhiloxKey key, ulong position, TTransform transform)
        : IParallelBody
        where TTransform : struct, IWordTransform
    {
        private readonly int _offset = (int)(position % Philox.PaneWords);

        public int Count => (int)(((long)_offset + length + PieceWords - 1) / PieceWords);

        public void Invoke(int index)
        {
            int first = (int)Math.Max(0, (long)index * PieceWords - _offset);
            int end = (int)Math.Min(length, (index + 1L) * PieceWords - _offset);
            FillHere(new Span<uint>(start + first, end - first), key, position + (ulong)first, transform);
        }
    }
}
