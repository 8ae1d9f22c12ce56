using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The distribution of a sum of losses, tilted so that the part about one ε stands out, and its errors.</summary>
internal sealed class TiltedComposition
{
    private const int Chunk = 512;

    private readonly CompositionPlan _plan;
    private readonly CompositionError _error;
    private readonly double[] _circle;
    private readonly LossBound _bound;
    private readonly double _offset, _logScale, _infiniteMass;
    private readonly long _topIndex;

    public TiltedComposition(CompositionPlan plan, IReadOnlyList<(LossSpectrum Spectrum, long Count)> parts)
    {
        _plan = plan;
        _bound = parts[0].Spectrum.Bound;
        double logMoment = 0, logFinite = 0;
        foreach ((LossSpectrum spectrum, long count) in parts)
        {
            logMoment += count * spectrum.LogMoment;
            _offset += count * spectrum.Grid.Offset;
            logFinite += count * Exponentials.Log1P(-spectrum.InfiniteMass);
        }

        _infiniteMass = -Exponentials.ExpM1(logFinite);
        _logScale = logMoment - (plan.Tilt * plan.Epsilon);
        _topIndex = (long)Math.Ceiling((plan.Top - _offset) / plan.Step);
        _circle = Compose(plan.Length, parts);
        _error = new CompositionError(plan, parts, logMoment, _offset + ((_topIndex + 1) * plan.Step));
    }

    /// <summary>ε at a δ: as the masses have it, and moved to the safe side by all errors.</summary>
    public (double Plain, double Safe) Epsilon(double delta)
    {
        double plain = Solve(delta);
        double slack = _error.At(_bound, plain, _logScale);
        if (_bound == LossBound.Upper) return (plain, Solve(delta - slack));

        // The errors grow as ε falls: doubled, they cover every ε within ln 2 / λ below.
        double safe = Solve(delta + (2 * slack));
        return (plain, _plan.Tilt * (plain - safe) < Math.Log(2) ? safe : 0);
    }

    /// <summary>δ at an ε: as the masses have it, and moved to the safe side by all errors.</summary>
    public (double Plain, double Safe) Delta(double epsilon)
    {
        TailScan scan = Scan((in scan, _) => scan.Loss - _plan.Step <= epsilon, out double unit);
        double plain = Math.Max(0, scan.DeltaAt(Math.Max(epsilon, scan.Loss - _plan.Step)) * unit);
        double slack = _error.At(_bound, epsilon, _logScale);
        return (plain, _bound == LossBound.Upper ? Math.Min(1, plain + slack) : Math.Max(0, plain - slack));
    }

    private static double[] Compose(int length, IReadOnlyList<(LossSpectrum Spectrum, long Count)> parts)
    {
        RealFourierTransform<double> transform = FourierTables.Of(length);
        double[] real = new double[transform.Bins], imaginary = new double[transform.Bins], circle = new double[length];
        Array.Fill(real, 1.0);
        foreach ((LossSpectrum spectrum, long count) in parts) spectrum.MultiplyPowerInto(count, real, imaginary);
        transform.Inverse(real, imaginary, circle);
        return circle;
    }

    /// <summary>The smallest ε ≥ 0 with δ(ε) ≤ δ by the masses alone.</summary>
    private double Solve(double delta)
    {
        if (!(delta > _infiniteMass)) return double.PositiveInfinity;
        TailScan scan = Scan((in scan, unit) => scan.DeltaBelow * unit > delta || scan.Loss <= 0, out double unit);
        return scan.Loss <= 0 && scan.DeltaAt(0) * unit <= delta ? 0 : Math.Max(0, scan.Solve(delta / unit));
    }

    private delegate bool ScanEnd(in TailScan scan, double unit);

    /// <summary>Reads masses downwards from the top of the window until a condition holds.</summary>
    /// <param name="isEnd">The condition, given the scan and the unit in which it counts.</param>
    /// <param name="unit">δ is the scan's δ times this.</param>
    private TailScan Scan(ScanEnd isEnd, out double unit)
    {
        unit = Math.Exp(_logScale);
        TailScan scan = new(_infiniteMass / unit, _plan.Step);
        Span<double> weights = stackalloc double[Chunk];
        int place = (int)(((_topIndex % _plan.Length) + _plan.Length) % _plan.Length);
        for (int read = 0; read < _plan.Length; read += Chunk)
        {
            Span<double> some = weights[..Math.Min(Chunk, _plan.Length - read)];
            for (int i = 0; i < some.Length; i++) some[i] = -_plan.Tilt * (LossAt(read + i) - _plan.Epsilon);
            TensorPrimitives.Exp(some, some);
            for (int i = 0; i < some.Length; i++)
            {
                // Round-off leaves small negative masses; to the upper bound they count as nothing.
                double mass = _bound == LossBound.Upper ? Math.Max(0, _circle[place]) : _circle[place];
                scan.Add(LossAt(read + i), mass * some[i]);
                if (isEnd(scan, unit)) return scan;
                if (--place < 0) place = _plan.Length - 1;
            }
        }

        return scan;
    }

    private double LossAt(int belowTop) => _offset + ((_topIndex - belowTop) * _plan.Step);
}
