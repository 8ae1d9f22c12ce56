using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding;

/// <summary>How <see cref="Processors.DryPenalty"/> penalises sequences that occur again.</summary>
public sealed record DrySettings
{
    /// <summary>m, the penalty of a sequence of just the allowed length, more than 0. 0.8 is usual.</summary>
    public double Multiplier { get; init; } = 0.8;

    /// <summary>b, by what the penalty grows with every further token, at least 1.</summary>
    public double Base { get; init; } = 1.75;

    /// <summary>a, the least number of repeated tokens from which on the next one is penalised, at least 1.</summary>
    public int AllowedLength { get; init; } = 2;

    /// <summary>How many of the last tokens of prompt and answer are looked at, at least 1.</summary>
    public int Range { get; init; } = int.MaxValue;

    /// <summary>Tokens at which a sequence ends: line breaks, colons, quotation marks, asterisks usually.</summary>
    public IReadOnlyList<int> Breakers { get; init; } = [];

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed.</exception>
    internal void Validate()
    {
        Demand.FiniteAndPositive(Multiplier);
        Demand.Finite(Base);
        ArgumentOutOfRangeException.ThrowIfLessThan(Base, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AllowedLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Range, 1);
        Demand.Tokens([.. Breakers], int.MaxValue, nameof(Breakers));
    }
}
