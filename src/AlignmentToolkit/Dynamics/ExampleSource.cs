using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>Fresh inputs and label noise in blocks, so that the bulk generator works on long runs of numbers.</summary>
/// <remarks>
/// While a block is learned, other threads can draw the next: it is cut into pieces, each with a copy of the stream that jumps to the
/// piece's place. The numbers are those of one stream read in order, whoever draws them. Fields of vectors that never change, teacher and
/// projection, are read as soon as an input is drawn, while it is in the cache.
/// </remarks>
internal sealed class ExampleSource
{
    // Two blocks are half of a second-level cache of 512 KiB; a piece takes some ten microseconds to draw.
    private const int BlockFloats = 1 << 15, PieceFloats = 1 << 12;

    private readonly OnlineWeights _weights;
    private readonly RandomStream[] _inputs;
    private readonly int _pieceExamples;
    private readonly RandomStream _labels;
    private readonly int _dimension;
    private readonly double _labelNoise;
    private readonly double[] _noiseBlock;
    private readonly int _outputs;
    private readonly int _capacity;
    private float[] _inputBlock;
    private float[] _nextBlock;
    private double[] _fixedFields;
    private double[] _nextFields;
    private long _blocks;
    private bool _drawnAhead;
    private int _next;

    public ExampleSource(TeacherStudentSettings settings, OnlineWeights weights, int dimension, RandomStream stream)
    {
        _weights = weights;
        _labels = stream.Child("labels");
        _dimension = dimension;
        _labelNoise = settings.LabelNoise;
        _outputs = settings.Outputs;
        // Even numbers of examples: normal numbers come in pairs, and a piece must not start within one.
        _pieceExamples = 2 * Math.Max(1, PieceFloats / 2 / dimension);
        _capacity = _pieceExamples * Math.Max(1, BlockFloats / (_pieceExamples * dimension));
        _inputBlock = new float[_capacity * dimension];
        _nextBlock = new float[_capacity * dimension];
        _noiseBlock = _labelNoise > 0 ? new double[_capacity * _outputs] : [];
        _fixedFields = new double[_capacity * weights.FixedVectors];
        _nextFields = new double[_fixedFields.Length];
        _inputs = new RandomStream[_capacity / _pieceExamples];
        for (int i = 0; i < _inputs.Length; i++) _inputs[i] = stream.Child("inputs");
        _next = _capacity;
    }

    /// <summary>Examples left in the block.</summary>
    public int Remaining => _capacity - _next;

    /// <summary>Number of pieces of a block that can be drawn on different threads.</summary>
    public int Pieces => _inputs.Length;

    /// <summary>Goes on to the next block, which overwrites every input handed out so far.</summary>
    public void Advance()
    {
        if (!_drawnAhead) ParallelWork.For(Pieces, new DrawPieces(this));
        (_inputBlock, _nextBlock) = (_nextBlock, _inputBlock);
        (_fixedFields, _nextFields) = (_nextFields, _fixedFields);
        if (_labelNoise > 0) _labels.FillNormal(_noiseBlock, 0, _labelNoise);
        _blocks++;
        _drawnAhead = false;
        _next = 0;
    }

    /// <summary>Draws one piece of the block after this one; once all are drawn, say so with <see cref="MarkDrawnAhead"/>.</summary>
    public void DrawPiece(int piece)
    {
        Span<float> inputs = _nextBlock.AsSpan(piece * _pieceExamples * _dimension, _pieceExamples * _dimension);
        RandomStream stream = _inputs[piece];
        // A normal number in single precision takes one word of the stream.
        stream.Position = (ulong)(_blocks * _nextBlock.Length + piece * inputs.Length);
        stream.FillNormal(inputs);
        for (int i = 0; i < _pieceExamples; i++)
            _weights.ReadFixedFields(
                inputs.Slice(i * _dimension, _dimension),
                _nextFields.AsSpan((piece * _pieceExamples + i) * _weights.FixedVectors, _weights.FixedVectors));
    }

    /// <summary>Every piece of the next block has been drawn.</summary>
    public void MarkDrawnAhead() => _drawnAhead = true;

    /// <summary>The next example of the block; its spans stay valid until the next call of <see cref="Advance"/>.</summary>
    /// <param name="fixedFields">(ν, ρ), the fields of the vectors that do not change.</param>
    /// <param name="labelNoise">σ ζ, one an output; empty without noise.</param>
    /// <returns>x.</returns>
    public ReadOnlySpan<float> Next(out ReadOnlySpan<double> fixedFields, out ReadOnlySpan<double> labelNoise)
    {
        int at = _next++;
        labelNoise = _labelNoise > 0 ? _noiseBlock.AsSpan(at * _outputs, _outputs) : [];
        fixedFields = _fixedFields.AsSpan(at * _weights.FixedVectors, _weights.FixedVectors);
        return _inputBlock.AsSpan(at * _dimension, _dimension);
    }

    private readonly struct DrawPieces(ExampleSource source) : IParallelBody
    {
        public void Invoke(int index) => source.DrawPiece(index);
    }
}
