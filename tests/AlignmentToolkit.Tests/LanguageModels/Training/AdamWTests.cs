using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Training;

/// <summary>AdamW against its definition in double precision, number by number.</summary>
public class AdamWTests
{
    [Theory, InlineData(double.PositiveInfinity), InlineData(0.5)]
    public void Ten_steps_are_those_of_the_definition(double clipNorm)
    {
        AdamWSettings settings = new() { WeightDecay = 0.1f, ClipNorm = clipNorm };
        ParameterSet parameters = new();
        Parameter matrix = parameters.Add("matrix", isDecayed: true, 7, 3), bias = parameters.Add("bias", isDecayed: false, 5);
        RandomStream numbers = RandomStream.From("adamw");
        numbers.FillNormal(parameters.Values);
        double[] w = Array.ConvertAll(parameters.Values.ToArray(), value => (double)value), m = new double[26], v = new double[26];
        AdamW optimiser = new(parameters, settings);
        for (int step = 1; step <= 10; step++)
        {
            numbers.FillNormal(parameters.Gradient);
            double[] g = Array.ConvertAll(parameters.Gradient.ToArray(), value => value / 4.0);
            double norm = Math.Sqrt(g.Sum(value => value * value));
            double share = Math.Min(1, clipNorm / norm);
            for (int i = 0; i < 26; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * share * g[i]);
                v[i] = (0.95 * v[i]) + (0.05 * share * share * g[i] * g[i]);
                if (i < matrix.Count) w[i] -= 0.01 * 0.1 * w[i];
                w[i] -= 0.01 * (m[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.95, step))) + 1e-8);
            }

            Assert.Equal(norm, optimiser.Step(0.01, weight: 4), norm * 1e-6);
        }

        // Ten steps of at most 0.01/√0.05 each, every one rounded a few times: 1e-6 is 16 units of weights around 1.
        for (int i = 0; i < 26; i++) Assert.Equal(w[i], parameters.Values[i], 1e-6);
        Assert.All(parameters.Gradient.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(21, bias.Start);
    }

    [Fact]
    public void Warm_up_rises_to_the_rate_and_the_cosine_falls_to_its_share()
    {
        StepSchedule schedule = StepSchedule.WarmUpCosine(2, warmUp: 4, steps: 104, finalShare: 0.1);
        Assert.Equal([0.5, 1, 1.5, 2, 2], Enumerable.Range(0, 5).Select(step => schedule.At(step)));
        Assert.Equal(2 * 0.55, schedule.At(54), 1e-12);
        Assert.Equal(0.2, schedule.At(104), 1e-12);
        Assert.Equal(0.2, schedule.At(1000), 1e-12);
    }
}
