namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>The pairs (ε, δ) for which a release is (ε, δ)-differentially private, as one accountant knows them.</summary>
/// <remarks>A release with outputs P on a data set and Q on its neighbour is (ε, δ)-private if P(E) ≤ e^ε Q(E) + δ for every set E of
/// outputs, for all neighbours in both directions.</remarks>
public abstract class PrivacyCurve
{
    /// <summary>The smallest ε at a given δ.</summary>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <returns>ε ≥ 0; an upper end of ∞ where no finite ε is certain, for which <see cref="Remark"/> gives the reason.</returns>
    /// <exception cref="ArgumentOutOfRangeException">δ lies outside (0, 1) or is not a number.</exception>
    public PrivacyRange Epsilon(double delta) => EpsilonAt(PrivacyParameter.Delta(delta));

    /// <summary>The smallest δ at a given ε.</summary>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    /// <returns>δ from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative, infinite or not a number.</exception>
    public PrivacyRange Delta(double epsilon) => DeltaAt(PrivacyParameter.Epsilon(epsilon));

    /// <summary>What somebody who relies on <see cref="Epsilon"/> at this δ has to know, in one sentence; null where there is nothing to
    /// say. An infinite ε has its reason here.</summary>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ lies outside (0, 1) or is not a number.</exception>
    public string? Remark(double delta) => RemarkAt(PrivacyParameter.Delta(delta));

    /// <summary><see cref="Epsilon"/> of a δ that is known to be a probability.</summary>
    /// <param name="delta">δ.</param>
    protected abstract PrivacyRange EpsilonAt(double delta);

    /// <summary><see cref="Delta"/> of an ε that is known to be allowed.</summary>
    /// <param name="epsilon">ε.</param>
    protected abstract PrivacyRange DeltaAt(double epsilon);

    /// <summary><see cref="Remark"/> of a δ that is known to be a probability.</summary>
    /// <param name="delta">δ.</param>
    protected virtual string? RemarkAt(double delta) => null;
}
