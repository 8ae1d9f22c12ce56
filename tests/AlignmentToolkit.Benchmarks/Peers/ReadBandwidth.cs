using System.Numerics;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>What memory gives at best: reads all bytes of a mapped checkpoint once, on as many threads as ours, and adds them up.</summary>
public sealed unsafe class ReadBandwidth
{
    private const int PieceBytes = 1 << 20;

    private readonly List<(nint Address, int Length)> _pieces = [];
    private readonly ulong[] _sums;

    /// <summary>Prepares to read all tensors.</summary>
    public ReadBandwidth(ITensorSource source)
    {
        foreach (TensorEntry entry in source.Entries)
        {
            TensorBytes bytes = source.Map(entry.Name);
            Bytes += bytes.Length;
            for (long start = 0; start < bytes.Length; start += PieceBytes)
                _pieces.Add(((nint)(bytes.Address + start), (int)Math.Min(PieceBytes, bytes.Length - start)));
        }

        _sums = new ulong[_pieces.Count];
    }

    /// <summary>Bytes that one call reads.</summary>
    public long Bytes { get; }

    /// <summary>Reads everything once.</summary>
    public void Run() => ParallelWork.For(_pieces.Count, new Piece(_pieces, _sums));

    private readonly struct Piece(List<(nint Address, int Length)> pieces, ulong[] sums) : IParallelBody
    {
        public void Invoke(int index)
        {
            byte* start = (byte*)pieces[index].Address, end = start + pieces[index].Length;
            Vector<ulong> a = default, b = default, c = default, d = default;
            int step = Vector<byte>.Count;
            for (; start <= end - (4 * step); start += 4 * step)
            {
                a += Vector.Load((ulong*)start);
                b += Vector.Load((ulong*)(start + step));
                c += Vector.Load((ulong*)(start + (2 * step)));
                d += Vector.Load((ulong*)(start + (3 * step)));
            }

            sums[index] = Vector.Sum(a + b + c + d);
        }
    }
}
