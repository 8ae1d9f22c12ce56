using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>Fresh inputs and label noise, drawn a block ahead so that the bulk generator works on long runs of numbers.</summary>
internal sealed class ExampleSource
{
    // Half of a second-level cache of 512 KiB, and enough for several threads to share the drawing of one block.
    private const int BlockFloats = 1 << 16;

    private readonly RandomStream _inputs;
    private readonly RandomStream _labels;
    private readonly int _dimension;
    private readonly double _labelNoise;
    private readonly float[] _inputBlock;
    private readonly double[] _noiseBlock;
    private readonly int _outputs;
    private readonly int _capacity;
    private int _next;

    public ExampleSource(TeacherStudentSettings settings, int dimension, RandomStream stream)
    {
        _inputs = stream.Child("inputs");
        _labels = stream.Child("labels");
        _dimension = dimension;
        _labelNoise = settings.LabelNoise;
        _outputs = settings.Outputs;
        _capacity = Math.Max(1, BlockFloats / dimension);
        _inputBlock = new float[_capacity * dimension];
        _noiseBlock = _labelNoise > 0 ? new double[_capacity * _outputs] : [];
        _next = _capacity;
    }

    /// <summary>Whether the next example starts a new block, which overwrites every input handed out so far.</summary>
    public bool Exhausted => _next == _capacity;

    /// <summary>The next example; its spans stay valid until a new block is drawn.</summary>
    /// <param name="labelNoise">σ ζ, one an output; empty without noise.</param>
    /// <returns>x.</returns>
    public ReadOnlySpan<float> Next(out ReadOnlySpan<double> labelNoise)
    {
        if (Exhausted)
        {
            _inputs.FillNormal(_inputBlock);
            if (_labelNoise > 0) _labels.FillNormal(_noiseBlock, 0, _labelNoise);
            _next = 0;
        }

        int at = _next++;
        labelNoise = _labelNoise > 0 ? _noiseBlock.AsSpan(at * _outputs, _outputs) : [];
        return _inputBlock.AsSpan(at * _dimension, _dimension);
    }
}
