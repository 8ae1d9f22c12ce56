using System.Numerics;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Softmax, and what is computed from it, in whole multiples of 2⁻³⁰⁰: logits are taken exactly as they stand.</summary>
internal sealed class ExactDistribution
{
    private const int Bits = 300;
    private const int Halvings = 16;
    private static readonly BigInteger s_one = BigInteger.One << Bits;
    private readonly BigInteger[] _logProbabilities;
    private readonly BigInteger[] _probabilities;

    public ExactDistribution(IEnumerable<double> logits)
    {
        BigInteger[] z = [.. logits.Select(FromDouble)];
        BigInteger[] weights = Array.ConvertAll(z, Exp);
        BigInteger mass = weights.Aggregate(BigInteger.Zero, BigInteger.Add);
        BigInteger logMass = Log(mass);
        LogSumExp = ToDouble(logMass);
        _logProbabilities = Array.ConvertAll(z, logit => logit - logMass);
        _probabilities = Array.ConvertAll(weights, weight => (weight << Bits) / mass);
    }

    public double LogSumExp { get; }

    public double[] Probabilities => Array.ConvertAll(_probabilities, ToDouble);

    public double[] LogProbabilities => Array.ConvertAll(_logProbabilities, ToDouble);

    public double Entropy => -ToDouble(Mean(_logProbabilities));

    public double KullbackLeibler(ExactDistribution q) =>
        ToDouble(Mean([.. _logProbabilities.Zip(q._logProbabilities, BigInteger.Subtract)]));

    public double TotalVariation(ExactDistribution q) => 0.5 * ToDouble(_probabilities
        .Zip(q._probabilities, (x, y) => BigInteger.Abs(x - y)).Aggregate(BigInteger.Zero, BigInteger.Add));

    public double JensenShannon(ExactDistribution q)
    {
        BigInteger[] middle = [.. _probabilities.Zip(q._probabilities, (x, y) => Log((x + y) / 2))];
        BigInteger[] left = [.. _logProbabilities.Zip(middle, BigInteger.Subtract)];
        BigInteger[] right = [.. q._logProbabilities.Zip(middle, BigInteger.Subtract)];
        return 0.5 * ToDouble(Mean(left) + q.Mean(right));
    }

    private BigInteger Mean(BigInteger[] values) =>
        _probabilities.Zip(values, (p, value) => p * value).Aggregate(BigInteger.Zero, BigInteger.Add) >> Bits;

    /// <summary>eˣ: the series at x / 2¹⁶, then sixteen squares.</summary>
    private static BigInteger Exp(BigInteger x)
    {
        x >>= Halvings;
        BigInteger sum = s_one, term = s_one;
        for (int n = 1; !term.IsZero && n < 200; n++)
        {
            term = (term * x >> Bits) / n;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++) sum = sum * sum >> Bits;
        return sum;
    }

    /// <summary>ln y by Newton's method, which doubles the number of digits in every step.</summary>
    private static BigInteger Log(BigInteger y)
    {
        BigInteger x = FromDouble(BigInteger.Log(y) - (Bits * Math.Log(2)));
        for (int i = 0; i < 5; i++) x += (y * Exp(-x) >> Bits) - s_one;
        return x;
    }

    private static BigInteger FromDouble(double x)
    {
        // A double of ordinary size is a whole multiple of 2⁻²⁰⁰.
        return new BigInteger(Math.ScaleB(x, 200)) << (Bits - 200);
    }

    private static double ToDouble(BigInteger x) => Math.ScaleB((double)x, -Bits);
}
