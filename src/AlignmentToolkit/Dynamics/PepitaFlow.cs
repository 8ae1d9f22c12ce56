namespace AlignmentToolkit.Dynamics;

/// <summary>The exact equations of motion of PEPITA, as adaptive feedback alignment plus what its first-order expansion drops.</summary>
/// <remarks>
/// With d_k = g(λ_k) − g(λ_k − Σ_c P_kc e_c):
/// Ṙ_km = −η ⟨d_k (ν_m − Σ_c S_mc e_c)⟩, Ṗ_kc = −η ⟨d_k (ρ_c − Σ_d Φ²_cd e_d)⟩, V̇_ck = −η_v ⟨e_c g(λ_k − Σ_c P_kc e_c)⟩,
/// Q̇_kl = −η ⟨d_k (λ_l − Σ_c P_lc e_c) + d_l (λ_k − Σ_c P_kc e_c)⟩ + η² ⟨d_k d_l⟩.
/// The term −Φ² e makes the overlap with the projection grow by itself, Ṗ_k ≃ η Φ² P_k ⟨g'(λ_k) e²⟩, which adaptive feedback alignment
/// lacks.
/// </remarks>
internal sealed class PepitaFlow : IOrderParameterFlow
{
    private readonly TeacherStudentSettings _settings;
    private readonly OrderParameterLayout _layout;
    private readonly FieldCovarianceBuffer _covariance;
    private readonly PepitaAverages _averages;
    private readonly FeedbackFlow _firstOrder;
    private readonly double[] _errorMoments;

    public PepitaFlow(TeacherStudentSettings settings, OrderParameterLayout layout)
    {
        (_settings, _layout) = (settings, layout);
        _covariance = new FieldCovarianceBuffer(settings, layout);
        _averages = new PepitaAverages(settings, layout);
        _firstOrder = _averages.HasReference
            ? new FeedbackFlow(OnlineRule.AdaptiveFeedbackAlignment, settings, layout)
            : new FeedbackFlow(new NoFeedback(), settings with { SmallLearningRateLimit = true }, layout);
        _errorMoments = new double[layout.Units * layout.Outputs];
    }

    /// <summary>The cubature is not more accurate than that.</summary>
    public double DefaultTolerance => 1e-5;

    public void Evaluate(ReadOnlySpan<double> state, Span<double> rate)
    {
        _firstOrder.Evaluate(state, rate);
        FieldCovariance covariance = _covariance.Load(state);
        _averages.Evaluate(covariance, _layout.Readout(state), _layout.ProjectionOverlap(state));
        for (int k = 0; k < _layout.Units; k++)
            for (int c = 0; c < _layout.Outputs; c++)
                _errorMoments[k * _layout.Outputs + c] = _averages.ErrorMoment(k, c)
                    + (_averages.HasReference ? FirstOrderErrorMoment(covariance, state, k, c) : 0);
        for (int k = 0; k < _layout.Units; k++) AddRates(covariance, k, rate);
    }

    private void AddRates(FieldCovariance covariance, int k, Span<double> rate)
    {
        double eta = _settings.LearningRate;
        for (int l = k; l < _layout.Units; l++)
        {
            double fluctuation = _settings.SmallLearningRateLimit ? 0 : eta * eta * _averages.Product(k, l);
            rate[_layout.StudentOverlap(k, l)] += fluctuation - eta * (Moment(covariance, k, l) + Moment(covariance, l, k));
        }

        for (int m = 0; m < _layout.TeacherUnits; m++)
            rate[_layout.CrossOverlap(k, m)] -= eta * Moment(covariance, k, _layout.Units + m);
        for (int c = 0; c < _layout.Outputs; c++)
        {
            rate[_layout.ProjectionOverlapStart + k * _layout.Projections + c] -= eta * Moment(
                covariance, k, _layout.Units + _layout.TeacherUnits + c);
            rate[_layout.ReadoutStart + c * _layout.Units + k] += _settings.ReadoutLearningRate * _errorMoments[k * _layout.Outputs + c];
        }
    }

    /// <summary>
    /// ⟨r_k z⟩ − Σ_c ⟨d_k e_c⟩ ⟨z ρ_c⟩ for field z: what d_k x^e adds to the overlap with its vector beyond the first order.
    /// </summary>
    private double Moment(FieldCovariance covariance, int k, int field)
    {
        ReadOnlySpan<double> coefficients = _averages.Factor.Row(field), moments = _averages.VariableMoments(k);
        double sum = 0;
        for (int j = 0; j < moments.Length; j++) sum += coefficients[j] * moments[j];
        for (int c = 0; c < _layout.Outputs; c++)
            sum -= _errorMoments[k * _layout.Outputs + c] * covariance[field, _layout.Units + _layout.TeacherUnits + c];
        return sum;
    }

    /// <summary>⟨g'(λ_k) s_k e_c⟩ = Σ_d P_kd [Σ_ij 𝒰_di 𝒰_cj J₃(k, i, j) + δ_cd σ² ⟨g'(λ_k)⟩].</summary>
    private double FirstOrderErrorMoment(FieldCovariance covariance, ReadOnlySpan<double> state, int k, int c)
    {
        ReadOnlySpan<double> readout = _layout.Readout(state), projectionOverlap = _layout.ProjectionOverlap(state);
        double sum = _settings.LabelNoise * _settings.LabelNoise * projectionOverlap[k * _layout.Outputs + c]
            * _settings.Activation.MeanSlope(covariance, k);
        for (int i = 0; i < _layout.Units + _layout.TeacherUnits; i++)
        {
            double signal = 0;
            for (int d = 0; d < _layout.Outputs; d++) signal += projectionOverlap[k * _layout.Outputs + d] * OutputWeight(readout, d, i);
            for (int j = 0; j < _layout.Units + _layout.TeacherUnits; j++)
                sum += signal * OutputWeight(readout, c, j) * _settings.Activation.J3(covariance, k, i, j);
        }

        return sum;
    }

    /// <summary>𝒰 = (V, −A).</summary>
    private double OutputWeight(ReadOnlySpan<double> readout, int output, int field) =>
        field < _layout.Units ? readout[output * _layout.Units + field] : -_settings.TeacherReadout[output, field - _layout.Units];

    /// <summary>Leaves of the closed equations only what does not depend on the feedback: V̇ without modulation.</summary>
    private sealed class NoFeedback : OnlineRule
    {
        public override string Name => "none";

        public override bool UsesProjection => true;

        public override void ReadFeedback(in FeedbackSource source, Span<double> feedback) => feedback.Clear();
    }
}
