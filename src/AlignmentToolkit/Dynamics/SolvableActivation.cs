namespace AlignmentToolkit.Dynamics;

/// <summary>
/// An activation g whose Gaussian averages are known in closed form, so that online learning with it has exact equations of motion.
/// </summary>
/// <remarks>For erf [Saad Solla 1995]; for ReLU the arc-cosine kernels [Cho Saul 2009].</remarks>
public abstract class SolvableActivation
{
    /// <summary>g(x) = erf(x/√2).</summary>
    public static SolvableActivation Erf { get; } = new SolvableErf();

    /// <summary>g(x) = max(0, x). Its <see cref="I4"/> has no closed form: theory needs the small-learning-rate limit.</summary>
    public static SolvableActivation ReLU { get; } = new SolvableRelu();

    /// <summary>The name in the field's notation.</summary>
    public abstract string Name { get; }

    /// <summary>Whether <see cref="I4"/> and <see cref="J3"/> exist in closed form.</summary>
    public abstract bool HasFluctuations { get; }

    /// <summary>Whether g(−x) = −g(x).</summary>
    internal abstract bool IsOdd { get; }

    /// <summary>g(x).</summary>
    /// <param name="x">Local field.</param>
    public abstract double Value(double x);

    /// <summary>g'(x).</summary>
    /// <param name="x">Local field.</param>
    public abstract double Slope(double x);

    /// <summary>g of many fields.</summary>
    internal virtual void Values(ReadOnlySpan<double> fields, Span<double> values)
    {
        for (int i = 0; i < fields.Length; i++) values[i] = Value(fields[i]);
    }

    /// <summary>g and g' of many fields.</summary>
    internal virtual void ValuesAndSlopes(ReadOnlySpan<double> fields, Span<double> values, Span<double> slopes)
    {
        for (int i = 0; i < fields.Length; i++) (values[i], slopes[i]) = (Value(fields[i]), Slope(fields[i]));
    }

    /// <summary>I₂ = ⟨g(z_i) g(z_j)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">First field.</param>
    /// <param name="j">Second field.</param>
    public abstract double I2(FieldCovariance covariance, int i, int j);

    /// <summary>I₃ = ⟨g'(z_i) z_j g(z_k)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">Field under the slope.</param>
    /// <param name="j">Bare field; I₃ is linear in its covariances.</param>
    /// <param name="k">Field under the activation.</param>
    public abstract double I3(FieldCovariance covariance, int i, int j, int k);

    /// <summary>J₂ = ⟨g'(z_i) g'(z_j)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">First field.</param>
    /// <param name="j">Second field.</param>
    public abstract double J2(FieldCovariance covariance, int i, int j);

    /// <summary>⟨g'(z_i)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">The field.</param>
    public abstract double MeanSlope(FieldCovariance covariance, int i);

    /// <summary>J₃ = ⟨g'(z_i) g(z_j) g(z_k)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">Field under the slope.</param>
    /// <param name="j">First field under the activation.</param>
    /// <param name="k">Second field under the activation.</param>
    /// <exception cref="NotSupportedException"><see cref="HasFluctuations"/> is false.</exception>
    public abstract double J3(FieldCovariance covariance, int i, int j, int k);

    /// <summary>I₄ = ⟨g'(z_i) g'(z_j) g(z_k) g(z_l)⟩.</summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">First field under the slope.</param>
    /// <param name="j">Second field under the slope.</param>
    /// <param name="k">First field under the activation.</param>
    /// <param name="l">Second field under the activation.</param>
    /// <exception cref="NotSupportedException"><see cref="HasFluctuations"/> is false.</exception>
    public abstract double I4(FieldCovariance covariance, int i, int j, int k, int l);

    /// <summary>
    /// ⟨g'(z_i) g'(z_j) e e'⟩ of two errors e = Σ_k u_k g(z_k) and e' = Σ_l u'_l g(z_l), that is Σ_kl u_k u'_l I₄(i, j, k, l).
    /// </summary>
    /// <param name="covariance">C, positive semidefinite.</param>
    /// <param name="i">First field under the slope.</param>
    /// <param name="j">Second field under the slope.</param>
    /// <param name="first">u: weights of the fields 0, 1, … in the first error.</param>
    /// <param name="second">u': weights in the second error, equally many.</param>
    /// <exception cref="NotSupportedException"><see cref="HasFluctuations"/> is false.</exception>
    public virtual double ErrorProduct(FieldCovariance covariance, int i, int j, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0;
        for (int k = 0; k < first.Length; k++)
            for (int l = 0; l <= k; l++)
            {
                double weight = k == l ? first[k] * second[k] : first[k] * second[l] + first[l] * second[k];
                sum += weight * I4(covariance, i, j, k, l);
            }

        return sum;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>arcsin with its argument clipped: a correlation of ±1 may exceed 1 by rounding.</summary>
    private protected static double ArcSine(double x) => Math.Asin(Math.Clamp(x, -1, 1));
}
