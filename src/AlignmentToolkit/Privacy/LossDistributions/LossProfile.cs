namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>One release as its privacy loss L = ln dP/dQ(o), o ~ P, where P and Q are the laws of the output on two neighbouring data
/// sets.</summary>
/// <remarks>
/// All that a composition needs is how much of P and of Q lies between two losses; from it follow the hockey-stick divergence
/// δ(ε) = P(L &gt; ε) − e^ε Q(L &gt; ε) and every discretisation. [Koskela 2020; Gopi 2021; Doroshenko 2022]
/// </remarks>
public abstract class LossProfile
{
    private const double SearchScale = 1e-15, SearchReach = 75;

    /// <summary>P(L = ∞): probability of an output that is impossible on the neighbour.</summary>
    public virtual double InfiniteMass => 0;

    /// <summary>Finite losses that carry a probability of their own, most probable first; grids that contain them lose nothing
    /// there.</summary>
    public virtual IReadOnlyList<double> Atoms => [];

    /// <summary>How much of P and of Q lies in each of the n + 1 cells into which n losses cut the line.</summary>
    /// <remarks>Each mass has to be right to a few units of round-off of the smaller of what lies below and what lies above.</remarks>
    /// <param name="bounds">t₀ ≤ t₁ ≤ … : cell i is (tᵢ₋₁, tᵢ], the first begins at −∞ and the last ends at +∞, which it does not contain.
    /// A bound may be −∞.</param>
    /// <param name="masses">Receives P(cell), n + 1 numbers.</param>
    /// <param name="scaledReference">Receives e^t Q(cell), t being the cell's upper bound or, in the last cell, its lower one; Q itself
    /// would underflow at large losses.</param>
    public abstract void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference);

    /// <summary>δ(ε) = P(L &gt; ε) − e^ε Q(L &gt; ε) in this direction, by its closed form.</summary>
    /// <param name="epsilon">ε, of either sign.</param>
    public double Delta(double epsilon)
    {
        (double above, double scaled) = Above(epsilon);
        return InfiniteMass + Math.Max(0, above - scaled);
    }

    /// <summary>P(t &lt; L &lt; ∞).</summary>
    /// <param name="loss">t.</param>
    public double UpperTail(double loss) => Above(loss).Mass;

    /// <summary>P(L ≤ t).</summary>
    /// <param name="loss">t.</param>
    public double LowerTail(double loss)
    {
        Span<double> masses = stackalloc double[2], reference = stackalloc double[2];
        FillMasses([loss], masses, reference);
        return masses[0];
    }

    /// <summary>A loss with at most the given probability above it (∞ left out), not much larger than necessary.</summary>
    internal double LossAbove(double tail) => Search(loss => UpperTail(loss) <= tail, 1);

    /// <summary>A loss t with e^{λt} P(L ≤ t) at most a number given by its logarithm, not much smaller than necessary.</summary>
    internal double LossBelow(double logTail, double tilt = 0) =>
        Search(loss => Math.Log(LowerTail(loss)) + (tilt * loss) <= logTail, -1);

    private (double Mass, double ScaledReference) Above(double loss)
    {
        Span<double> masses = stackalloc double[2], reference = stackalloc double[2];
        FillMasses([loss], masses, reference);
        return (masses[1], reference[1]);
    }

    /// <summary>Bisection on a scale that resolves small and large losses alike.</summary>
    private static double Search(Func<double, bool> isOutside, int direction)
    {
        double inside = -SearchReach, outside = SearchReach;
        while (outside - inside > 1e-3)
        {
            double middle = 0.5 * (inside + outside);
            if (isOutside(direction * SearchScale * Math.Sinh(middle))) outside = middle;
            else inside = middle;
        }

        return direction * SearchScale * Math.Sinh(outside);
    }
}
