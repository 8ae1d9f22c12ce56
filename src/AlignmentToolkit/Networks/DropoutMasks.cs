using System.Numerics;
using System.Runtime.InteropServices;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Lanes = System.Numerics.Vector<float>;

namespace AlignmentToolkit.Networks;

/// <summary>Inverted-dropout masks D_l of the hidden layers: entries 0, or 1/p_keep with probability p_keep [Srivastava 2014].</summary>
/// <remarks>
/// Drawn once a mini-batch and then read as often as needed, because a rule with two passes must use the same masks in both:
/// with different ones the difference of the passes is mostly dropout noise and nothing is learned.
/// </remarks>
public sealed class DropoutMasks
{
    private readonly Matrix<float>[] _masks;
    private readonly RandomStream _stream;

    /// <summary>Allocates the masks; all ones until the first <see cref="Draw"/>.</summary>
    /// <param name="network">The network whose hidden layers are masked.</param>
    /// <param name="batchSize">B, at least 1.</param>
    /// <param name="rate">Probability of dropping a unit, in [0, 1).</param>
    /// <param name="stream">Where the masks come from.</param>
    public DropoutMasks(MultilayerPerceptron network, int batchSize, float rate, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Require.InUnitInterval(rate);
        Rate = rate;
        _stream = stream;
        _masks = [.. network.Sizes.Skip(1).SkipLast(1).Select(size => Matrix<float>.Build.Dense(size, batchSize, 1f))];
    }

    /// <summary>Probability of dropping a unit.</summary>
    public float Rate { get; }

    /// <summary>D_l of a hidden layer (n_l × B).</summary>
    /// <param name="layer">0 for the first hidden layer.</param>
    public Matrix<float> this[int layer] => _masks[layer];

    /// <summary>Draws new masks for all hidden layers.</summary>
    public void Draw()
    {
        float kept = 1 / (1 - Rate);
        foreach (Matrix<float> mask in _masks)
        {
            Span<float> entries = mask.Values();
            _stream.FillUniform(entries);
            Span<Lanes> lanes = MemoryMarshal.Cast<float, Lanes>(entries);
            for (int i = 0; i < lanes.Length; i++)
                lanes[i] = Vector.ConditionalSelect(Vector.LessThan(lanes[i], new Lanes(Rate)), Lanes.Zero, new Lanes(kept));
            for (int i = lanes.Length * Lanes.Count; i < entries.Length; i++)
                entries[i] = entries[i] < Rate ? 0 : kept;
        }
    }

    /// <summary>M ← M ⊙ D_l, for activations on the way forward and for signals on the way back.</summary>
    /// <param name="layer">0 for the first hidden layer.</param>
    /// <param name="matrix">n_l × B.</param>
    public void Apply(int layer, Matrix<float> matrix) => matrix.HadamardBy(_masks[layer]);
}
