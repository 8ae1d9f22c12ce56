using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics;

/// <summary>An optical processing unit, emulated: random features |R x|² and random projections R x of columns x.</summary>
/// <remarks>
/// <para>
/// The surface is that of LightOnML, with inputs as columns: fit to the number of features, then transform. Unlike it, intensities and
/// projections may be measured with a camera's noise, and the medium need not be stored.
/// </para>
/// <para>
/// Two transforms of the same inputs differ by their noise; the same seed and the same sequence of calls give the same numbers again.
/// [Brossollet 2021]
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var opu = new OpticalProcessingUnit(RandomStream.From("opu/seed-0"), OpticalSettings.LightOn with { Components = 5000 });
/// Matrix&lt;float&gt; features = opu.FitTransform1D(images);        // 5000 × B intensities
/// Matrix&lt;float&gt; projections = opu.LinearTransform(images);      // 5000 × B real projections
/// </code>
/// </example>
public sealed class OpticalProcessingUnit
{
    private const int StepBits = 36;

    private readonly RandomStream _stream;
    private readonly List<RandomStream> _cameraStreams = [];
    private ITransmissionMatrix? _transmission;
    private OpticalProjection? _projection;
    private ulong _transforms;

    /// <summary>A unit that still has to be fitted.</summary>
    /// <param name="stream">The medium comes from the child <c>medium</c>, noise from <c>camera</c> and <c>holography</c>.</param>
    /// <param name="settings">Its parts; null for <see cref="OpticalSettings.LightOn"/>.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public OpticalProcessingUnit(RandomStream stream, OpticalSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Settings = settings ?? OpticalSettings.LightOn;
        Settings.Validate();
        _stream = stream;
    }

    /// <summary>The parts.</summary>
    public OpticalSettings Settings { get; }

    /// <summary>n of the inputs it was fitted to; null before.</summary>
    public int? Features => _transmission?.InputSize;

    /// <summary>R, m × n.</summary>
    /// <exception cref="InvalidOperationException">Not yet fitted.</exception>
    public ITransmissionMatrix Transmission => _transmission ?? throw new InvalidOperationException("Fit1D or Fit2D comes first.");

    /// <summary>Prepares for inputs of n features.</summary>
    /// <param name="features">n, from 1 to <see cref="OpticalSettings.LargestFeatures"/>.</param>
    /// <returns>This unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is out of its range.</exception>
    public OpticalProcessingUnit Fit1D(int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (features > Settings.LargestFeatures)
        {
            throw new ArgumentOutOfRangeException(
                nameof(features), features, $"The medium is drawn for at most {Settings.LargestFeatures} features.");
        }

        _transmission = Settings.Medium(features, Settings.Components, _stream.Child("medium"), Settings.UsedEntryVariance);
        _projection = new OpticalProjection(_transmission, Settings.Encoding, Settings.Recovery, _stream.Child("holography"));
        return this;
    }

    /// <summary>Prepares for inputs like these.</summary>
    /// <param name="inputs">X, n × B.</param>
    /// <returns>This unit.</returns>
    public OpticalProcessingUnit Fit1D(Matrix<float> inputs) => Fit1D(inputs.RowCount);

    /// <summary>Prepares for images, which are shown as they are and read row by row.</summary>
    /// <param name="rows">Rows of an image, at least 1.</param>
    /// <param name="columns">Columns of an image, at least 1.</param>
    /// <returns>This unit.</returns>
    public OpticalProcessingUnit Fit2D(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return Fit1D(checked(rows * columns));
    }

    /// <summary>Random features: Σ_p w_p |R b_p|² of the encoded inputs; counts where there is a camera.</summary>
    /// <param name="inputs">X, n × B.</param>
    /// <returns>m × B in fresh memory.</returns>
    /// <exception cref="InvalidOperationException">Not yet fitted.</exception>
    /// <exception cref="ArgumentException">X does not have n rows.</exception>
    public Matrix<float> Transform(Matrix<float> inputs)
    {
        Require.Shape(inputs, Transmission.InputSize, inputs.ColumnCount, nameof(inputs));
        Matrix<float> pattern = Matrix<float>.Build.Dense(inputs.RowCount, inputs.ColumnCount);
        Matrix<float> features = Matrix<float>.Build.Dense(Settings.Components, inputs.ColumnCount);
        OpticalField field = new(Settings.Components, inputs.ColumnCount);
        float[] weights = new float[inputs.ColumnCount];
        BeginExposures(inputs.ColumnCount);
        for (int frame = 0; frame < Settings.Encoding.FrameCount; frame++)
        {
            Settings.Encoding.Encode(inputs, frame, pattern, weights);
            Transmission.Propagate(pattern, field);
            field.IntensitiesInto(field.Real);
            ParallelWork.For(inputs.ColumnCount, new Exposures(this, field.Real, weights, features));
        }

        _transforms++;
        return features;
    }

    /// <summary>Random projections: Re R x of the encoded inputs as holography measures it, rescaled.</summary>
    /// <param name="inputs">X, n × B.</param>
    /// <returns>m × B in fresh memory.</returns>
    /// <exception cref="InvalidOperationException">Not yet fitted.</exception>
    /// <exception cref="ArgumentException">X does not have n rows.</exception>
    public Matrix<float> LinearTransform(Matrix<float> inputs)
    {
        Require.Shape(inputs, Transmission.InputSize, inputs.ColumnCount, nameof(inputs));
        Matrix<float> projected = Matrix<float>.Build.Dense(Settings.Components, inputs.ColumnCount);
        _projection!.Project(inputs, projected);
        _projection.EndStep();
        double deviation = Math.Sqrt(Transmission.EntryVariance / 2);
        double divisor = Settings.Rescaling switch
        {
            Rescaling.Variance => deviation * Math.Sqrt(inputs.RowCount),
            Rescaling.Norm => deviation * Math.Sqrt(Settings.Components),
            _ => 1,
        };
        projected.ScaleBy((float)(1 / divisor));
        return projected;
    }

    /// <summary><see cref="Fit1D(Matrix{float})"/>, then <see cref="Transform"/>.</summary>
    /// <param name="inputs">X, n × B.</param>
    public Matrix<float> FitTransform1D(Matrix<float> inputs) => Fit1D(inputs).Transform(inputs);

    /// <summary><see cref="Fit2D"/>, then <see cref="Transform"/>.</summary>
    /// <param name="inputs">X, (rows · columns) × B, an image in each column.</param>
    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    public Matrix<float> FitTransform2D(Matrix<float> inputs, int rows, int columns) => Fit2D(rows, columns).Transform(inputs);

    private void BeginExposures(int examples)
    {
        RandomStream camera = _stream.Child("camera");
        while (_cameraStreams.Count < examples) _cameraStreams.Add(camera.Child(_cameraStreams.Count));
        for (int example = 0; example < examples; example++) _cameraStreams[example].Position = _transforms << StepBits;
    }

    /// <summary>Takes one frame of each input and adds it with its weight.</summary>
    private readonly struct Exposures(
        OpticalProcessingUnit unit, Matrix<float> intensities, float[] weights, Matrix<float> features) : IParallelBody
    {
        public void Invoke(int index)
        {
            Span<float> frame = intensities.ColumnSpan(index), sum = features.ColumnSpan(index);
            unit.Settings.Camera?.Capture(frame, frame, unit._cameraStreams[index]);
            TensorPrimitives.MultiplyAdd(frame, weights[index], sum, sum);
        }
    }
}
