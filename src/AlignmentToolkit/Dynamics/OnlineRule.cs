namespace AlignmentToolkit.Dynamics;

/// <summary>
/// A learning rule of the online teacher–student laboratory: it chooses the feedback c (K × C) that carries the output error to the hidden
/// units.
/// </summary>
/// <remarks>
/// The step of such a rule is w_k ← w_k − η/√N (Σ_c c_kc e_c) g'(λ_k) x; theory (<see cref="OnlineTheory"/>) and simulation
/// (<see cref="OnlineSimulation"/>) ask the same method for c, so a rule is written once. A rule whose step has another form overrides
/// <see cref="CreateFlow"/> and
/// <see cref="Respond"/> instead.
/// </remarks>
public abstract class OnlineRule
{
    /// <summary>Backpropagation: c = Vᵀ.</summary>
    public static OnlineRule Backpropagation { get; } = new ReadoutFeedback();

    /// <summary>Feedback alignment: c = B, fixed.</summary>
    public static OnlineRule FeedbackAlignment { get; } = new FixedFeedback("FA");

    /// <summary>
    /// Direct feedback alignment. With one hidden layer the only layer to skip is none: the rule is <see cref="FeedbackAlignment"/> by
    /// another name.
    /// </summary>
    public static OnlineRule DirectFeedbackAlignment { get; } = new FixedFeedback("DFA");

    /// <summary>Adaptive feedback alignment: c = P, the overlap of the learning first layer with the projection.</summary>
    public static OnlineRule AdaptiveFeedbackAlignment { get; } = new AdaptiveFeedback();

    /// <summary>
    /// PEPITA, its two forward passes written out: with x^e = x − Σ_c φ_c e_c/√N and d_k = g(λ_k) − g(λ_k − Σ_c P_kc e_c),
    /// w_k ← w_k − η/√N d_k x^e and V_ck ← V_ck − η_v/N e_c g(λ_k − Σ_c P_kc e_c).
    /// </summary>
    /// <remarks>
    /// Its equations of motion are averages without closed form, done by cubature (<see cref="TeacherStudentSettings.CubaturePoints"/>);
    /// they hold for any strength of the modulation and for ReLU too. To first order in φ it is
    /// <see cref="AdaptiveFeedbackAlignment"/>, whose feedback c = P stands for its own wherever a feedback is asked for.
    /// [Dellaferrera 2022; Srinivasan 2024]
    /// </remarks>
    public static OnlineRule Pepita { get; } = new ModulatedInput();

    /// <summary>The abbreviation used in legends.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the rule needs <see cref="TeacherStudentSettings.Feedback"/>.</summary>
    public virtual bool UsesFixedFeedback => false;

    /// <summary>Whether the rule needs <see cref="TeacherStudentSettings.Projection"/> and follows P.</summary>
    public virtual bool UsesProjection => false;

    /// <summary>Whether a step moves the first layer along the projection φ too, and not only along the input.</summary>
    internal virtual bool StepsAlongProjection => false;

    /// <summary>Whether theory does averages by cubature, and so for activations without closed forms too.</summary>
    internal virtual bool UsesCubature => false;

    /// <summary>Writes the feedback c for the current state of the student.</summary>
    /// <param name="source">Where feedback may come from.</param>
    /// <param name="feedback">Receives c, K × C, row after row.</param>
    public abstract void ReadFeedback(in FeedbackSource source, Span<double> feedback);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>The equations of motion of this rule's order parameters.</summary>
    internal virtual IOrderParameterFlow CreateFlow(TeacherStudentSettings settings, OrderParameterLayout layout) =>
        new FeedbackFlow(this, settings, layout);

    /// <summary>
    /// What one example does to the student: fills the coefficients of <paramref name="example"/> and the change of the readout.
    /// </summary>
    internal virtual void Respond(OnlineExample example)
    {
        ReadFeedback(example.Source, example.Feedback);
        example.FollowFeedback();
    }
}
