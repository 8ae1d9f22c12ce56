using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Projections;

/// <summary>
/// Projects by light: each frame of the encoded error goes through the scattering medium, holography measures the real part of the field,
/// and the frames are added with their weights. B = Re R, with independent entries N(0, s²/2).
/// </summary>
/// <remarks>
/// Within a step the noise of the i-th example of a mini-batch stays the same, however often it is asked for, at any number of threads.
/// [Launay 2020; Brossollet 2021]
/// </remarks>
public sealed class OpticalProjection : IErrorProjection
{
    private const int StepBits = 36;

    private readonly RandomStream _noise;
    private readonly List<RandomStream> _streams = [];
    private readonly Dictionary<int, Workspace> _workspaces = [];
    private ulong _step;

    /// <summary>An optical bench.</summary>
    /// <param name="transmission">R, m × n.</param>
    /// <param name="encoding">How errors are shown on the modulator.</param>
    /// <param name="recovery">How Re z is measured.</param>
    /// <param name="noise">The i-th example's noise comes from the child named i.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting of the camera or the reference is out of its range.</exception>
    public OpticalProjection(ITransmissionMatrix transmission, IInputEncoding encoding, LinearRecovery recovery, RandomStream noise)
    {
        ArgumentNullException.ThrowIfNull(transmission);
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(recovery);
        ArgumentNullException.ThrowIfNull(noise);
        recovery.Validate();
        (Transmission, Encoding, Recovery, _noise) = (transmission, encoding, recovery, noise);
    }

    /// <summary>R.</summary>
    public ITransmissionMatrix Transmission { get; }

    /// <summary>How errors are shown on the modulator.</summary>
    public IInputEncoding Encoding { get; }

    /// <summary>How Re z is measured.</summary>
    public LinearRecovery Recovery { get; }

    /// <inheritdoc/>
    public int OutputSize => Transmission.OutputSize;

    /// <inheritdoc/>
    public int InputSize => Transmission.InputSize;

    /// <summary>None: only products can be had from optics.</summary>
    public Matrix<float>? Matrix => null;

    /// <summary>A bench for ternary errors with an 8-bit camera, three-frame holography, and reference and exposure set for them.</summary>
    /// <remarks>
    /// Reference and exposure are chosen for two pixels on at a time: of a classifier's errors one is negative, and seldom more than two
    /// are large and positive.
    /// </remarks>
    /// <param name="transmission">R, m × n.</param>
    /// <param name="noise">Draws the camera's noise.</param>
    /// <param name="threshold">θ, at least 0.</param>
    public static OpticalProjection OfTernaryErrors(ITransmissionMatrix transmission, RandomStream noise, float threshold = 0.1f) => new(
        transmission,
        new TernaryEncoding(threshold),
        new ThreeFrameHolography().ExposedTo(2 * transmission.EntryVariance),
        noise);

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals)
    {
        Require.Shape(errors, InputSize, errors.ColumnCount, nameof(errors));
        Require.Shape(signals, OutputSize, errors.ColumnCount, nameof(signals));
        Workspace workspace = WorkspaceFor(errors.ColumnCount);
        while (_streams.Count < errors.ColumnCount) _streams.Add(_noise.Child(_streams.Count));
        for (int example = 0; example < errors.ColumnCount; example++) _streams[example].Position = _step << StepBits;
        signals.Clear();
        for (int frame = 0; frame < Encoding.FrameCount; frame++)
        {
            Encoding.Encode(errors, frame, workspace.Pattern, workspace.Weights);
            Transmission.Propagate(workspace.Pattern, workspace.Field);
            ParallelWork.For(errors.ColumnCount, new Exposures(this, workspace, signals));
        }
    }

    /// <inheritdoc/>
    public void EndStep() => _step++;

    private Workspace WorkspaceFor(int batchSize)
    {
        if (!_workspaces.TryGetValue(batchSize, out Workspace? workspace))
            _workspaces[batchSize] = workspace = NewWorkspace(batchSize);
        return workspace;
    }

    private Workspace NewWorkspace(int batchSize) => new(
        Matrix<float>.Build.Dense(InputSize, batchSize),
        new OpticalField(OutputSize, batchSize),
        Matrix<float>.Build.Dense(OutputSize, batchSize),
        new float[batchSize]);

    private sealed record Workspace(Matrix<float> Pattern, OpticalField Field, Matrix<float> Measured, float[] Weights);

    /// <summary>Measures one frame of each example and adds it with its weight.</summary>
    private readonly struct Exposures(OpticalProjection optics, Workspace workspace, Matrix<float> signals) : IParallelBody
    {
        public void Invoke(int index)
        {
            Span<float> measured = workspace.Measured.ColumnSpan(index), signal = signals.ColumnSpan(index);
            optics.Recovery.Recover(
                workspace.Field.Real.ColumnSpan(index), workspace.Field.Imaginary.ColumnSpan(index), optics._streams[index], measured);
            TensorPrimitives.MultiplyAdd(measured, workspace.Weights[index], signal, signal);
        }
    }
}
