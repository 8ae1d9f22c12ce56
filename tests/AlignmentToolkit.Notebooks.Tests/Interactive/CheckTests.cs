using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Checks;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

public sealed class CheckTests
{
    [Fact]
    public void A_failure_says_what_was_asked_and_what_came_back_but_not_the_answer()
    {
        CheckFailedException failure = Assert.Throws<CheckFailedException>(
            () => Check.Close(1.25, 0.8417, 1e-3, "entropy of a fair coin", "use the natural logarithm"));
        Assert.Contains("entropy of a fair coin", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1.25", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Hint: use the natural logarithm", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0.84", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0.40", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_answers_pass()
    {
        Check.Close(0.3, 0.1 + 0.2, 1e-12, "sum");
        Check.Close(double.PositiveInfinity, double.PositiveInfinity, 0, "limit");
        Check.Close(new double[] { 1, 2 }, [1, 2.0005], 1e-3, "list");
        Check.Close(new float[] { 1, 2 }, [1, 2], 0, "list");
        Check.Close(Matrix<float>.Build.DenseIdentity(3), Matrix<float>.Build.DenseIdentity(3), 0, "identity");
        Check.Shape(Matrix<double>.Build.Dense(2, 3), 2, 3, "shape");
        Check.Equal("BP", "BP", "name");
        Check.That(true, "statement");
        Check.ForAll([1, 2, 3], n => n * n >= n, "squares grow");
    }

    [Fact]
    public void Wrong_answers_fail()
    {
        Assert.Throws<CheckFailedException>(() => Check.Close(double.NaN, 1, 10, "number"));
        Assert.Throws<CheckFailedException>(() => Check.Close(new double[] { 1 }, [1, 2], 1, "length"));
        Assert.Throws<CheckFailedException>(() => Check.Close((double[])null!, [1], 1, "nothing"));
        Assert.Throws<CheckFailedException>(
            () => Check.Close(Matrix<double>.Build.Dense(2, 2), Matrix<double>.Build.DenseIdentity(2), 0.5, "matrix"));
        Assert.Throws<CheckFailedException>(() => Check.Shape(Matrix<double>.Build.Dense(3, 2), 2, 3, "shape"));
        Assert.Throws<CheckFailedException>(() => Check.Equal(3, 4, "count"));
        Assert.Throws<CheckFailedException>(() => Check.That(false, "statement"));
        Assert.Contains(
            "input 2", Assert.Throws<CheckFailedException>(() => Check.ForAll([1, 2], n => n < 2, "small")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "DivideByZeroException", Assert.Throws<CheckFailedException>(() => Check.ForAll([0], n => 1 / n > 0, "inverse")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_careless_check_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.Close(1, 1, double.NaN, "number"));
        Assert.Throws<ArgumentException>(() => Check.ForAll(Array.Empty<int>(), _ => true, "nothing tried"));
    }

    [Fact]
    public void An_unfinished_exercise_runs_through_and_is_not_a_success()
    {
        Assert.False(Check.Exercise("2.3", () => throw new NotImplementedException()));
        Assert.False(Check.Exercise("2.3", () => Check.That(false, "decay shrinks B")));
        Assert.False(Check.Exercise("2.3", () => throw new InvalidOperationException("wrong")));
        Assert.False(Check.Exercise("2.3", () => Check.ForAll([1], bool (_) => throw new NotImplementedException(), "law")));
        Assert.True(Check.Exercise("2.3", () => Check.That(true, "decay shrinks B")));
        Assert.Throws<OperationCanceledException>(() => Check.Exercise("2.3", () => throw new OperationCanceledException()));
    }
}
