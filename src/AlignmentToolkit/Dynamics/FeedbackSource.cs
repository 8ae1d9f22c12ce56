namespace AlignmentToolkit.Dynamics;

/// <summary>What a learning rule may read when it chooses the feedback c.</summary>
public readonly ref struct FeedbackSource
{
    internal FeedbackSource(
        OrderParameterLayout layout, ReadOnlySpan<double> readout, ReadOnlySpan<double> fixedFeedback,
        ReadOnlySpan<double> projectionOverlap)
    {
        (Units, Outputs) = (layout.Units, layout.Outputs);
        Readout = readout;
        FixedFeedback = fixedFeedback;
        ProjectionOverlap = projectionOverlap;
    }

    /// <summary>K, number of student units.</summary>
    public int Units { get; }

    /// <summary>C, number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>V, C × K, row after row.</summary>
    public ReadOnlySpan<double> Readout { get; }

    /// <summary>B, K × C, row after row; empty for a rule that does not use it.</summary>
    public ReadOnlySpan<double> FixedFeedback { get; }

    /// <summary>P, K × C, row after row; empty for a rule that does not use it.</summary>
    public ReadOnlySpan<double> ProjectionOverlap { get; }
}
