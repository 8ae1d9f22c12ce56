using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using MathNet.Numerics.LinearAlgebra;

using TorchSharp;

namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
public static class Machine
{
    /// <summary>Processor, vector width, runtime and the peers' versions, one Markdown list item each.</summary>
    public static IEnumerable<string> Describe()
    {
        yield return $"* processor: {Processor()}, {Environment.ProcessorCount} logical, {VectorBits()}-bit vectors";
        yield return $"* system: {RuntimeInformation.OSDescription}";
        yield return $"* runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";
        yield return $"* peers: libtorch {torch.__version__} through TorchSharp {VersionOf<torch.Tensor>()}, MathNet.Numerics {VersionOf<Matrix<float>>()} (managed provider)";
    }

    private static string Processor()
    {
        const string source = "/proc/cpuinfo";
        string? line = File.Exists(source)
            ? File.ReadLines(source).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static int VectorBits() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string VersionOf<T>() =>
        typeof(T).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";
}
