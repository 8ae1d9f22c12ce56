using System.Globalization;

namespace AlignmentToolkit.Decoding;

/// <summary>A token's part of a next-token distribution.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Text">Its text, where it is known.</param>
/// <param name="Logit">z.</param>
/// <param name="Probability">P = exp(z) / Σ exp(z).</param>
public sealed record TokenShare(int Token, string? Text, float Logit, double Probability)
{
    /// <summary>The token and its probability.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Text is null ? "" : $"'{Text}' ")}{Token} {Probability:P2}");
}
