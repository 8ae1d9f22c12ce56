using System.Buffers;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>From a polygon, as masses at its corners, to the largest convex one below it.</summary>
/// <remarks>
/// A corner with negative mass isn't convex. Leaving it out lets its mass pass to the corners left and right, P and Q both being kept, and
/// may make one of those negative in turn. The outermost stretches keep their slopes, −1 at the left, where only Q passes on, and 0 at the
/// right.
/// </remarks>
internal static class ConvexMinorant
{
    /// <summary>Removes the negative masses.</summary>
    /// <param name="step">h.</param>
    /// <param name="masses">P at the grid losses; non-negative afterwards.</param>
    /// <param name="infinite">Mass at the infinite loss.</param>
    /// <returns>The mass at the infinite loss, which may have decreased.</returns>
    public static double Apply(double step, Span<double> masses, double infinite)
    {
        int[] kept = ArrayPool<int>.Shared.Rent(masses.Length);
        int count = 0, right = 0;
        for (int i = 0; i < masses.Length; i = right)
        {
            for (right = i + 1; right < masses.Length && masses[right] == 0;) right++;
            if (masses[i] != 0) kept[count++] = i;

            // Leaving a corner out may turn the one before it negative.
            while (count > 0 && masses[kept[count - 1]] < 0)
            {
                int corner = kept[--count];
                infinite += LeaveOut(step, masses, corner, count > 0 ? kept[count - 1] : -1, right);
            }
        }

        ArrayPool<int>.Shared.Return(kept);
        return infinite >= 0 ? infinite : TakeFromTop(step, masses, -infinite);
    }

    private static double LeaveOut(double step, Span<double> masses, int corner, int left, int right)
    {
        double mass = masses[corner];
        masses[corner] = 0;
        if (right == masses.Length)
        {
            if (left < 0) return mass;
            double moved = mass * Math.Exp((left - corner) * step);
            masses[left] += moved;
            return mass - moved;
        }

        if (left < 0)
        {
            masses[right] += mass * Math.Exp((right - corner) * step);
            return 0;
        }

        double share = Exponentials.ExpM1((right - corner) * step) / Exponentials.ExpM1((right - left) * step);
        masses[left] += mass * share;
        masses[right] += mass * (1 - share);
        return 0;
    }

    /// <summary>Lowers the whole polygon, and with it the masses at the largest losses to nothing, until it is nowhere negative.</summary>
    private static double TakeFromTop(double step, Span<double> masses, double excess)
    {
        TailScan scan = new(0, step);
        for (int top = masses.Length - 1; top >= 0; top--)
        {
            scan.Add(top * step, masses[top]);
            if (scan.DeltaAt(top * step) < excess) continue;
            masses[top..].Clear();
            return 0;
        }

        masses.Clear();
        return 0;
    }
}
