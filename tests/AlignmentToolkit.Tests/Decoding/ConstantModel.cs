using AlignmentToolkit.Decoding;

namespace AlignmentToolkit.Tests.Decoding;

/// <summary>The same logits after every context, without memory of it.</summary>
internal sealed class ConstantModel(float[] row, int contextLength = 2000) : INextTokenModel, IDecodingState
{
    public int VocabularySize => row.Length;

    public int ContextLength => contextLength;

    public int Rows => 1;

    public IDecodingState NewState(int rows) => this;

    public int Length(int row) => throw new NotSupportedException();

    public void Append(int row, ReadOnlySpan<int> tokens, Span<float> lastLogits) => Step(tokens, lastLogits);

    public void Step(ReadOnlySpan<int> tokens, Span<float> logits) => row.CopyTo(logits);

    public void Reorder(ReadOnlySpan<int> parents) => throw new NotSupportedException();

    public void Truncate(int row, int length) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
