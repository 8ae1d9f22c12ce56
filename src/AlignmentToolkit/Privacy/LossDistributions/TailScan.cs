namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>δ(ε) from the masses of a grid, read from the largest loss downwards.</summary>
/// <remarks>With S and E the sums of p and of p e^{t' − t} over the losses t read so far, t' the last of them,
/// δ(ε) = p∞ + S − e^{ε − t'} E for ε between t' and the loss below it. All terms are sums of positive numbers.</remarks>
internal struct TailScan(double infiniteMass, double step)
{
    private readonly double _fading = Math.Exp(-step);
    private double _mass, _reference;

    /// <summary>t': the last loss that was read.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>δ at the next loss down the grid.</summary>
    public readonly double DeltaBelow => infiniteMass + _mass - (_fading * _reference);

    /// <summary>Reads the next loss down the grid.</summary>
    public void Add(double loss, double mass)
    {
        Loss = loss;
        _mass += mass;
        _reference = (_reference * _fading) + mass;
    }

    /// <summary>δ(ε) for ε between the last loss read and the next.</summary>
    public readonly double DeltaAt(double epsilon) =>
        _reference == 0 ? infiniteMass + _mass : infiniteMass + _mass - (Math.Exp(epsilon - Loss) * _reference);

    /// <summary>ε between the last loss read and the next, where δ(ε) is the given value.</summary>
    public readonly double Solve(double delta) => Loss + Math.Log((infiniteMass + _mass - delta) / _reference);
}
