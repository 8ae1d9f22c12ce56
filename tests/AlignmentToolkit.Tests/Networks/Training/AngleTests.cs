using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Training;

public class AngleTests
{
    private static readonly Matrix<float> A = Matrix<float>.Build.DenseOfRowArrays([1f, 2f], [0f, -1f]);

    [Fact]
    public void Known_angles_come_out()
    {
        Assert.Equal(0, Angle.Between(A, 3 * A), 1e-5);
        Assert.Equal(180, Angle.Between(A, -A), 1e-5);
        Assert.Equal(90, Angle.Between(A, Matrix<float>.Build.DenseOfRowArrays([2f, -1f], [5f, 0f])), 1e-12);
        Assert.Equal(60, Angle.Between(Matrix<float>.Build.DenseOfRowArrays([1f, 1f, 0f]), Matrix<float>.Build.DenseOfRowArrays([0f, 1f, 1f])), 1e-12);
    }

    [Fact]
    public void Nothing_has_an_angle_to_zero() => Assert.True(double.IsNaN(Angle.Between(A, 0 * A)));

    [Fact]
    public void Different_shapes_are_refused() => Assert.Throws<ArgumentException>(() => Angle.Between(A, A.SubMatrix(0, 1, 0, 2)));
}
