namespace AlignmentToolkit.Dynamics;

/// <summary>
/// One example as the rule sees it: local fields, activities and errors, and the student's small state (V, P) that it changes.
/// </summary>
internal sealed class OnlineExample
{
    private readonly TeacherStudentSettings _settings;
    private readonly OrderParameterLayout _layout;
    private readonly double[] _teacherReadout;
    private readonly double[] _fixedFeedback;
    private readonly double[] _selfOverlap;
    private readonly double _rootDimension;

    public OnlineExample(OnlineRule rule, TeacherStudentSettings settings, OrderParameterLayout layout, int dimension)
    {
        (_settings, _layout) = (settings, layout);
        _rootDimension = Math.Sqrt(dimension);
        _teacherReadout = settings.TeacherReadout.ToRowMajorArray();
        _fixedFeedback = rule.UsesFixedFeedback ? settings.Feedback!.ToRowMajorArray() : [];
        Readout = settings.Initial.Readout.ToRowMajorArray();
        ProjectionOverlap = rule.UsesProjection ? settings.Initial.ProjectionOverlap!.ToRowMajorArray() : [];
        Fields = new double[layout.Fields];
        Activities = new double[layout.Units + layout.TeacherUnits];
        Errors = new double[layout.Outputs];
        Feedback = new double[layout.Units * layout.Outputs];
        InputCoefficients = new double[layout.Units];
        ProjectionCoefficients = rule.StepsAlongProjection ? new double[layout.Units * layout.Projections] : [];
        _selfOverlap = rule.UsesProjection ? settings.Projection!.SelfOverlap.ToRowMajorArray() : [];
    }

    /// <summary>(λ, ν, ρ).</summary>
    public double[] Fields { get; }

    /// <summary>g(λ), then g(ν).</summary>
    public double[] Activities { get; }

    /// <summary>e = V g(λ) − A g(ν) − σ ζ, one an output.</summary>
    public double[] Errors { get; }

    /// <summary>V, C × K, row after row.</summary>
    public double[] Readout { get; }

    /// <summary>P, K × C, row after row; follows the first layer exactly, w_k·φ_c growing by the coefficient times x·φ_c.</summary>
    public double[] ProjectionOverlap { get; }

    /// <summary>Room for c, K × C.</summary>
    public double[] Feedback { get; }

    /// <summary>What the rule decides: w_k gains this much of the input x.</summary>
    public double[] InputCoefficients { get; }

    /// <summary>What the rule decides: w_k gains this much of the projection φ_c, K × C; empty unless the rule steps along it.</summary>
    public double[] ProjectionCoefficients { get; }

    public FeedbackSource Source => new(_layout, Readout, _fixedFeedback, ProjectionOverlap);

    /// <summary>Activities and errors from the fields.</summary>
    /// <param name="labelNoise">σ ζ, one an output; empty without noise.</param>
    public void Observe(ReadOnlySpan<double> labelNoise)
    {
        for (int i = 0; i < Activities.Length; i++) Activities[i] = _settings.Activation.Value(Fields[i]);
        ReadOnlySpan<double> student = Activities.AsSpan(0, _layout.Units), teacher = Activities.AsSpan(_layout.Units);
        for (int c = 0; c < Errors.Length; c++)
        {
            double error = labelNoise.IsEmpty ? 0 : -labelNoise[c];
            for (int k = 0; k < student.Length; k++) error += Readout[c * student.Length + k] * student[k];
            for (int m = 0; m < teacher.Length; m++) error -= _teacherReadout[c * teacher.Length + m] * teacher[m];
            Errors[c] = error;
        }
    }

    /// <summary>
    /// The step shared by all rules that are a choice of feedback: coefficient −η/√N (Σ_c c_kc e_c) g'(λ_k), and V_ck ← V_ck − η_v/N e_c
    /// g(λ_k).
    /// </summary>
    public void FollowFeedback()
    {
        int units = _layout.Units, outputs = _layout.Outputs;
        double rate = _settings.LearningRate / _rootDimension, readoutRate = _settings.ReadoutLearningRate / (
            _rootDimension * _rootDimension);
        for (int k = 0; k < units; k++)
        {
            double signal = 0;
            for (int c = 0; c < outputs; c++) signal += Feedback[k * outputs + c] * Errors[c];
            double coefficient = -rate * signal * _settings.Activation.Slope(Fields[k]);
            InputCoefficients[k] = coefficient;
            for (int c = 0; c < outputs; c++) Readout[c * units + k] -= readoutRate * Errors[c] * Activities[k];
            for (int c = 0; c < _layout.Projections; c++)
                ProjectionOverlap[k * outputs + c] += coefficient * Fields[units + _layout.TeacherUnits + c] / _rootDimension;
        }
    }

    /// <summary>
    /// PEPITA's step along the modulated input x − Σ_c φ_c e_c/√N: coefficient s_k = −η/√N d_k of x, −s_k e_c/√N of φ_c, and
    /// V_ck ← V_ck − η_v/N e_c g(λ_k − Σ_c P_kc e_c).
    /// </summary>
    public void FollowModulatedPass()
    {
        int units = _layout.Units, outputs = _layout.Outputs;
        double rate = _settings.LearningRate / _rootDimension, readoutRate = _settings.ReadoutLearningRate / (
            _rootDimension * _rootDimension);
        for (int k = 0; k < units; k++)
        {
            double shift = 0;
            for (int c = 0; c < outputs; c++) shift += ProjectionOverlap[k * outputs + c] * Errors[c];
            double modulated = _settings.Activation.Value(Fields[k] - shift);
            double coefficient = -rate * (Activities[k] - modulated);
            InputCoefficients[k] = coefficient;
            for (int c = 0; c < outputs; c++)
            {
                ProjectionCoefficients[k * outputs + c] = -coefficient * Errors[c] / _rootDimension;
                Readout[c * units + k] -= readoutRate * Errors[c] * modulated;
                double field = Fields[units + _layout.TeacherUnits + c];
                for (int d = 0; d < outputs; d++) field -= _selfOverlap[c * outputs + d] * Errors[d];
                ProjectionOverlap[k * outputs + c] += coefficient * field / _rootDimension;
            }
        }
    }
}
