using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Contexts that an <see cref="InferenceModel"/> is continuing, each a row with keys and values of its own past.</summary>
/// <remarks>Memory for keys and values is taken in pages of 64 positions; rows with the same past share them until they differ.</remarks>
public sealed class InferenceState : IDecodingState
{
    /// <summary>Tokens of a prompt that go through the layers together.</summary>
    private const int ChunkLength = 256;

    private readonly InferenceModel _model;
    private readonly KeyValueCache _cache;
    private readonly ForwardPass _pass;
    private bool _isDisposed;

    internal InferenceState(InferenceModel model, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (_model, Rows) = (model, rows);
        _cache = new KeyValueCache(model.Settings, rows);
        _pass = new ForwardPass(model, _cache);
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Length(int row)
    {
        CheckRow(row);
        return _cache.Lengths[row];
    }

    /// <inheritdoc/>
    public void Append(int row, ReadOnlySpan<int> tokens, Span<float> lastLogits)
    {
        if (!lastLogits.IsEmpty && lastLogits.Length != _model.VocabularySize)
            throw new ArgumentException($"Needs {_model.VocabularySize} logits or none, not {lastLogits.Length}.", nameof(lastLogits));
        CheckAppend(row, tokens);
        for (int first = 0; first < tokens.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, tokens.Length - first);
            Enter(row, tokens.Slice(first, count), []);
            if (first + count == tokens.Length && !lastLogits.IsEmpty) _pass.Logits(count - 1, 1, lastLogits);
        }
    }

    /// <summary>Adds tokens to the end of one row and gives the logits of what follows each of them.</summary>
    /// <param name="row">0 … <see cref="Rows"/> − 1.</param>
    /// <param name="tokens">At least one.</param>
    /// <param name="logits">V × tokens, overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or a token is not in 0 … V − 1.</exception>
    /// <exception cref="ArgumentException">There are no tokens, the row would grow longer than the context, or the shape is
    /// wrong.</exception>
    public void AppendAll(int row, ReadOnlySpan<int> tokens, MatrixSpan<float> logits) => AppendAll(row, tokens, [], logits);

    /// <summary>The same with places for the rotary embedding that are set by hand.</summary>
    internal void AppendAll(int row, ReadOnlySpan<int> tokens, ReadOnlySpan<int> positions, MatrixSpan<float> logits)
    {
        if (logits.Rows != _model.VocabularySize || logits.Columns != tokens.Length || logits.LeadingDimension != logits.Rows)
            throw new ArgumentException(
                $"Needs {_model.VocabularySize}×{tokens.Length} logits; there are {logits.Rows}×{logits.Columns}.", nameof(logits));
        CheckAppend(row, tokens);
        for (int first = 0; first < tokens.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, tokens.Length - first);
            Enter(row, tokens.Slice(first, count), positions.IsEmpty ? [] : positions.Slice(first, count));
            _pass.Logits(0, count, logits.Values.Slice(first * logits.Rows, count * logits.Rows));
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        CheckStep(tokens, logits);
        int size = _model.VocabularySize;
        _pass.Clear();
        for (int row = 0; row < Rows; row++)
        {
            if (tokens[row] == IDecodingState.Resting) continue;
            _pass.Add(row, tokens[row], _cache.Lengths[row], _cache.Lengths[row]);
            _cache.Extend(row, 1);
        }

        _pass.Run();
        if (_pass.Count == Rows)
        {
            _pass.Logits(0, Rows, logits);
            return;
        }

        for (int row = 0, column = 0; row < Rows; row++)
        {
            if (tokens[row] != IDecodingState.Resting) _pass.Logits(column++, 1, logits.Slice(row * size, size));
        }
    }

    /// <inheritdoc/>
    public void Reorder(ReadOnlySpan<int> parents)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (parents.Length != Rows)
            throw new ArgumentException($"Needs one parent for each of {Rows} rows, not {parents.Length}.", nameof(parents));
        foreach (int parent in parents) CheckRow(parent);
        _cache.Reorder(parents);
    }

    /// <inheritdoc/>
    public void Truncate(int row, int length)
    {
        CheckRow(row);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _cache.Lengths[row]);
        _cache.Truncate(row, length);
    }

    /// <inheritdoc/>
    public void Dispose() => _isDisposed = true;

    private void Enter(int row, ReadOnlySpan<int> tokens, ReadOnlySpan<int> positions)
    {
        int start = _cache.Lengths[row];
        _cache.Extend(row, tokens.Length);
        _pass.Clear();
        for (int i = 0; i < tokens.Length; i++) _pass.Add(row, tokens[i], start + i, positions.IsEmpty ? start + i : positions[i]);
        _pass.Run();
    }

    private void CheckStep(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _model.ThrowIfDisposed();
        if (tokens.Length != Rows)
            throw new ArgumentException($"Needs one token for each of {Rows} rows, not {tokens.Length}.", nameof(tokens));
        if (logits.Length != (long)Rows * _model.VocabularySize)
            throw new ArgumentException(
                $"Needs {Rows} rows of {_model.VocabularySize} logits, not {logits.Length} numbers.", nameof(logits));
        for (int row = 0; row < Rows; row++)
        {
            if (tokens[row] == IDecodingState.Resting) continue;
            CheckToken(tokens[row]);
            CheckRoom(row, 1);
        }
    }

    private void CheckAppend(int row, ReadOnlySpan<int> tokens)
    {
        _model.ThrowIfDisposed();
        CheckRow(row);
        if (tokens.IsEmpty) throw new ArgumentException("There are no tokens to append.", nameof(tokens));
        foreach (int token in tokens) CheckToken(token);
        CheckRoom(row, tokens.Length);
    }

    private void CheckRow(int row)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if ((uint)row >= (uint)Rows) throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Rows} rows.");
    }

    private void CheckToken(int token)
    {
        if ((uint)token >= (uint)_model.VocabularySize)
            throw new ArgumentOutOfRangeException(nameof(token), token, $"Token {token}: the vocabulary has {_model.VocabularySize}.");
    }

    private void CheckRoom(int row, int count)
    {
        if (_cache.Lengths[row] + (long)count > _model.ContextLength)
        {
            throw new ArgumentException(
                $"Row {row} has {_cache.Lengths[row]} tokens; {count} more are over the model's context of {_model.ContextLength}.");
        }
    }
}
