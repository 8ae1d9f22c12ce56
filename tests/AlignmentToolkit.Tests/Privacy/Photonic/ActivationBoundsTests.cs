using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Photonic;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Photonic;

public class ActivationBoundsTests
{
    [Fact]
    public void Numbers_are_offset_and_clipped_and_columns_no_longer_than_the_ceiling()
    {
        Matrix<float> before = RandomStream.From("bounds").NormalMatrix(16, 10), after = before.Clone();
        new ActivationBounds(ceiling: 2, offset: 0.4f).Apply(after, new float[10]);
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 10; j++)
                Assert.Equal(Math.Clamp(before[i, j] + 0.1, -0.5, 0.5), after[i, j], 1e-7);
        Assert.All(after.EnumerateColumns(), column => Assert.True(column.L2Norm() <= 2 * (1 + 1e-6)));
    }

    [Fact]
    public void Numbers_that_were_not_negative_stay_away_from_zero()
    {
        Matrix<float> pixels = Matrix<float>.Build.Dense(100, 3, (i, _) => i % 2 == 0 ? 0 : 1);
        LabelledExamples bounded = new ActivationBounds(ceiling: 1, offset: 0.5f).Bound(new LabelledExamples(pixels, [0, 1, 0], 2));
        Assert.All(bounded.Inputs.Enumerate(), x => Assert.InRange(x, 0.05f, 0.1f));
        Assert.Contains(0f, pixels.Enumerate());
        Assert.Equal([0, 1, 0], bounded.Labels);
    }

    [Fact]
    public void What_is_not_a_number_stays_so()
    {
        Matrix<float> activations = Matrix<float>.Build.Dense(2, 1, float.NaN);
        new ActivationBounds(1).Apply(activations, new float[1]);
        Assert.All(activations.Enumerate(), x => Assert.True(float.IsNaN(x)));
    }

    [Fact]
    public void Resting_units_pass_the_derivative_of_a_clamp_and_learning_ones_that_of_no_clamp()
    {
        Matrix<float> activations = Matrix<float>.Build.Dense(4, 1), signal = Matrix<float>.Build.Dense(4, 1, 3);
        activations.SetColumn(0, [-0.5f, 0.49f, 0.1f, 0.5f]);
        new ActivationBounds(1, saturated: SaturatedUnits.Rest).MultiplyByJacobian(activations, [1], signal);
        Assert.Equal([0, 3, 3, 0], signal.Enumerate());
        Matrix<float> again = Matrix<float>.Build.Dense(4, 1, 3);
        new ActivationBounds(1, saturated: SaturatedUnits.Learn).MultiplyByJacobian(activations, [1], again);
        Assert.Equal([3, 3, 3, 3], again.Enumerate());
    }

    [Fact]
    public void Slopes_are_held_between_their_bounds()
    {
        BoundedSlope bounded = new(Activation.Tanh, 0.3f, 0.8f);
        float[] a = [.. Enumerable.Range(0, 1300).Select(i => (i - 650) / 200f)], signal = [.. a.Select(x => 1 + x)];
        float[] h = new float[a.Length];
        bounded.MultiplyBySlope(a, signal);
        for (int i = 0; i < a.Length; i++)
        {
            double slope = Math.Clamp(1 - Math.Pow(Math.Tanh(a[i]), 2), 0.3, 0.8);
            Assert.Equal((1 + a[i]) * slope, signal[i], 2e-6);
        }

        bounded.Apply(a, h);
        Assert.All(a.Zip(h), pair => Assert.Equal(Math.Tanh(pair.First), pair.Second, 1e-6));
    }

    [Fact]
    public void Bounds_out_of_range_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("ceiling", () => new ActivationBounds(0));
        Assert.Throws<ArgumentOutOfRangeException>("ceiling", () => new ActivationBounds(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("offset", () => new ActivationBounds(1, -0.1f));
        Assert.Throws<ArgumentOutOfRangeException>("offset", () => new ActivationBounds(1, 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>("smallest", () => new BoundedSlope(Activation.Tanh, -1));
        Assert.Throws<ArgumentOutOfRangeException>("largest", () => new BoundedSlope(Activation.Tanh, 0.5f, 0.4f));
    }
}
