using System.Globalization;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>Refuses parameters of processors: the argument, its value, what is allowed.</summary>
internal static class Demand
{
    /// <summary>Throws unless the value is in 0 … 1.</summary>
    public static void Fraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value is >= 0 and <= 1)) Refuse(value, "0 to 1", name);
    }

    /// <summary>Throws unless the value is between 0 and 1.</summary>
    public static void ProperFraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value is > 0 and < 1)) Refuse(value, "more than 0 and less than 1", name);
    }

    /// <summary>Throws unless the value is finite and greater than 0.</summary>
    public static void FiniteAndPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && double.IsFinite(value))) Refuse(value, "a finite number greater than 0", name);
    }

    /// <summary>Throws unless the value is finite.</summary>
    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value)) Refuse(value, "a finite number", name);
    }

    /// <summary>Throws unless all are in 0 … length − 1.</summary>
    public static void Tokens(ReadOnlySpan<int> tokens, int length, string name)
    {
        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)length)
                throw new ArgumentOutOfRangeException(name, token, $"Allowed tokens: 0 to {length - 1}, one for each logit.");
        }
    }

    private static void Refuse(double value, string allowed, string? name) =>
        throw new ArgumentOutOfRangeException(name, value.ToString(CultureInfo.InvariantCulture), $"Allowed: {allowed}.");
}
