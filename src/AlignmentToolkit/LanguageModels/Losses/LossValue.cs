namespace AlignmentToolkit.LanguageModels.Losses;

/// <summary>A loss summed over what it counts.</summary>
/// <remarks>Sums, not means, so that parts of a batch that are done one after the other weigh what they should.</remarks>
/// <param name="Sum">Σ w ℓ.</param>
/// <param name="Weight">Σ w: number of tokens, or of pairs, that count.</param>
public readonly record struct LossValue(double Sum, double Weight)
{
    /// <summary>Σ w ℓ / Σ w; 0 where nothing counts.</summary>
    public double Mean => Weight == 0 ? 0 : Sum / Weight;

    /// <summary>The loss of two parts together.</summary>
    public static LossValue operator +(LossValue x, LossValue y) => new(x.Sum + y.Sum, x.Weight + y.Weight);

    /// <summary>The loss of two parts together.</summary>
    public static LossValue Add(LossValue x, LossValue y) => x + y;
}
