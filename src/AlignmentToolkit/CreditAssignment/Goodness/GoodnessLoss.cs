namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// The loss of one layer: softplus(θ − g) of a positive example, softplus(g − θ) of a negative one, so that σ(g − θ) is the probability
/// that the example is positive.
/// </summary>
/// <param name="form">How goodness is measured.</param>
/// <param name="threshold">θ for a unit.</param>
/// <param name="units">n_l.</param>
internal readonly struct GoodnessLoss(GoodnessForm form, float threshold, int units)
{
    private readonly double _perSquare = form == GoodnessForm.Mean ? 1.0 / units : 1;
    private readonly double _threshold = form == GoodnessForm.Mean ? threshold : (double)threshold * units;

    /// <summary>g of Σ h².</summary>
    public double Goodness(float squares) => squares * _perSquare;

    /// <summary>The loss of an example, and c such that its derivative with respect to h is c·h.</summary>
    public (double Loss, float Coefficient) Of(float squares, bool isPositive)
    {
        double margin = Goodness(squares) - _threshold;
        double excess = isPositive ? -margin : margin;
        double loss = Math.Max(excess, 0) + Math.Log(1 + Math.Exp(-Math.Abs(excess)));
        double slope = 1 / (1 + Math.Exp(-excess));
        return (loss, (float)(2 * _perSquare * (isPositive ? -slope : slope)));
    }
}
