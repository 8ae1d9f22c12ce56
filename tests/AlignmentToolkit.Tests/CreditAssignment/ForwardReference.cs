using AlignmentToolkit.CreditAssignment;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>
/// The forward-only rules written once more to be read next to the page, sections 2.5 to 2.10: double precision, every product in full,
/// none of the library's code.
/// </summary>
internal sealed class ForwardReference(Matrix<double>[] weights, Func<double, double> activation)
{
    /// <summary>D_1 … D_{L−1}, or null for no dropout.</summary>
    public Matrix<double>[]? Masks { get; init; }

    /// <summary>Name of the normalisation, or null for none.</summary>
    public string? Normalisation { get; init; }

    /// <summary>Called on the weights for every product: to see what rounding them differently in each pass would change.</summary>
    public Func<Matrix<double>, Matrix<double>> Disturb { get; init; } = static w => w;

    public int Last => weights.Length - 1;

    /// <summary>H_0 = X, H_1, …, H_{L−1}, and Y.</summary>
    public Matrix<double>[] Pass(Matrix<double> x)
    {
        List<Matrix<double>> h = [x];
        foreach ((int layer, Matrix<double> w) in weights.Index())
        {
            Matrix<double> a = Disturb(w) * h[^1];
            h.Add(layer == Last ? Softmax(a) : Normalise(Masked(a.Map(activation), layer)));
        }

        return [.. h];
    }

    public Matrix<double> Modulated(Matrix<double> x, Matrix<double> t, Matrix<double> f, PepitaOptions? options = null)
    {
        Matrix<double> e = Pass(x)[^1] - t;
        if (options?.SignOfError == true) e = e.Map(value => (double)Math.Sign(value));
        return options?.Convention == PepitaConvention.InputPlusError ? x + f * e : x - f * e;
    }

    public Matrix<double>[] Pepita(Matrix<double> x, Matrix<double> t, Matrix<double> f, PepitaOptions? options = null)
    {
        Matrix<double>[] h = Pass(x), he = Pass(Modulated(x, t, f, options));
        Matrix<double>[] before = options?.Presynaptic == PresynapticActivity.Standard ? h : he;
        bool plus = options?.Convention == PepitaConvention.InputPlusError;
        return EachLayer(l => (l < Last ? h[l + 1] - he[l + 1] : plus ? he[^1] - t : h[^1] - t) * before[l].Transpose());
    }

    public Matrix<double>[] Hebbian(Matrix<double> x, Matrix<double> t, Matrix<double> f)
    {
        Matrix<double>[] h = Pass(x), he = Pass(Modulated(x, t, f));
        return EachLayer(l => l < Last
            ? h[l + 1] * h[l].Transpose() - he[l + 1] * he[l].Transpose()
            : h[^1] * h[l].Transpose() - t * he[l].Transpose());
    }

    /// <summary>The derivative of H_l along F E, by a central difference: no slope of an activation is needed.</summary>
    /// <param name="x">X.</param>
    /// <param name="t">T.</param>
    /// <param name="f">F.</param>
    /// <param name="length">Largest change of an input in the difference.</param>
    public Matrix<double>[] AdaptiveFeedback(Matrix<double> x, Matrix<double> t, Matrix<double> f, double length = 1e-5)
    {
        Matrix<double>[] h = Pass(x);
        Matrix<double> direction = f * (h[^1] - t);
        double step = length / Math.Max(direction.Enumerate().Max(Math.Abs), 1e-30);
        Matrix<double>[] ahead = Pass(x + step * direction), behind = Pass(x - step * direction);
        return EachLayer(l => (l < Last ? (ahead[l + 1] - behind[l + 1]) / (2 * step) : h[^1] - t) * h[l].Transpose());
    }

    /// <summary>Weights after the two steps of the time-local form, without momentum and decay.</summary>
    public Matrix<double>[] TimeLocalStep(Matrix<double> x, Matrix<double> t, Matrix<double> f, double rate)
    {
        Matrix<double>[] h = Pass(x);
        Matrix<double> modulated = Modulated(x, t, f);
        Matrix<double>[] between = EachLayer(l => weights[l] - rate / x.ColumnCount * h[l + 1] * h[l].Transpose());
        ForwardReference changed = new(between, activation) { Masks = Masks, Normalisation = Normalisation };
        Matrix<double>[] he = changed.Pass(modulated);
        return EachLayer(l => between[l] + rate / x.ColumnCount * (l < Last ? he[l + 1] : t) * he[l].Transpose());
    }

    private static Matrix<double> Softmax(Matrix<double> a)
    {
        Matrix<double> exponentials = a.PointwiseExp();
        return exponentials.MapIndexed((_, column, value) => value / exponentials.Column(column).Sum());
    }

    private Matrix<double>[] EachLayer(Func<int, Matrix<double>> update) => [.. Enumerable.Range(0, weights.Length).Select(update)];

    private Matrix<double> Masked(Matrix<double> h, int layer) => Masks is null ? h : h.PointwiseMultiply(Masks[layer]);

    private Matrix<double> Normalise(Matrix<double> h) => Normalisation switch
    {
        "length" => h.MapIndexed((_, column, value) => Quotient(value, h.Column(column).L2Norm())),
        "rms" => h.MapIndexed((_, column, value) => Quotient(value, h.Column(column).L2Norm() / Math.Sqrt(h.RowCount))),
        "batch" => h.Map(value => Quotient(value, h.FrobeniusNorm())),
        _ => h,
    };

    private static double Quotient(double value, double norm) => norm == 0 ? 0 : value / norm;
}
