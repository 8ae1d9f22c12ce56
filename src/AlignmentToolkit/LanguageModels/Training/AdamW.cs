using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>
/// Adam with decoupled weight decay: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − ηλw − η m̂/(√v̂ + ε), with m̂ = m/(1−β₁ᵗ) and
/// v̂ = v/(1−β₂ᵗ) [Loshchilov 2019, algorithm 2].
/// </summary>
/// <remarks>
/// g is the gradient of the mean loss, shortened to <see cref="AdamWSettings.ClipNorm"/>. Moments are single precision and lie like the
/// parameters. The same bits come out on any number of threads.
/// </remarks>
public sealed unsafe class AdamW
{
    private readonly AdamWPiece[] _pieces;
    private readonly AlignedNumbers _mean, _square;

    /// <summary>An optimiser of some parameters; its moments are allocated here.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="settings">Constants; the defaults if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public AdamW(ParameterSet parameters, AdamWSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Settings = settings ?? new AdamWSettings();
        Settings.Validate();
        Parameters = parameters;
        _pieces = AdamWPiece.Of(parameters);
        _mean = new AlignedNumbers(parameters.Size);
        _square = new AlignedNumbers(parameters.Size);
    }

    /// <summary>Constants.</summary>
    public AdamWSettings Settings { get; }

    /// <summary>What is optimised.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>t: steps taken.</summary>
    public long Steps { get; internal set; }

    /// <summary>m.</summary>
    public Span<float> Mean => _mean.Span;

    /// <summary>v.</summary>
    public Span<float> Square => _square.Span;

    /// <summary>Takes a step and clears the gradient; with a gradient that is not finite it only clears it.</summary>
    /// <param name="learningRate">η, finite and not negative.</param>
    /// <param name="weight">Σ w, by which the summed gradient is divided, positive.</param>
    /// <returns>Norm of the mean gradient, before it was shortened.</returns>
    public double Step(double learningRate, double weight)
    {
        Require.FiniteAndNotNegative(learningRate);
        Require.FiniteAndPositive(weight);
        fixed (float* values = Parameters.Values, gradient = Parameters.Gradient)
        {
            double norm = Math.Sqrt(SumOfSquares(gradient)) / weight;
            if (!double.IsFinite(norm))
            {
                Parameters.Gradient.Clear();
                return norm;
            }

            double scale = norm > Settings.ClipNorm ? Settings.ClipNorm / (norm * weight) : 1 / weight;
            Steps++;
            ParallelWork.For(_pieces.Length, new AdamWSweep
            {
                Pieces = _pieces,
                Values = values,
                Gradient = gradient,
                Mean = _mean.Start,
                Square = _square.Start,
                Scale = (float)scale,
                MeanDecay = Settings.MeanDecay,
                SquareDecay = Settings.SquareDecay,
                Rate = (float)(learningRate / (1 - Math.Pow(Settings.MeanDecay, Steps))),
                SquareCorrection = (float)(1 / (1 - Math.Pow(Settings.SquareDecay, Steps))),
                Epsilon = Settings.Epsilon,
                Shrinkage = (float)(learningRate * Settings.WeightDecay),
            });
            return norm;
        }
    }

    private double SumOfSquares(float* gradient)
    {
        using Workspace.Loan<double> sums = Workspace.Borrow<double>(_pieces.Length);
        ParallelWork.For(_pieces.Length, new GradientSquares { Pieces = _pieces, Gradient = gradient, Sums = sums.Start });
        double sum = 0;
        for (int i = 0; i < _pieces.Length; i++) sum += sums.Start[i];
        return sum;
    }
}
