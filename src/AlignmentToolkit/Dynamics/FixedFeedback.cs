namespace AlignmentToolkit.Dynamics;

/// <summary>c = B, drawn once and never changed.</summary>
internal sealed class FixedFeedback(string name) : OnlineRule
{
    public override string Name => name;

    public override bool UsesFixedFeedback => true;

    public override void ReadFeedback(in FeedbackSource source, Span<double> feedback) => source.FixedFeedback.CopyTo(feedback);
}
