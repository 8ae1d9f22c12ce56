namespace AlignmentToolkit.Numerics;

/// <summary>Exponentials and logarithms where the textbook form would cancel.</summary>
/// <remarks><see cref="double.ExpM1"/> and <see cref="double.LogP1"/> of the framework subtract and add 1 and lose small arguments.
/// The corrections used here are Kahan's: the rounding error of the inner step is divided out again. Relative error: a few units in the
/// last
/// place.</remarks>
public static class Exponentials
{
    /// <summary>eˣ − 1, with full relative accuracy near 0.</summary>
    /// <param name="x">Any number.</param>
    public static double ExpM1(double x)
    {
        if (!(Math.Abs(x) < 1)) return Math.Exp(x) - 1;
        double power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * x / Math.Log(power);
    }

    /// <summary>ln(1 + x), with full relative accuracy near 0.</summary>
    /// <param name="x">At least −1; NaN below.</param>
    public static double Log1P(double x)
    {
        if (!(Math.Abs(x) < 1)) return Math.Log(1 + x);
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>ln(eˣ − 1), without overflow for large x and without cancellation near 0.</summary>
    /// <param name="x">At least 0, where the value is −∞; NaN below.</param>
    public static double LogExpM1(double x) => x > 40 ? x : x > 1 ? x + Log1P(-Math.Exp(-x)) : Math.Log(ExpM1(x));

    /// <summary>ln(1 + eˣ), without overflow for large x and with full relative accuracy where eˣ is tiny.</summary>
    /// <param name="x">Any number.</param>
    public static double Log1PExp(double x) => x > 0 ? x + Log1P(Math.Exp(-x)) : Log1P(Math.Exp(x));

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), the logistic function, with full relative accuracy where it is tiny.</summary>
    /// <param name="x">Any number; 0 at −∞, 1 at +∞.</param>
    public static double Logistic(double x)
    {
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double power = Math.Exp(x);
        return power / (1 + power);
    }

    /// <summary>ln σ(x) = −ln(1 + e⁻ˣ), without overflow and with full relative accuracy where σ is near 1.</summary>
    /// <param name="x">Any number.</param>
    public static double LogLogistic(double x) => -Log1PExp(-x);
}
