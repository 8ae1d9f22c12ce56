namespace AlignmentToolkit.Dynamics;

/// <summary>c = P, P_kc = w_k·φ_c/N: feedback through the input and the first layer, which adapts as that layer learns.</summary>
internal sealed class AdaptiveFeedback : OnlineRule
{
    public override string Name => "AFA";

    public override bool UsesProjection => true;

    public override void ReadFeedback(in FeedbackSource source, Span<double> feedback) => source.ProjectionOverlap.CopyTo(feedback);
}
