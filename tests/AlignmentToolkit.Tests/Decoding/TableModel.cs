using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Tests.Decoding;

/// <summary>A model whose logits are random numbers named by the whole context: every context has a distribution of its own.</summary>
internal sealed class TableModel(int vocabularySize, int contextLength = 64, double spread = 1.5, string name = "table") : INextTokenModel
{
    public int VocabularySize => vocabularySize;

    public int ContextLength => contextLength;

    /// <summary>Called with every row that is made.</summary>
    public Action<IReadOnlyList<int>>? Made { get; set; }

    public IDecodingState NewState(int rows) => new State(this, rows);

    /// <summary>Logits after a context.</summary>
    public float[] Logits(IReadOnlyList<int> context)
    {
        Made?.Invoke(context);
        float[] logits = new float[vocabularySize];
        RandomStream.From($"{name}/{string.Join(' ', context)}").FillNormal(logits);
        return Array.ConvertAll(logits, logit => (float)(spread * logit));
    }

    /// <summary>log P of an answer, token by token, in double precision.</summary>
    public double LogProbability(int[] prompt, int[] answer)
    {
        double sum = 0;
        for (int i = 0; i < answer.Length; i++)
        {
            float[] logits = Logits([.. prompt, .. answer[..i]]);
            sum += logits[answer[i]] - Math.Log(logits.Sum(logit => Math.Exp(logit)));
        }

        return sum;
    }

    private sealed class State(TableModel model, int rows) : IDecodingState
    {
        private List<int>[] _rows = [.. Enumerable.Range(0, rows).Select(_ => new List<int>())];

        public int Rows => _rows.Length;

        public int Length(int row) => _rows[row].Count;

        public void Append(int row, ReadOnlySpan<int> tokens, Span<float> lastLogits)
        {
            _rows[row].AddRange(tokens);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(_rows[row].Count, model.ContextLength);
            if (!lastLogits.IsEmpty) model.Logits(_rows[row]).CopyTo(lastLogits);
        }

        public void Step(ReadOnlySpan<int> tokens, Span<float> logits)
        {
            for (int r = 0; r < Rows; r++)
            {
                if (tokens[r] != IDecodingState.Resting)
                    Append(r, tokens[r..(r + 1)], logits.Slice(r * model.VocabularySize, model.VocabularySize));
            }
        }

        public void Reorder(ReadOnlySpan<int> parents)
        {
            List<int>[] before = _rows;
            _rows = [.. parents.ToArray().Select(parent => new List<int>(before[parent]))];
        }

        public void Truncate(int row, int length) => _rows[row].RemoveRange(length, _rows[row].Count - length);

        public void Dispose()
        {
        }
    }
}
