namespace AlignmentToolkit.Dynamics;

/// <summary>The equations of motion shared by every rule that is a choice of feedback c.</summary>
/// <remarks>
/// With 𝒰 = (V, −A) and u⁽ᵏ⁾ = Σ_c c_kc 𝒰_c, the error as hidden unit k sees it:
/// Ṙ_km = −η Γ_k(ν_m), Ṗ_kc = −η Γ_k(ρ_c), V̇_ck = −η_v Σ_j 𝒰_cj I₂(k, j),
/// Q̇_kl = −η [Γ_k(λ_l) + Γ_l(λ_k)] + η² [Σ_ij u⁽ᵏ⁾_i u⁽ˡ⁾_j I₄(k, l, i, j) + σ² (c cᵀ)_kl J₂(k, l)], Γ_k(n) = Σ_j u⁽ᵏ⁾_j I₃(k, n, j).
/// For c = Vᵀ [Saad Solla 1995; Goldt 2019], for fixed c [Refinetti 2021].
/// </remarks>
internal sealed class FeedbackFlow : IOrderParameterFlow
{
    private readonly OnlineRule _rule;
    private readonly TeacherStudentSettings _settings;
    private readonly OrderParameterLayout _layout;
    private readonly FieldCovarianceBuffer _covariance;
    private readonly double[] _fixedFeedback;
    private readonly double[] _feedback;
    private readonly double[] _outputWeights;
    private readonly double[] _errorWeights;

    public FeedbackFlow(OnlineRule rule, TeacherStudentSettings settings, OrderParameterLayout layout)
    {
        (_rule, _settings, _layout) = (rule, settings, layout);
        _covariance = new FieldCovarianceBuffer(settings, layout);
        _fixedFeedback = rule.UsesFixedFeedback ? settings.Feedback!.ToRowMajorArray() : [];
        _feedback = new double[layout.Units * layout.Outputs];
        _outputWeights = new double[layout.Outputs * (layout.Units + layout.TeacherUnits)];
        _errorWeights = new double[layout.Units * (layout.Units + layout.TeacherUnits)];
        for (int c = 0; c < layout.Outputs; c++)
            for (int m = 0; m < layout.TeacherUnits; m++)
                OutputWeights(c)[layout.Units + m] = -settings.TeacherReadout[c, m];
    }

    public void Evaluate(ReadOnlySpan<double> state, Span<double> rate)
    {
        FieldCovariance covariance = _covariance.Load(state);
        _rule.ReadFeedback(
            new FeedbackSource(_layout, _layout.Readout(state), _fixedFeedback, _layout.ProjectionOverlap(state)), _feedback);
        WeighErrors(_layout.Readout(state));
        for (int k = 0; k < _layout.Units; k++)
        {
            for (int l = k; l < _layout.Units; l++) rate[_layout.StudentOverlap(k, l)] = StudentOverlapRate(covariance, k, l);
            for (int m = 0; m < _layout.TeacherUnits; m++) rate[_layout.CrossOverlap(k, m)] = Drift(covariance, k, _layout.Units + m);
            for (int c = 0; c < _layout.Projections; c++)
                rate[_layout.ProjectionOverlapStart + k * _layout.Projections + c] = Drift(
                    covariance, k, _layout.Units + _layout.TeacherUnits + c);
            for (int c = 0; c < _layout.Outputs; c++) rate[_layout.ReadoutStart + c * _layout.Units + k] = ReadoutRate(covariance, c, k);
        }
    }

    private double StudentOverlapRate(FieldCovariance covariance, int k, int l)
    {
        double drift = Drift(covariance, k, l) + Drift(covariance, l, k);
        if (_settings.SmallLearningRateLimit) return drift;
        double fluctuation = _settings.Activation.ErrorProduct(covariance, k, l, ErrorWeights(k), ErrorWeights(l));
        if (_settings.LabelNoise > 0)
        {
            double noise = _settings.LabelNoise * _settings.LabelNoise * _settings.Activation.J2(covariance, k, l);
            for (int c = 0; c < _layout.Outputs; c++)
                fluctuation += noise * _feedback[k * _layout.Outputs + c] * _feedback[l * _layout.Outputs + c];
        }

        return drift + _settings.LearningRate * _settings.LearningRate * fluctuation;
    }

    /// <summary>−η Γ_k(n): how fast w_k gains overlap with the vector behind field n.</summary>
    private double Drift(FieldCovariance covariance, int k, int n)
    {
        ReadOnlySpan<double> weights = ErrorWeights(k);
        double sum = 0;
        for (int j = 0; j < weights.Length; j++) sum += weights[j] * _settings.Activation.I3(covariance, k, n, j);
        return -_settings.LearningRate * sum;
    }

    private double ReadoutRate(FieldCovariance covariance, int output, int k)
    {
        ReadOnlySpan<double> weights = OutputWeights(output);
        double sum = 0;
        for (int j = 0; j < weights.Length; j++) sum += weights[j] * _settings.Activation.I2(covariance, k, j);
        return -_settings.ReadoutLearningRate * sum;
    }

    private void WeighErrors(ReadOnlySpan<double> readout)
    {
        for (int c = 0; c < _layout.Outputs; c++) readout.Slice(c * _layout.Units, _layout.Units).CopyTo(OutputWeights(c));
        for (int k = 0; k < _layout.Units; k++)
        {
            Span<double> errorWeights = ErrorWeights(k);
            errorWeights.Clear();
            for (int c = 0; c < _layout.Outputs; c++)
            {
                double strength = _feedback[k * _layout.Outputs + c];
                ReadOnlySpan<double> outputWeights = OutputWeights(c);
                for (int j = 0; j < errorWeights.Length; j++) errorWeights[j] += strength * outputWeights[j];
            }
        }
    }

    /// <summary>𝒰_c = (V_c, −A_c).</summary>
    private Span<double> OutputWeights(int output) =>
        _outputWeights.AsSpan(output * (_layout.Units + _layout.TeacherUnits), _layout.Units + _layout.TeacherUnits);

    /// <summary>u⁽ᵏ⁾.</summary>
    private Span<double> ErrorWeights(int unit) =>
        _errorWeights.AsSpan(unit * (_layout.Units + _layout.TeacherUnits), _layout.Units + _layout.TeacherUnits);
}
