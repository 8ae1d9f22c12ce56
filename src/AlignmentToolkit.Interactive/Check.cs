using AlignmentToolkit.Interactive.Checks;
using AlignmentToolkit.Interactive.Formatting;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Interactive;

/// <summary>Checks that an exercise's author writes and a student's answer has to pass.</summary>
/// <remarks>
/// Every check prints one line, ✓ and what was asked, or throws a <see cref="CheckFailedException"/> that says what was asked and what came
/// back. The expected value is never shown. All methods print to standard output only, because graders count anything on standard error as
/// a failure. In a notebook that must run through with unfinished exercises, put the checks into <see cref="Exercise"/>.
/// </remarks>
/// <example><code>
/// Check.Close(Update(1.0, 0.5), 0.95, 1e-12, "one step by hand", hint: "the decay acts on B, not on the gradient");
/// Check.ForAll([0.1, 0.5, 0.9], p => Entropy(p) >= 0, "entropy is never negative");
/// </code></example>
public static partial class Check
{
    /// <summary>Asks for a number: |actual − expected| ≤ tolerance.</summary>
    /// <param name="actual">The student's number.</param>
    /// <param name="expected">The right number.</param>
    /// <param name="tolerance">Largest error that passes, at least 0.</param>
    /// <param name="asked">What was asked, in a few words.</param>
    /// <param name="hint">What to look at when it fails.</param>
    /// <exception cref="CheckFailedException">The number is too far off, NaN, or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not a number.</exception>
    public static void Close(double actual, double expected, double tolerance, string asked, string hint = "")
    {
        RequireTolerance(tolerance);
        if (!IsClose(actual, expected, tolerance))
            throw Failure(
                asked, $"got {NumberText.Short(actual, 6)}, which is not within {NumberText.Short(tolerance)} of the right number", hint);
        Passed(asked);
    }

    /// <summary>Asks for a list of numbers, each within the tolerance.</summary>
    /// <inheritdoc cref="Close(double, double, double, string, string)"/>
    public static void Close(IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance, string asked, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        RequireTolerance(tolerance);
        if (actual is null)
            throw Failure(asked, "got null", hint);
        if (actual.Count != expected.Count)
            throw Failure(asked, $"got {actual.Count} numbers, asked for {expected.Count}", hint);
        int[] wrong = [.. Enumerable.Range(0, actual.Count).Where(i => !IsClose(actual[i], expected[i], tolerance))];
        if (wrong.Length > 0)
            throw Failure(
                asked,
                $"{wrong.Length} of {actual.Count} numbers are off; the first is [{wrong[0]}], "
                + $"where you have {NumberText.Short(actual[wrong[0]], 6)}",
                hint);
        Passed(asked);
    }

    /// <summary>Asks for a list of numbers, each within the tolerance.</summary>
    /// <inheritdoc cref="Close(double, double, double, string, string)"/>
    public static void Close(IReadOnlyList<float> actual, IReadOnlyList<float> expected, double tolerance, string asked, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        Close(
            actual is null ? null! : Array.ConvertAll([.. actual], number => (double)number),
            Array.ConvertAll([.. expected], number => (double)number), tolerance, asked, hint);
    }

    /// <summary>Asks for a matrix of the right shape, each entry within the tolerance.</summary>
    /// <inheritdoc cref="Close(double, double, double, string, string)"/>
    public static void Close<T>(Matrix<T> actual, Matrix<T> expected, double tolerance, string asked, string hint = "")
        where T : struct, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(expected);
        RequireTolerance(tolerance);
        RequireShape(actual, expected.RowCount, expected.ColumnCount, asked, hint);
        IEnumerable<(int Row, int Column)> places =
            from row in Enumerable.Range(0, actual.RowCount) from column in Enumerable.Range(0, actual.ColumnCount) select (row, column);
        (int Row, int Column)[] wrong = [.. places.Where(place => !IsClose(Number(actual, place), Number(expected, place), tolerance))];
        if (wrong.Length > 0)
        {
            string first = $"[{wrong[0].Row}, {wrong[0].Column}], where you have {NumberText.Short(Number(actual, wrong[0]), 6)}";
            throw Failure(asked, $"{wrong.Length} of {actual.RowCount * actual.ColumnCount} entries are off; the first is {first}", hint);
        }

        Passed(asked);
    }

    /// <summary>Asks for a matrix of a given shape.</summary>
    /// <param name="actual">The student's matrix.</param>
    /// <param name="rows">Its number of rows.</param>
    /// <param name="columns">Its number of columns.</param>
    /// <param name="asked">What was asked, in a few words.</param>
    /// <param name="hint">What to look at when it fails.</param>
    /// <exception cref="CheckFailedException">The shape is another one, or there is no matrix.</exception>
    public static void Shape<T>(Matrix<T> actual, int rows, int columns, string asked, string hint = "")
        where T : struct, IEquatable<T>, IFormattable
    {
        RequireShape(actual, rows, columns, asked, hint);
        Passed(asked);
    }

    private static void RequireShape<T>(Matrix<T> actual, int rows, int columns, string asked, string hint)
        where T : struct, IEquatable<T>, IFormattable
    {
        if (actual is null)
            throw Failure(asked, "got null", hint);
        if (actual.RowCount != rows || actual.ColumnCount != columns)
            throw Failure(asked, $"got a {actual.RowCount} × {actual.ColumnCount} matrix, asked for {rows} × {columns}", hint);
    }

    private static double Number<T>(Matrix<T> matrix, (int Row, int Column) place)
        where T : struct, IEquatable<T>, IFormattable =>
        Convert.ToDouble(matrix[place.Row, place.Column], System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsClose(double actual, double expected, double tolerance) =>
        actual.Equals(expected) || Math.Abs(actual - expected) <= tolerance;

    private static void RequireTolerance(double tolerance)
    {
        if (double.IsNaN(tolerance) || tolerance < 0)
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a number of at least 0.");
    }
}
