namespace AlignmentToolkit.Dynamics;

/// <summary>c = Vᵀ: the feedback is the readout itself.</summary>
internal sealed class ReadoutFeedback : OnlineRule
{
    public override string Name => "BP";

    public override void ReadFeedback(in FeedbackSource source, Span<double> feedback)
    {
        for (int k = 0; k < source.Units; k++)
            for (int c = 0; c < source.Outputs; c++)
                feedback[k * source.Outputs + c] = source.Readout[c * source.Units + k];
    }
}
