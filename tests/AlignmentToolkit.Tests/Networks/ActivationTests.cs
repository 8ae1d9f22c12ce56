using AlignmentToolkit.Networks;
using AlignmentToolkit.Tests.CreditAssignment;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Networks;

public class ActivationTests
{
    // Vector implementations of the exponential and of tanh are documented to a few units in the last place (2⁻²³ relative).
    private const double Tolerance = 8.0 / (1 << 23);

    public static TheoryData<string> Names => [.. ReferenceFunctions.All.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Value_and_slope_are_those_of_the_textbook_formula(string name)
    {
        Activation activation = ByName(name);
        (ReferenceRules.Function value, ReferenceRules.Function slope) = ReferenceFunctions.Of(activation);

        // Lengths around multiples of the vector width and of the chunk length reach every remainder loop.
        Gen.Float[-6, 6].Array[1, 1100].Sample(a =>
        {
            float[] h = new float[a.Length], signal = new float[a.Length];
            Array.Fill(signal, -2);
            activation.Apply(a, h);
            activation.MultiplyBySlope(a, signal);
            for (int i = 0; i < a.Length; i++)
            {
                Assert.Equal(value(a[i]), h[i], Tolerance * Math.Max(1, Math.Abs(a[i])));
                Assert.Equal(-2 * slope(a[i]), signal[i], 2 * Tolerance);
            }
        }, iter: 50);
    }

    // Two units in the last place of the value itself, not of 1: what normalisation makes of nearly silent units depends on it. Beyond the
    // range of its series tanh is exact to 8 units of 1, as above.
    [Fact]
    public void Tanh_is_exact_near_zero_in_units_of_its_value()
    {
        float[] a =
        [
            0, -0f, float.Epsilon, -1e-30f, 1e-8f, -1e-4f, 0.01f, 0.05f, -0.1f, 0.15f, 0.199f, -0.19f, 1e-3f, 0.12f, 0.02f, 0.07f, 0.03f,
        ];
        float[] h = new float[a.Length];
        Activation.Tanh.Apply(a, h);
        for (int i = 0; i < a.Length; i++) Assert.Equal(Math.Tanh(a[i]), h[i], Math.Abs(a[i]) * 2 / (1 << 23));
        Activation.Tanh.Apply(a, a);
        Assert.Equal(h, a);
    }

    [Fact]
    public void Relu_has_no_slope_at_zero()
    {
        float[] signal = [1, 1, 1];
        Activation.Relu.MultiplyBySlope([0f, -0f, float.Epsilon], signal);
        Assert.Equal([0, 0, 1], signal);
    }

    private static Activation ByName(string name) => ReferenceFunctions.All.Single(activation => activation.Name == name);
}
