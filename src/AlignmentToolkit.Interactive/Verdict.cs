namespace AlignmentToolkit.Interactive;

/// <summary>What a result says about the paper's.</summary>
public enum Verdict
{
    /// <summary>The number agrees with the paper's within the stated tolerance.</summary>
    NumberMatches,

    /// <summary>The effect is the paper's (its sign, its order, its shape); the number is another, as the set-up is.</summary>
    EffectMatches,

    /// <summary>The effect cannot appear at the scale of this run, so the run says nothing for or against the paper.</summary>
    NotAtThisScale,

    /// <summary>Both number and effect disagree with the paper.</summary>
    Differs,
}
