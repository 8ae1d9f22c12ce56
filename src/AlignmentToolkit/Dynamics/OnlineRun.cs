using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>One student in training: its weights, the examples it sees, and the update that still waits for the next example.</summary>
internal sealed class OnlineRun
{
    private const int StepsBetweenCancellationChecks = 1024;

    private readonly OnlineRule _rule;
    private readonly OrderParameterLayout _layout;
    private readonly OnlineWeights _weights;
    private readonly OnlineExample _example;
    private readonly ExampleSource _source;
    private long _steps;

    public OnlineRun(OnlineRule rule, TeacherStudentSettings settings, OrderParameterLayout layout, int dimension, RandomStream stream)
    {
        (_rule, _layout) = (rule, layout);
        _weights = new OnlineWeights(settings, layout, dimension, stream.Child("weights"));
        _example = new OnlineExample(rule, settings, layout, dimension);
        _source = new ExampleSource(settings, dimension, stream);
    }

    /// <summary>Trains until this many steps have been done, with all updates applied.</summary>
    public void AdvanceTo(long steps, CancellationToken cancellation)
    {
        ReadOnlySpan<float> previous = [];
        for (; _steps < steps; _steps++)
        {
            if (_steps % StepsBetweenCancellationChecks == 0) cancellation.ThrowIfCancellationRequested();
            if (_source.Exhausted) Settle(ref previous);
            ReadOnlySpan<float> input = _source.Next(out ReadOnlySpan<double> labelNoise);
            if (previous.IsEmpty) _weights.ReadFields(input, _example.Fields);
            else _weights.UpdateAndReadFields(previous, _example.InputCoefficients, input, _example.Fields);
            _example.Observe(labelNoise);
            _rule.Respond(_example);
            _weights.MoveAlongProjections(_example.ProjectionCoefficients);
            previous = input;
        }

        Settle(ref previous);
    }

    /// <summary>Writes the order parameters of the current weights.</summary>
    public void Measure(Span<double> state)
    {
        _weights.Measure(state);
        _example.Readout.CopyTo(state[_layout.ReadoutStart..]);
    }

    private void Settle(ref ReadOnlySpan<float> previous)
    {
        if (!previous.IsEmpty) _weights.Update(previous, _example.InputCoefficients);
        previous = [];
    }
}
