using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Processors;

// Check A7: vectors 6 to 10, to 1e-6.
public class PublishedChainTests
{
    private const double Tolerance = 1e-6;
    private static readonly int[] s_context = [0, 3, 3, 6];

    [Fact]
    public void HuggingFace_penalises_each_distinct_token_of_the_context_once() => AssertClose(
        [1.6666666667, 1.5, 1.2, 0.8333333333, 0.4, -0.3, -1.2, -4.0], new RepetitionPenalty(1.2).Through(Rows.Model, s_context));

    [Fact]
    public void HuggingFace_order_after_top_k()
    {
        GenerationSettings settings = new() { RepetitionPenalty = 1.2, Temperature = 0.7, TopK = 5 };
        AssertProbabilities(
            [0.3610951384, 0.2845890548, 0.1853924256, 0.1098005210, 0.0591228602],
            settings.HuggingFaceOrder().Through(Rows.Model, s_context));
    }

    [Fact]
    public void Both_orders_end_alike_on_the_published_row()
    {
        GenerationSettings settings = new() { RepetitionPenalty = 1.2, Temperature = 0.7, TopK = 5, TopP = 0.9, MinP = 0.2 };
        double[] expected = [0.3837856433, 0.3024720686, 0.1970421193, 0.1167001688];
        AssertProbabilities(expected, settings.HuggingFaceOrder().Through(Rows.Model, s_context));
        AssertProbabilities(expected, settings.LlamaCppOrder().Through(Rows.Model, s_context));
        Assert.Equal([0, 1, 2, 3], Rows.Survivors(settings.HuggingFaceOrder().Through(Rows.Model, s_context)));
        Assert.Equal([0, 1, 2, 3], Rows.Survivors(settings.LlamaCppOrder().Through(Rows.Model, s_context)));
    }

    [Fact]
    public void Llama_cpp_order_stage_by_stage()
    {
        GenerationSettings settings = new() { RepetitionPenalty = 1.2, Temperature = 0.7, TopK = 5, TopP = 0.9, MinP = 0.2 };
        IReadOnlyList<StageView> stages = settings.LlamaCppOrder().Explain(s_context, Rows.Model, new StepInfo(4));
        Assert.Equal(
            ["model", "repetition penalty 1.2", "top-k 5", "top-p 0.9", "min-p 0.2", "temperature 0.7"],
            stages.Select(stage => stage.Stage));
        AssertClose([0.3134856864, 0.2653599046, 0.1965834523, 0.1362403177, 0.0883306390], Probabilities(stages[2]));
        AssertClose([0.3438589688, 0.2910703331, 0.2156302062, 0.1494404918], Probabilities(stages[3]));
    }

    [Theory]
    [InlineData(true, 0, new[] { 0.2853082958, 0.2221983242, 0.1912478700, 0.1730482289, 0.1281972810 })]
    [InlineData(false, 0, new[] { 0.3272624524, 0.2548722542, 0.2193705822, 0.1984947112 })]
    [InlineData(
        true, 0.2, new[] { 0.2472342289, 0.1925462110, 0.1657260597, 0.1499551399, 0.1110894999, 0.0782834475, 0.0551654131 })]
    [InlineData(false, 0.2, new[] { 0.2853082958, 0.2221983242, 0.1912478700, 0.1730482289, 0.1281972810 })]
    public void Temperature_first_or_last_makes_a_difference(bool isHuggingFace, double minP, double[] expected)
    {
        GenerationSettings settings = new() { Temperature = 2, TopP = minP > 0 ? 1 : 0.8, MinP = minP };
        LogitsChain chain = isHuggingFace ? settings.HuggingFaceOrder() : settings.LlamaCppOrder();
        AssertProbabilities(expected, chain.Through(Rows.Model));
    }

    [Fact]
    public void Llama_cpp_penalties()
    {
        GenerationSettings settings = new() { RepetitionPenalty = 1.1, FrequencyPenalty = 0.2, PresencePenalty = 0.3 };
        AssertClose(
            [1.3181818182, 1.5, 1.2, 0.2090909091, 0.4, -0.3, -1.6, -4.0],
            settings.LlamaCppOrder().Through(Rows.Model, s_context, promptLength: 4));
    }

    [Fact]
    public void Typical_min_p_and_sigma_cuts()
    {
        AssertProbabilities([0.4260125149, 0.3155978333, 0.2583896517], new TypicalP(0.5).Through(Rows.Model));
        Assert.Equal([1, 2, 3], Rows.Survivors(new TypicalP(0.5).Through(Rows.Model)));
        Assert.Equal([0, 1, 2, 3, 4], Rows.Survivors(new MinP(0.2).Through(Rows.Model)));
        Assert.Equal([0, 1, 2, 3, 4], Rows.Survivors(new TopNSigma(1).Through(Rows.Model)));

        // Token 5 is 2.3 below the likeliest: the published deviation says at which n it comes in.
        const double Deviation = 1.7979154596;
        Assert.Equal([0, 1, 2, 3, 4], Rows.Survivors(new TopNSigma((2.3 - 1e-6) / Deviation).Through(Rows.Model)));
        Assert.Equal([0, 1, 2, 3, 4, 5], Rows.Survivors(new TopNSigma((2.3 + 1e-6) / Deviation).Through(Rows.Model)));
    }

    public static TheoryData<ILogitsProcessor, double[], double[]> LlamaCppTable
    {
        get
        {
            double[] ramp = [0.1, 0.2, 0.3, 0.4];
            return new()
            {
                { new TopK(3), ramp, [0, 2 / 9.0, 3 / 9.0, 4 / 9.0] },
                { new TopP(0.7), ramp, [0, 0, 3 / 7.0, 4 / 7.0] },
                { new TopP(0.8), ramp, [0, 2 / 9.0, 3 / 9.0, 4 / 9.0] },
                { new TopP(0), ramp, [0, 0, 0, 1] },
                { new MinP(0.24), ramp, ramp },
                { new MinP(0.26), ramp, [0, 2 / 9.0, 3 / 9.0, 4 / 9.0] },
                { new MinP(0.51), ramp, [0, 0, 3 / 7.0, 4 / 7.0] },
                { new MinP(0.76), ramp, [0, 0, 0, 1] },
                { new TopNSigma(1), ramp, [0, 0, 3 / 7.0, 4 / 7.0] },
                { new TypicalP(0.5), [0.97, 0.01, 0.01, 0.01], [1, 0, 0, 0] },
                { new TypicalP(0.5), [0.4, 0.2, 0.2, 0.2], [0, 1 / 3.0, 1 / 3.0, 1 / 3.0] },
                { new ExcludeTopChoices(1, 0.19, RandomStream.From("xtc")), [0.4, 0.3, 0.2, 0.1], [0, 0, 2 / 3.0, 1 / 3.0] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(LlamaCppTable), DisableDiscoveryEnumeration = true)]
    public void Llama_cpp_own_table(ILogitsProcessor processor, double[] input, double[] expected) =>
        AssertClose(expected, Softmax(processor.Through(Array.ConvertAll(input, p => (float)Math.Log(p)))));

    [Fact]
    public void Llama_cpp_own_table_without_temperature()
    {
        GenerationSettings settings = new() { Temperature = 0 };
        float[] row = Array.ConvertAll(new[] { 0.1, 0.2, 0.3, 0.4 }, p => (float)Math.Log(p));
        Assert.Equal(3, settings.Sampler(RandomStream.From("greedy")).Choose(settings.LlamaCppOrder().Through(row)));
    }

    [Fact]
    public void Llama_cpp_own_table_of_penalties()
    {
        float[] even = Array.ConvertAll(new double[5], _ => (float)Math.Log(0.2));
        AssertClose([0, 0.25, 0.25, 0.25, 0.25], Softmax(new RepetitionPenalty(50).Through(even, [0])));

        // Printed to six digits there.
        double[] counted = Softmax(new OccurrencePenalty(presence: 5, frequency: 5, window: 64).Through(even, [0, 1, 2]));
        double low = Math.Exp(-10) / ((3 * Math.Exp(-10)) + 2);
        AssertClose([low, low, low, (1 - (3 * low)) / 2, (1 - (3 * low)) / 2], counted);
        Assert.Equal(0.499966, counted[4], 1e-6);
    }

    private static double[] Probabilities(StageView stage) => [.. stage.Likeliest.Select(token => token.Probability)];

    private static void AssertProbabilities(double[] expected, float[] row) =>
        AssertClose(expected, [.. Softmax(row).Where(p => p > 0)]);

    private static double[] Softmax(float[] row)
    {
        double[] weights = Array.ConvertAll(row, logit => Math.Exp(logit));
        return Array.ConvertAll(weights, weight => weight / weights.Sum());
    }

    private static void AssertClose(double[] expected, float[] actual) => AssertClose(expected, Array.ConvertAll(actual, x => (double)x));

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
