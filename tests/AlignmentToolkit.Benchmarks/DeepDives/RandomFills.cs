using AlignmentToolkit.Numerics;

using BenchmarkDotNet.Attributes;

namespace AlignmentToolkit.Benchmarks.DeepDives;

/// <summary>Each kind of bulk fill, with what it allocates.</summary>
[MemoryDiagnoser]
public class RandomFills
{
    private readonly RandomStream _stream = RandomStream.From("benchmark");
    private float[] _singles = [];
    private double[] _doubles = [];

    /// <summary>Numbers per call.</summary>
    [Params(10_000, 1_000_000)]
    public int Count { get; set; }

    /// <summary>Room for the numbers.</summary>
    [GlobalSetup]
    public void Allocate()
    {
        _singles = new float[Count];
        _doubles = new double[Count];
    }

    /// <summary>Single-precision uniform numbers.</summary>
    [Benchmark]
    public void UniformSingle() => _stream.FillUniform(_singles);

    /// <summary>Double-precision uniform numbers.</summary>
    [Benchmark]
    public void UniformDouble() => _stream.FillUniform(_doubles);

    /// <summary>Single-precision normal numbers.</summary>
    [Benchmark]
    public void NormalSingle() => _stream.FillNormal(_singles);

    /// <summary>Double-precision normal numbers.</summary>
    [Benchmark]
    public void NormalDouble() => _stream.FillNormal(_doubles);
}
