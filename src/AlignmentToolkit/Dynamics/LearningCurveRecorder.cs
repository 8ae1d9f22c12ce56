namespace AlignmentToolkit.Dynamics;

/// <summary>Turns states, as they come, into a <see cref="LearningCurve"/>.</summary>
internal sealed class LearningCurveRecorder(OnlineRule rule, TeacherStudentSettings settings, OrderParameterLayout layout, double[] times)
{
    private readonly FieldCovarianceBuffer _covariance = new(settings, layout);
    private readonly double[] _fixedFeedback = rule.UsesFixedFeedback ? settings.Feedback!.ToRowMajorArray() : [];
    private readonly double[] _feedback = new double[layout.Units * layout.Outputs];
    private readonly List<double> _errors = [];
    private readonly List<double> _cosines = [];
    private readonly List<OrderParameters> _states = [];

    public void Record(ReadOnlySpan<double> state)
    {
        _errors.Add(GeneralisationError.Of(settings, layout, _covariance, state));
        _cosines.Add(Cosine(state));
        _states.Add(layout.Unpack(state));
    }

    public LearningCurve Finish() => new(rule.Name, times, [.. _errors], [.. _cosines], _states);

    private double Cosine(ReadOnlySpan<double> state)
    {
        ReadOnlySpan<double> readout = layout.Readout(state);
        rule.ReadFeedback(new FeedbackSource(layout, readout, _fixedFeedback, layout.ProjectionOverlap(state)), _feedback);
        double product = 0, readoutSquare = 0, feedbackSquare = 0;
        for (int k = 0; k < layout.Units; k++)
            for (int c = 0; c < layout.Outputs; c++)
            {
                double forward = readout[c * layout.Units + k], backward = _feedback[k * layout.Outputs + c];
                product += forward * backward;
                readoutSquare += forward * forward;
                feedbackSquare += backward * backward;
            }

        return product / Math.Sqrt(readoutSquare * feedbackSquare);
    }
}
