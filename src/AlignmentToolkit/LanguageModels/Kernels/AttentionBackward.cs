using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>The way back through attention for one sequence and one head of keys and values.</summary>
internal unsafe struct AttentionBackward : IParallelBody
{
    public AttentionShape Shape;
    public float* OutputGradient;
    public nint OutputStride;
    public float* QueryGradient;
    public nint QueryGradientStride;
    public float* KeyGradient;
    public nint KeyGradientStride;
    public float* ValueGradient;
    public nint ValueGradientStride;

    public readonly void Invoke(int index)
    {
        AttentionPiece piece = Shape.Piece(index);
        int size = Shape.HeadSize, padded = AttentionShape.Padded(piece.KeyCount);
        using Workspace.Loan<float> transposedValues = Workspace.Borrow<float>((nint)padded * size);
        using Workspace.Loan<float> scoreGradient = Workspace.Borrow<float>((nint)padded * piece.QueryCount);
        float* values = Shape.Values + (piece.Key * Shape.ValueStride) + (piece.Head * size);
        AttentionShape.Transpose(values, Shape.ValueStride, piece.KeyCount, size, transposedValues.Start);
        for (int member = 0; member < Shape.GroupSize; member++)
        {
            int head = (piece.Head * Shape.GroupSize) + member;
            float* weights = Shape.Weights + piece.WeightStart + ((nint)head * padded * piece.QueryCount);
            for (int query = 0; query < piece.QueryCount; query += StripProduct.TileColumns)
                SendToQueries(piece, head, query, padded, transposedValues.Start, weights, scoreGradient.Start);
            for (int key = 0; key < piece.KeyCount; key += StripProduct.TileColumns)
                SendToKeys(piece, head, key, padded, weights, scoreGradient.Start, accumulate: member > 0);
        }
    }

    // ∂/∂P = Vᵀ ∂/∂O; ∂/∂S = P ⊙ (∂/∂P − ⟨P, ∂/∂P⟩), column by column; ∂/∂Q = K ∂/∂S/√d.
    private readonly void SendToQueries(
        AttentionPiece piece, int head, int query, int padded, float* transposedValues, float* weights, float* scoreGradient)
    {
        int size = Shape.HeadSize, count = Math.Min(StripProduct.TileColumns, piece.QueryCount - query);
        int seen = Shape.Seen(query + count, piece.KeyCount), rows = AttentionShape.Padded(seen);
        nint column = piece.Query + query, start = (nint)query * padded;
        float* delta = OutputGradient + (column * OutputStride) + (head * size);
        float* keys = Shape.Keys + (piece.Key * Shape.KeyStride) + (piece.Head * size);
        float* gradient = QueryGradient + (column * QueryGradientStride) + (head * size);
        StripProduct.Run(
            rows, count, size, transposedValues, padded, delta, 1, OutputStride, scoreGradient + start, padded, accumulate: false);
        for (int i = 0; i < count; i++)
            ThroughSoftmax(weights + start + ((nint)i * padded), scoreGradient + start + ((nint)i * padded), rows, Shape.Scale);
        StripProduct.Run(
            size, count, seen, keys, Shape.KeyStride, scoreGradient + start, 1, padded, gradient, QueryGradientStride, accumulate: false);
    }

    // ∂/∂V = ∂/∂O Pᵀ; ∂/∂K = Q (∂/∂S)ᵀ/√d. A key is seen by queries from its own place on.
    private readonly void SendToKeys(
        AttentionPiece piece, int head, int key, int padded, float* weights, float* scoreGradient, bool accumulate)
    {
        int size = Shape.HeadSize, count = Math.Min(StripProduct.TileColumns, piece.KeyCount - key);
        int first = Shape.IsCausal ? key : 0, depth = Math.Max(0, piece.QueryCount - first);
        nint column = piece.Query + first, start = key + ((nint)first * padded), target = piece.Key + key;
        float* delta = OutputGradient + (column * OutputStride) + (head * size);
        float* queries = Shape.Queries + (column * Shape.QueryStride) + (head * size);
        float* valueGradient = ValueGradient + (target * ValueGradientStride) + (piece.Head * size);
        float* keyGradient = KeyGradient + (target * KeyGradientStride) + (piece.Head * size);
        StripProduct.Run(
            size, count, depth, delta, OutputStride, weights + start, padded, 1, valueGradient, ValueGradientStride, accumulate);
        StripProduct.Run(
            size, count, depth, queries, Shape.QueryStride, scoreGradient + start, padded, 1, keyGradient, KeyGradientStride, accumulate);
    }

    // A weight behind those a query sees is 0, and so is its gradient.
    private static void ThroughSoftmax(float* weights, float* gradient, int rows, float scale)
    {
        Vector<float> products = Vector<float>.Zero;
        for (int i = 0; i < rows; i += Vector<float>.Count)
            products = Vector.FusedMultiplyAdd(Vector.Load(weights + i), Vector.Load(gradient + i), products);
        Vector<float> mean = new(Vector.Sum(products)), scales = new(scale);
        for (int i = 0; i < rows; i += Vector<float>.Count)
            (Vector.Load(weights + i) * scales * (Vector.Load(gradient + i) - mean)).Store(gradient + i);
    }
}
