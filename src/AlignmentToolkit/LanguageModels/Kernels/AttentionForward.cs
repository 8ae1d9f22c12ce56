using System.Numerics;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>
/// Attention of one sequence and one head of keys and values, a few queries at a time: scores, softmax and sum stay in the cache.
/// </summary>
internal unsafe struct AttentionForward : IParallelBody
{
    public AttentionShape Shape;
    public float* Output;
    public nint OutputStride;

    public readonly void Invoke(int index)
    {
        AttentionPiece piece = Shape.Piece(index);
        int size = Shape.HeadSize, padded = AttentionShape.Padded(piece.KeyCount);
        using Workspace.Loan<float> transposedKeys = Workspace.Borrow<float>((nint)padded * size);
        nint keys = (piece.Key * Shape.KeyStride) + (piece.Head * size), values = (piece.Key * Shape.ValueStride) + (piece.Head * size);
        AttentionShape.Transpose(Shape.Keys + keys, Shape.KeyStride, piece.KeyCount, size, transposedKeys.Start);
        for (int member = 0; member < Shape.GroupSize; member++)
        {
            int head = (piece.Head * Shape.GroupSize) + member;
            float* weights = Shape.Weights + piece.WeightStart + ((nint)head * padded * piece.QueryCount);
            for (int query = 0; query < piece.QueryCount; query += StripProduct.TileColumns)
                Attend(piece, head, query, padded, transposedKeys.Start, Shape.Values + values, weights + ((nint)query * padded));
        }
    }

    private readonly void Attend(
        AttentionPiece piece, int head, int query, int padded, float* transposedKeys, float* values, float* weights)
    {
        int size = Shape.HeadSize, count = Math.Min(StripProduct.TileColumns, piece.QueryCount - query);
        int seen = Shape.Seen(query + count, piece.KeyCount), rows = AttentionShape.Padded(seen);
        float* queries = Shape.Queries + ((piece.Query + query) * Shape.QueryStride) + (head * size);
        float* output = Output + ((piece.Query + query) * OutputStride) + (head * size);
        StripProduct.Run(rows, count, size, transposedKeys, padded, queries, 1, Shape.QueryStride, weights, padded, accumulate: false);
        for (int i = 0; i < count; i++)
            Softmax(weights + ((nint)i * padded), Shape.Seen(query + i + 1, piece.KeyCount), padded, Shape.Scale);
        StripProduct.Run(size, count, seen, values, Shape.ValueStride, weights, 1, padded, output, OutputStride, accumulate: false);
    }

    private static float LargestLane(Vector<float> lanes)
    {
        if (Vector<float>.Count != Vector256<float>.Count)
        {
            float largest = lanes[0];
            for (int i = 1; i < Vector<float>.Count; i++) largest = MathF.Max(largest, lanes[i]);
            return largest;
        }

        Vector128<float> four = Vector128.MaxNative(lanes.AsVector256().GetLower(), lanes.AsVector256().GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>Softmax of the first <paramref name="count"/> scores times <paramref name="scale"/>; zeros behind them.</summary>
    private static void Softmax(float* scores, int count, int padded, float scale)
    {
        int used = AttentionShape.Padded(count);
        for (int i = count; i < used; i++) scores[i] = float.NegativeInfinity;
        Vector<float> largest = Vector.Load(scores);
        for (int i = Vector<float>.Count; i < used; i += Vector<float>.Count) largest = Vector.MaxNative(largest, Vector.Load(scores + i));

        // A NaN may be lost here; the exponential of its own score brings it back.
        Vector<float> offsets = new(-LargestLane(largest) * scale), scales = new(scale), sums = Vector<float>.Zero;
        for (int i = 0; i < used; i += Vector<float>.Count)
        {
            Vector<float> e = VectorExponential.Of(Vector.FusedMultiplyAdd(Vector.Load(scores + i), scales, offsets));
            e.Store(scores + i);
            sums += e;
        }

        Vector<float> reciprocal = new(1 / Vector.Sum(sums));
        for (int i = 0; i < used; i += Vector<float>.Count) (Vector.Load(scores + i) * reciprocal).Store(scores + i);
        for (int i = used; i < padded; i += Vector<float>.Count) Vector<float>.Zero.Store(scores + i);
    }
}
