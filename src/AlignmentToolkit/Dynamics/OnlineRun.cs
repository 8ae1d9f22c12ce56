using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>One student in training: its weights, the examples it sees, and the update that still waits for the next example.</summary>
internal sealed class OnlineRun
{
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
        _source = new ExampleSource(settings, _weights, dimension, stream);
    }

    /// <summary>Trains until this many steps have been done, with all updates applied.</summary>
    public void AdvanceTo(long steps, CancellationToken cancellation)
    {
        while (_steps < steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_source.Remaining == 0) _source.Advance();
            int count = (int)Math.Min(_source.Remaining, steps - _steps);
            if (count < steps - _steps && Parallelism.Threads > 1)
            {
                ParallelWork.For(1 + _source.Pieces, new TrainAndDrawAhead(this, count));
                _source.MarkDrawnAhead();
            }
            else
            {
                Train(count);
            }

            _steps += count;
        }
    }

    /// <summary>Writes the order parameters of the current weights.</summary>
    public void Measure(Span<double> state)
    {
        _weights.Measure(state);
        _example.Readout.CopyTo(state[_layout.ReadoutStart..]);
    }

    /// <summary>Learns so many examples of the present block.</summary>
    private void Train(int count)
    {
        ReadOnlySpan<float> previous = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> input = _source.Next(out ReadOnlySpan<double> fixedFields, out ReadOnlySpan<double> labelNoise);
            fixedFields.CopyTo(_example.Fields.AsSpan(_layout.Units));
            if (previous.IsEmpty) _weights.ReadStudentFields(input, _example.Fields);
            else _weights.UpdateAndReadStudentFields(previous, _example.InputCoefficients, input, _example.Fields);
            _example.Observe(labelNoise);
            _rule.Respond(_example);
            _weights.MoveAlongProjections(_example.ProjectionCoefficients);
            previous = input;
        }

        _weights.Update(previous, _example.InputCoefficients);
    }

    /// <summary>One thread learns a block while the others draw the next; whoever is done first helps drawing.</summary>
    private readonly struct TrainAndDrawAhead(OnlineRun run, int count) : IParallelBody
    {
        public void Invoke(int index)
        {
            if (index == 0) run.Train(count);
            else run._source.DrawPiece(index - 1);
        }
    }
}
