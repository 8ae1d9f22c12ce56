namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>Finds where a falling positive function passes a target, to a relative tolerance of its argument, and returns the side
/// below.</summary>
/// <remarks>
/// False position on logarithmic scales with the Illinois modification, where both values are positive and finite, bisection otherwise;
/// the bracket shrinks by a guaranteed amount every third step.
/// </remarks>
internal sealed class SafeSide(Func<double, double> function, double target, double smallest, double largest)
{
    private double _unsafeAt, _safeAt, _unsafeValue, _safeValue;

    /// <summary>The smallest argument found at which the function is at most the target; NaN if there is none up to the largest.</summary>
    /// <param name="guess">Where to begin.</param>
    /// <param name="spread">First relative distance by which the guess may be off.</param>
    /// <param name="tolerance">The function is above the target at the result times (1 − tolerance), unless that is below the
    /// smallest.</param>
    public double Find(double guess, double spread, double tolerance)
    {
        if (!Bracket(Math.Clamp(guess, smallest, largest), spread)) return double.NaN;
        int lastSide = 0;
        double unsafeWeight = 1, safeWeight = 1;
        for (int step = 0; _safeAt > smallest && _unsafeAt < _safeAt * (1 - tolerance); step++)
        {
            double low = Math.Log(_unsafeAt), high = Math.Log(_safeAt), middle = 0.5 * (low + high);
            if (step % 3 != 2 && double.IsFinite(_unsafeValue) && _safeValue > 0)
            {
                double above = unsafeWeight * Math.Log(_unsafeValue / target), below = safeWeight * Math.Log(_safeValue / target);
                // Half a tolerance towards the safe side: the next point then closes the bracket instead of creeping up to it.
                double shift = lastSide >= 0 ? 0.4 * tolerance : -0.4 * tolerance;
                if (above > below) middle = low + ((high - low) * above / (above - below)) + shift;
                middle = Math.Clamp(middle, low + (0.01 * (high - low)), high - (0.01 * (high - low)));
            }

            double at = Math.Exp(middle), value = function(at);
            if (value > target)
            {
                (_unsafeAt, _unsafeValue, unsafeWeight) = (at, value, 1);
                safeWeight = lastSide < 0 ? 0.5 * safeWeight : 1;
                lastSide = -1;
            }
            else
            {
                (_safeAt, _safeValue, safeWeight) = (at, value, 1);
                unsafeWeight = lastSide > 0 ? 0.5 * unsafeWeight : 1;
                lastSide = 1;
            }
        }

        return _safeAt;
    }

    /// <summary>One argument on each side, from a guess outwards.</summary>
    private bool Bracket(double guess, double spread)
    {
        double value = function(guess);
        (_unsafeAt, _safeAt, _unsafeValue, _safeValue) = (guess, guess, value, value);
        bool isSafe = value <= target;
        for (double factor = 1 + spread; ; factor = Math.Min(factor * factor, 16))
        {
            double next = isSafe ? Math.Max(smallest, _safeAt / factor) : Math.Min(largest, _unsafeAt * factor), nextValue = function(next);
            if (nextValue <= target)
            {
                (_safeAt, _safeValue) = (next, nextValue);
                if (!isSafe || next == smallest) return true;
            }
            else
            {
                (_unsafeAt, _unsafeValue) = (next, nextValue);
                if (isSafe) return true;
                if (next == largest) return false;
            }
        }
    }
}
