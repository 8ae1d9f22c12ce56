using System.Numerics.Tensors;

using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>
/// Each token becomes its row of the embedding E: x = E[token]. The gradient of a row is the sum of what its tokens receive.
/// </summary>
public sealed unsafe class TokenEmbedding
{
    /// <summary>Adds E to a set.</summary>
    /// <param name="parameters">Where it goes.</param>
    /// <param name="vocabularySize">V, rows of E.</param>
    /// <param name="hiddenSize">H, columns of E.</param>
    public TokenEmbedding(ParameterSet parameters, int vocabularySize, int hiddenSize) =>
        Weight = parameters.Add("model.embed_tokens.weight", isDecayed: true, vocabularySize, hiddenSize);

    /// <summary>E, [V, H].</summary>
    public Parameter Weight { get; }

    /// <summary>Column j of X ← row <paramref name="tokens"/>[j] of E.</summary>
    /// <param name="tokens">One for each column, 0 … V − 1.</param>
    /// <param name="x">X, H × tokens, overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is not in the vocabulary.</exception>
    public void Forward(ReadOnlySpan<int> tokens, MatrixSpan<float> x)
    {
        MatrixSpan<float> rows = Weight.AsMatrix;
        for (int column = 0; column < tokens.Length; column++)
        {
            int token = tokens[column];
            if ((uint)token >= (uint)rows.Columns)
                throw new ArgumentOutOfRangeException(
                    nameof(tokens), token, $"Token {token} at place {column}: the vocabulary has {rows.Columns}.");
            rows.Column(token).CopyTo(x.Column(column));
        }
    }

    /// <summary>Adds ∂loss/∂E to the gradient.</summary>
    /// <param name="tokens">As in the forward pass.</param>
    /// <param name="gradient">∂loss/∂X.</param>
    public void Backward(ReadOnlySpan<int> tokens, ReadOnlyMatrixSpan<float> gradient)
    {
        int pieces = (gradient.Rows + Scatter.Width - 1) / Scatter.Width;
        fixed (int* indices = tokens)
        fixed (float* source = gradient.Values, target = Weight.Gradient)
        {
            ParallelWork.For(pieces, new Scatter
            {
                Tokens = indices,
                Count = tokens.Length,
                Source = source,
                Target = target,
                Rows = gradient.Rows,
            });
        }
    }

    /// <summary>Some features of all tokens: the order of the sums stays that of the tokens.</summary>
    private struct Scatter : IParallelBody
    {
        public const int Width = 64;

        public int* Tokens;
        public int Count;
        public float* Source;
        public float* Target;
        public int Rows;

        public readonly void Invoke(int index)
        {
            int first = index * Width, width = Math.Min(Width, Rows - first);
            for (int column = 0; column < Count; column++)
            {
                Span<float> row = new(Target + ((nint)Tokens[column] * Rows) + first, width);
                TensorPrimitives.Add(row, new ReadOnlySpan<float>(Source + ((nint)column * Rows) + first, width), row);
            }
        }
    }
}
