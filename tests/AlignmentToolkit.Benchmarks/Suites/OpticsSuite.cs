using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.LinearAlgebra;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>
/// Random projections through a transmission matrix, stored, implicit and structured, and the Fourier transforms below them.
/// </summary>
public sealed class OpticsSuite : ISuite
{
    private static readonly RandomStream s_stream = RandomStream.From("benchmarks/optics");

    /// <inheritdoc/>
    public string Name => "optics";

    /// <inheritdoc/>
    public string Description => "complex random projections against libtorch's products and transforms, implicit against stored matrices";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        foreach (int batch in (int[])[64, 256])
        {
            yield return Stored(2000, batch);
            yield return Implicit(2000, batch);
            yield return Implicit(4000, batch);
        }

        const int million = 1_000_000;
        yield return Structured("circulant", CirculantTransmission.Draw(million, million, s_stream));
        yield return Structured("Hadamard", HadamardTransmission.Draw(million, million, s_stream));
        foreach (int power in (int[])[10, 14, 17, 20]) yield return Fourier(power);
    }

    /// <summary>
    /// The stored product, against a complex matrix times a complex batch, and against two real products, which is less work.
    /// </summary>
    private static Comparison Stored(int size, int batch)
    {
        StoredTransmission transmission = StoredTransmission.Draw(size, size, s_stream);
        Matrix<float> inputs = s_stream.Child("inputs").NormalMatrix(size, batch);
        OpticalField field = new(size, batch);

        // libtorch is row-major, so the same memory holds the transposes there, and Zᵀ = Xᵀ Rᵀ.
        Tensor real = from_array(transmission.Real.ToColumnMajorArray()).reshape(size, size);
        Tensor imaginary = from_array(transmission.Imaginary.ToColumnMajorArray()).reshape(size, size);
        Tensor x = from_array(inputs.ToColumnMajorArray()).reshape(batch, size);
        Tensor r = complex(real, imaginary), complexX = complex(x, zeros_like(x));
        Tensor z = complex(zeros(batch, size), zeros(batch, size)), zReal = zeros(batch, size), zImaginary = zeros(batch, size);
        return new Comparison($"stored {batch}×{size}→{size}", () => transmission.Propagate(inputs, field),
            [
                new Peer("libtorch complex addmm_", () => z.addmm_(complexX, r, beta: 0, alpha: 1), 1.0),
                new Peer("libtorch two real addmm_", () =>
                {
                    zReal.addmm_(x, real, beta: 0, alpha: 1);
                    zImaginary.addmm_(x, imaginary, beta: 0, alpha: 1);
                }),
            ], 4.0 * size * size * batch, "FLOP");
    }

    private static Comparison Implicit(int size, int batch)
    {
        StoredTransmission stored = StoredTransmission.Draw(size, size, s_stream);
        ImplicitTransmission transmission = ImplicitTransmission.Draw(size, size, s_stream);
        Matrix<float> inputs = s_stream.Child("inputs").NormalMatrix(size, batch);
        OpticalField field = new(size, batch);
        return new Comparison($"implicit {batch}×{size}→{size}", () => transmission.Propagate(inputs, field),
            [new Peer("ours, stored", () => stored.Propagate(inputs, field), 1 / 1.3)], 4.0 * size * size * batch, "FLOP");
    }

    private static Comparison Structured(string kind, ITransmissionMatrix transmission)
    {
        Matrix<float> input = s_stream.Child("inputs").NormalMatrix(transmission.InputSize, 1);
        OpticalField field = new(transmission.OutputSize, 1);
        return new Comparison($"{kind} 1e6→1e6, one vector", () => transmission.Propagate(input, field),
            [new Peer("a tenth of a second", () => Thread.Sleep(100), 1.0)]);
    }

    private static Comparison Fourier(int power)
    {
        int length = 1 << power;
        FourierTransform<float> transform = new(length);
        float[] real = new float[length], imaginary = new float[length];
        Tensor signal = complex(randn(length), randn(length)), spectrum = empty_like(signal);
        return new Comparison($"complex Fourier transform, 2^{power}", () => transform.Forward(real, imaginary),
            [
                new Peer("libtorch fft", () =>
                {
                    using Tensor result = fft.fft_(signal);
                }),
            ], 5.0 * length * power, "FLOP");
    }
}
