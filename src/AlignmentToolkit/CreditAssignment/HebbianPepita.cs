using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// PEPITA as a difference of two Hebbian products: G_l = H_l H_{l−1}ᵀ − H^e_l (H^e_{l−1})ᵀ with H_0 = X and H^e_0 = X^e = X − F E, and
/// G_L = Y H_{L−1}ᵀ − T (H^e_{L−1})ᵀ.
/// </summary>
/// <remarks>
/// It exceeds <see cref="Pepita"/>'s update by H_l (H_{l−1} − H^e_{l−1})ᵀ, of the same order in F: another rule, not a small correction,
/// though it learns as well. [Srinivasan 2024]
/// </remarks>
public sealed class HebbianPepita : InputModulationRule
{
    private readonly Dictionary<int, Terms> _terms = [];

    /// <summary>Makes the rule.</summary>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="projection">F, from C numbers to n_0.</param>
    /// <exception cref="ArgumentException">F does not fit the network.</exception>
    public HebbianPepita(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection)
        : base(network, loss, projection)
    {
    }

    /// <inheritdoc/>
    public override string Name => "PEPITA-Hebbian";

    /// <inheritdoc/>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        ModulatedPasses passes = PassesFor(batch.Count);
        Terms terms = TermsFor(batch.Count);
        BatchOutcome outcome = passes.RunStandard(batch);
        passes.Modulate(sign: -1, formInputs: !passes.SplitsInputs);
        passes.RunModulated(batch.Masks);
        passes.FormDifferences();
        Loss.Output(passes.Standard.Logits, terms.Outputs);
        Negate(batch.Targets, terms.Negated[^1]);
        for (int layer = 0; layer < Network.LayerCount - 1; layer++) Negate(passes.Modulated.Activations(layer), terms.Negated[layer]);

        for (int layer = 0; layer < Network.LayerCount; layer++)
        {
            // H₁Xᵀ − H₁ᵉ(Xᵉ)ᵀ = (H₁ − H₁ᵉ)Xᵀ − (H₁ᵉMᵀ)Fᵀ with Xᵉ = X + F M.
            receiver.Receive(layer, layer == 0 && passes.SplitsInputs
                ? passes.FirstLayerUpdate(passes.Difference(0), terms.Negated[0])
                : BothProducts(layer, passes, terms));
        }

        return outcome;
    }

    private static void Negate(Matrix<float> source, Matrix<float> target) =>
        System.Numerics.Tensors.TensorPrimitives.Negate<float>(source.Values(), target.Values());

    private LayerUpdate BothProducts(int layer, ModulatedPasses passes, Terms terms) =>
        new(
            layer < Network.LayerCount - 1 ? passes.Standard.Activations(layer) : terms.Outputs,
            passes.Standard.Presynaptic(layer),
            1f / passes.Error.ColumnCount)
        {
            SecondPostsynaptic = terms.Negated[layer],
            SecondPresynaptic = passes.Modulated.Presynaptic(layer),
        };

    private Terms TermsFor(int batchSize)
    {
        if (!_terms.TryGetValue(batchSize, out Terms? terms)) _terms[batchSize] = terms = NewTerms(batchSize);
        return terms;
    }

    private Terms NewTerms(int batchSize) => new(
        Matrix<float>.Build.Dense(Network.Sizes[^1], batchSize),
        [.. Network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))]);

    /// <summary>Y; and −H^e_1 … −H^e_{L−1}, −T.</summary>
    private sealed record Terms(Matrix<float> Outputs, Matrix<float>[] Negated);
}
