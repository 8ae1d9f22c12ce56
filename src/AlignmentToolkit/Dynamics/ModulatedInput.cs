namespace AlignmentToolkit.Dynamics;

/// <summary>PEPITA: a second forward pass of the input from which the projected error has been taken away.</summary>
internal sealed class ModulatedInput : OnlineRule
{
    public override string Name => "PEPITA";

    public override bool UsesProjection => true;

    internal override bool StepsAlongProjection => true;

    internal override bool UsesCubature => true;

    /// <summary>c = P: what the difference of the two passes carries back to first order in φ.</summary>
    public override void ReadFeedback(in FeedbackSource source, Span<double> feedback) => source.ProjectionOverlap.CopyTo(feedback);

    internal override IOrderParameterFlow CreateFlow(TeacherStudentSettings settings, OrderParameterLayout layout) =>
        new PepitaFlow(settings, layout);

    internal override void Respond(OnlineExample example) => example.FollowModulatedPass();
}
