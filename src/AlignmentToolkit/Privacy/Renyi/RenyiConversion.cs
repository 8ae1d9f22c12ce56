namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>How a Rényi divergence becomes an (ε, δ).</summary>
public enum RenyiConversion
{
    /// <summary>ε = r + ln((α − 1)/α) − (ln δ + ln α)/(α − 1) [Balle 2020, theorem 21; Canonne 2020, proposition 12].</summary>
    Tight,

    /// <summary>ε = r + ln(1/δ)/(α − 1) [Mironov 2017, proposition 3]; never smaller.</summary>
    Classic,
}
