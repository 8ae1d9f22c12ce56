namespace AlignmentToolkit.Numerics;

/// <summary>One step of the Dormand–Prince 5(4) pair: seven stages, an error estimate, and the interpolant over the step.</summary>
/// <remarks>Coefficients: [Hairer 1993, table II.5.2 and equation II.6.10].</remarks>
internal sealed class DormandPrinceStep
{
    private const int Stages = 7;

    private static readonly double[] Nodes = [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1];

    private static readonly double[][] Weights =
    [
        [],
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] ErrorWeights = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    private static readonly double[] InterpolationWeights =
    [
        -12715105075.0 / 11282082432, 0, 87487479700.0 / 32700410799, -10690763975.0 / 1880347072,
        701980252875.0 / 199316789632, -1453857185.0 / 822651844, 69997945.0 / 29380423,
    ];

    private readonly RateOfChange _rateOfChange;
    private readonly int _dimension;
    private readonly double[] _rates;
    private readonly double[] _trial;
    private double[] _state;
    private double[] _next;
    private double _size;

    public DormandPrinceStep(RateOfChange rateOfChange, int dimension)
    {
        _rateOfChange = rateOfChange;
        _dimension = dimension;
        _rates = new double[Stages * dimension];
        _trial = new double[dimension];
        _state = new double[dimension];
        _next = new double[dimension];
    }

    /// <summary>Where the step starts.</summary>
    public double Time { get; private set; }

    public void Begin(double time, ReadOnlySpan<double> state)
    {
        Time = time;
        state.CopyTo(_state);
        _rateOfChange(time, _state, Rate(0));
    }

    /// <summary>
    /// Computes the state at Time + size and returns its estimated error over the tolerance; NaN or ∞ where the step left the finite
    /// numbers.
    /// </summary>
    public double Try(double size, double relativeTolerance, double absoluteTolerance)
    {
        _size = size;
        for (int stage = 1; stage < Stages; stage++)
        {
            double[] weights = Weights[stage];
            double[] target = stage == Stages - 1 ? _next : _trial;
            for (int i = 0; i < _dimension; i++) target[i] = _state[i] + size * Combine(weights, i);
            _rateOfChange(Time + Nodes[stage] * size, target, Rate(stage));
        }

        double sum = 0;
        for (int i = 0; i < _dimension; i++)
        {
            double tolerance = absoluteTolerance + relativeTolerance * Math.Max(Math.Abs(_state[i]), Math.Abs(_next[i]));
            double error = size * Combine(ErrorWeights, i) / tolerance;
            sum += error * error;
        }

        return Math.Sqrt(sum / _dimension);
    }

    /// <summary>The state at Time + fraction · size, to fourth order, for the step tried last.</summary>
    public void Interpolate(double fraction, Span<double> state)
    {
        double rest = 1 - fraction;
        ReadOnlySpan<double> first = Rate(0), last = Rate(Stages - 1);
        for (int i = 0; i < _dimension; i++)
        {
            double difference = _next[i] - _state[i];
            double bend = _size * first[i] - difference;
            double twist = difference - _size * last[i] - bend;
            double quartic = _size * Combine(InterpolationWeights, i);
            state[i] = _state[i] + fraction * (difference + rest * (bend + fraction * (twist + rest * quartic)));
        }
    }

    /// <summary>Moves on to the state tried last.</summary>
    public void Accept(double time)
    {
        Time = time;
        (_state, _next) = (_next, _state);
        // First same as last: the seventh stage was evaluated at the new state.
        Rate(Stages - 1).CopyTo(Rate(0));
    }

    private Span<double> Rate(int stage) => _rates.AsSpan(stage * _dimension, _dimension);

    private double Combine(double[] weights, int component)
    {
        double sum = 0;
        for (int stage = 0, at = component; stage < weights.Length; stage++, at += _dimension) sum += weights[stage] * _rates[at];
        return sum;
    }
}
