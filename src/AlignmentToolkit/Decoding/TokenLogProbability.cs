using System.Globalization;

namespace AlignmentToolkit.Decoding;

/// <summary>A token and its log-probability.</summary>
/// <param name="Token">Its id.</param>
/// <param name="LogProbability">log P, in nats.</param>
public readonly record struct TokenLogProbability(int Token, double LogProbability)
{
    /// <summary>The token and its log-probability.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Token} {LogProbability:F3}");
}
