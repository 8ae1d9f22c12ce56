using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the nucleus: the fewest likeliest tokens whose mass is at least p [Holtzman 2020].</summary>
/// <remarks>
/// A token stays when the mass of the likelier ones is less than p, so the likeliest always stays. Of tokens that tie at the end of the
/// nucleus those with the lowest ids stay. See <see cref="Nucleus.Count"/> for the size of the nucleus.
/// </remarks>
public sealed class TopP : ILogitsProcessor
{
    private readonly double _mass;
    private readonly NucleusBoundary _boundary;
    private readonly int _minimumKept;

    /// <summary>Keeps a nucleus.</summary>
    /// <param name="mass">p, 0 … 1: 0 keeps one token, 1 keeps all.</param>
    /// <param name="boundary">What to do when a mass equals p exactly.</param>
    /// <param name="minimumKept">Fewest tokens that are left, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not in 0 … 1, or
    /// <paramref name="minimumKept"/> is less than 1.</exception>
    public TopP(double mass, NucleusBoundary boundary = NucleusBoundary.AtLeast, int minimumKept = 1)
    {
        Demand.Fraction(mass);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumKept, 1);
        (_mass, _boundary, _minimumKept) = (mass, boundary, minimumKept);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"top-p {_mass}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        NucleusCut cut = Nucleus.Cut(logits, _mass, _boundary);
        if (cut.Count < _minimumKept)
        {
            Largest.Keep(logits, _minimumKept, keepsTies: false);
            return;
        }

        Row.KeepAtLeast(logits, cut.Least);
        if (cut.KeptOfEqual < int.MaxValue) Row.KeepFirstOfEqual(logits, cut.Least, cut.KeptOfEqual);
    }
}
