using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels;

/// <summary>
/// Acceptance check A10: logits of the checkpoints made from a formula, as two other programs have computed them in double precision, for
/// neighbouring and for scattered positions; by the model that is trained, by prefill and token by token.
/// </summary>
public class TinyCheckpointForwardTests
{
    private const double Tolerance = 2e-4;

    private static readonly int[] Tokens = [1, 5, 9, 13, 2, 7, 11, 3];
    private static readonly int[] Scattered = [0, 1, 2, 100, 1000, 3000, 6000, 9000];

    public static TheoryData<string, bool, int, int, double, double, double[]> Rows => new()
    {
        { "Llama", false, 0, 1, 10.328933, 34.820839, [0.139178, 9.570895, 9.432699, 3.407607, 0.534207, 2.959339, -1.898100, 1.404764] },
        { "Llama", false, 3, 13, 7.808888, 20.893243, [6.581040, 0.168187, 2.095670, -2.215776, -0.883670, 3.813091, 2.567092, 0.922072] },
        { "Llama", false, 7, 3, 10.159104, 37.958639, [0.950304, 0.654789, 5.831325, 10.065197, 2.460687, 1.836635, -5.586104, -4.389993] },
        { "Llama", true, 7, 3, 9.438193, 31.938219, [-0.467927, -0.637917, 6.626629, 8.938298, 1.698011, 1.882909, -4.503005, -5.169095] },
        { "Qwen2", false, 0, 2, 10.146234, 35.351969, [0.238275, 8.369560, 9.803933, 3.308345, 0.665637, 2.956734, -1.566502, 0.795194] },
        { "Qwen2", false, 3, 13, 8.078415, 25.276436, [5.443997, -2.178379, 3.206143, -2.302704, -0.11036, 4.007293, 2.037748, -0.57875] },
        { "Qwen2", false, 7, 3, 9.588974, 37.617678, [1.297180, -1.969391, 5.902610, 9.233711, 3.012279, 1.888019, -4.109932, -5.701691] },
        { "Qwen2", true, 7, 19, 9.842560, 37.097880, [0.357933, -3.837909, 6.355904, 8.053815, 2.660405, 1.679005, -1.823462, -6.169980] },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Logits_are_those_published(
        string name, bool isScattered, int row, int largest, double logSumExp, double sum, double[] first)
    {
        Transformer model = NewModel(name);
        int[] positions = isScattered ? Scattered : [.. Enumerable.Range(0, 8)];
        SequenceBatch batch = new();
        batch.Add(Tokens, Tokens);
        positions.CopyTo(batch.Layout.Positions);
        Check(model.Forward(batch).Column(row));

        using InferenceModel inference = InferenceModel.Of(model);
        using InferenceState prefilled = inference.NewState(1), stepped = inference.NewState(1);
        float[] all = new float[8 * 40], one = new float[40];
        prefilled.AppendAll(0, Tokens, positions, new MatrixSpan<float>(all, 40, 8));
        Check(all.AsSpan(row * 40, 40));
        for (int t = 0; t <= row; t++) stepped.AppendAll(0, [Tokens[t]], [positions[t]], new MatrixSpan<float>(one, 40, 1));
        Check(one);

        void Check(ReadOnlySpan<float> found)
        {
            Assert.Equal(largest, System.Numerics.Tensors.TensorPrimitives.IndexOfMax(found));
            Assert.Equal(logSumExp, Softmax.LogSumExp(found), Tolerance);
            Assert.Equal(sum, System.Numerics.Tensors.TensorPrimitives.Sum(found), 40 * Tolerance);
            for (int v = 0; v < first.Length; v++) Assert.Equal(first[v], found[v], Tolerance);
        }
    }

    private static Transformer NewModel(string name)
    {
        Transformer model = new(name == "Llama" ? TinyCheckpoints.Llama : TinyCheckpoints.Qwen2);
        foreach (Parameter parameter in model.Parameters) TinyCheckpoints.Fill(parameter.Name, parameter.Values);
        return model;
    }
}
