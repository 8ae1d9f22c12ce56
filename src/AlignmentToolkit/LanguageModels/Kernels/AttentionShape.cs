using System.Numerics;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Where the queries, keys and values of attention lie, and how they belong together.</summary>
internal unsafe struct AttentionShape
{
    public int KeyValueHeads;

    /// <summary>Query heads that share a head of keys and values.</summary>
    public int GroupSize;

    public int HeadSize;

    /// <summary>Whether query i sees keys 0 … i only.</summary>
    public bool IsCausal;

    /// <summary>1/√d.</summary>
    public float Scale;

    public int* QueryStarts;
    public int* KeyStarts;

    /// <summary>Place of the first attention weight of each sequence.</summary>
    public nint* WeightStarts;

    public float* Queries;
    public nint QueryStride;
    public float* Keys;
    public nint KeyStride;
    public float* Values;
    public nint ValueStride;

    /// <summary>For each sequence and query head a matrix of <see cref="Padded"/> keys × queries.</summary>
    public float* Weights;

    /// <summary>Number of keys rounded up to whole registers.</summary>
    public static int Padded(int count) => (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    /// <summary>The piece of work of one sequence and one head of keys and values.</summary>
    public readonly AttentionPiece Piece(int index)
    {
        (int sequence, int head) = Math.DivRem(index, KeyValueHeads);
        int query = QueryStarts[sequence], key = KeyStarts[sequence];
        return new AttentionPiece(
            head, query, QueryStarts[sequence + 1] - query, key, KeyStarts[sequence + 1] - key, WeightStarts[sequence]);
    }

    /// <summary>Keys that queries before <paramref name="end"/> see.</summary>
    public readonly int Seen(int end, int keyCount) => IsCausal ? Math.Min(end, keyCount) : keyCount;

    /// <summary>Writes the transpose of <paramref name="count"/> columns of one head: tokens as neighbours, padded with zeros.</summary>
    public static void Transpose(float* source, nint stride, int count, int size, float* destination)
    {
        int padded = Padded(count), token = 0;
        if (Transposition.IsSupported && Vector256.IsHardwareAccelerated && size % 8 == 0)
        {
            for (; token <= count - 8; token += 8)
                for (int i = 0; i < size; i += 8)
                    Transposition.Transpose8x8(source + (token * stride) + i, stride, 7, destination + token + (i * padded), padded);
        }

        for (; token < padded; token++)
            for (int i = 0; i < size; i++)
                destination[token + (i * padded)] = token < count ? source[(token * stride) + i] : 0;
    }
}

/// <summary>One sequence and one head of keys and values.</summary>
/// <param name="Head">Head of keys and values.</param>
/// <param name="Query">Column of the first query.</param>
/// <param name="QueryCount">Number of queries.</param>
/// <param name="Key">Column of the first key.</param>
/// <param name="KeyCount">Number of keys.</param>
/// <param name="WeightStart">Place of the first attention weight of the sequence.</param>
internal readonly record struct AttentionPiece(int Head, int Query, int QueryCount, int Key, int KeyCount, nint WeightStart);
