using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Marks;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Interactive;

public partial record Figure
{
    /// <summary>Draws one bar a category; several calls make groups. Name the categories by <see cref="Axis.Categorical"/>.</summary>
    /// <param name="name">Its name in the legend; empty to leave it out.</param>
    /// <param name="heights">One height a category; NaN leaves one out.</param>
    /// <param name="errors">Half lengths of the error bars, as many; null for none.</param>
    /// <param name="style">Number of the colour, from 0; null for the next unused one.</param>
    /// <returns>The figure with the bars.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public Figure Bars(string name, IEnumerable<double> heights, IEnumerable<double>? errors = null, int? style = null)
    {
        ImmutableArray<double> values = Numbers(heights, nameof(heights));
        return With(new BarMark(name, style ?? NextStyle, values, errors is null ? [] : Numbers(errors, nameof(errors), values.Length)));
    }

    /// <summary>Draws bars that touch, each from one edge to the next.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="edges">Increasing edges, one more than heights.</param>
    /// <param name="heights">Heights.</param>
    /// <param name="style">Number of the colour; null for the next unused one.</param>
    /// <returns>The figure with the bars.</returns>
    /// <exception cref="ArgumentException">The edges do not increase or are not one more than the heights.</exception>
    public Figure Histogram(string name, IEnumerable<double> edges, IEnumerable<double> heights, int? style = null)
    {
        ImmutableArray<double> bounds = Numbers(edges, nameof(edges));
        ImmutableArray<double> values = Numbers(heights, nameof(heights));
        if (bounds.Length != values.Length + 1)
            throw new ArgumentException($"{values.Length} bars have {values.Length + 1} edges; {bounds.Length} were given.", nameof(edges));
        for (int i = 1; i < bounds.Length; i++)
        {
            if (!(bounds[i] > bounds[i - 1]))
                throw new ArgumentException($"Edges increase; edge {i} is {bounds[i]} after {bounds[i - 1]}.", nameof(edges));
        }

        return With(new HistogramMark(name, style ?? NextStyle, bounds, values));
    }

    /// <summary>Draws the distribution of samples as densities: the areas of the bars sum to 1.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="samples">At least one finite number.</param>
    /// <param name="bins">Number of bars of equal width, at least 1.</param>
    /// <param name="style">Number of the colour; null for the next unused one.</param>
    /// <returns>The figure with the bars.</returns>
    /// <exception cref="ArgumentException">There is no finite sample.</exception>
    public Figure Histogram(string name, IEnumerable<double> samples, int bins, int? style = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] finite = [.. Numbers(samples, nameof(samples)).Where(double.IsFinite)];
        if (finite.Length == 0)
            throw new ArgumentException("A histogram needs at least one finite sample.", nameof(samples));
        double low = finite.Min();
        double width = finite.Max() > low ? (finite.Max() - low) / bins : 1.0 / bins;
        double[] heights = new double[bins];
        foreach (double sample in finite)
            heights[Math.Min(bins - 1, (int)((sample - low) / width))] += 1 / (finite.Length * width);
        return Histogram(name, Enumerable.Range(0, bins + 1).Select(i => low + i * width), heights, style);
    }

    /// <summary>Draws a matrix as cells coloured by value; row 0 is at the first value of <paramref name="y"/>.</summary>
    /// <param name="name">What the colours mean; the title of the colour bar.</param>
    /// <param name="values">Rows × columns; NaN cells stay empty.</param>
    /// <param name="x">Positions of the first and last column; null for 0 to columns − 1.</param>
    /// <param name="y">Positions of the first and last row; null for 0 to rows − 1.</param>
    /// <param name="colours">How values become colours.</param>
    /// <param name="range">Values of the lowest and highest colour; null to fit.</param>
    /// <returns>The figure with the cells.</returns>
    /// <exception cref="ArgumentException">The matrix is empty or the range is not increasing.</exception>
    public Figure HeatMap(
        string name,
        double[,] values,
        (double First, double Last)? x = null,
        (double First, double Last)? y = null,
        ColourMap colours = ColourMap.Viridis,
        (double Low, double High)? range = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        if (rows == 0 || columns == 0)
            throw new ArgumentException($"A heat map has at least one cell; {rows} × {columns} were given.", nameof(values));
        if (range is { } limits && !(limits.High > limits.Low))
            throw new ArgumentException($"The range of colours increases; {limits.Low} to {limits.High} was given.", nameof(range));
        (double, double) across = x ?? (0, columns - 1);
        (double, double) upwards = y ?? (0, rows - 1);
        return With(new HeatMapMark(name, rows, columns, [.. values.Cast<double>()], across, upwards, colours, range, HasColourBar: true));
    }

    /// <summary>Draws a matrix as cells coloured by value, row 0 at the top as the matrix is written.</summary>
    /// <param name="name">What the colours mean; the title of the colour bar.</param>
    /// <param name="values">Rows × columns.</param>
    /// <param name="colours">How values become colours.</param>
    /// <param name="range">Values of the lowest and highest colour; null to fit.</param>
    /// <returns>The figure with the cells and its vertical axis reversed.</returns>
    public Figure HeatMap<T>(string name, Matrix<T> values, ColourMap colours = ColourMap.Viridis, (double Low, double High)? range = null)
        where T : struct, IEquatable<T>, IFormattable
    {
        ArgumentNullException.ThrowIfNull(values);
        double[,] cells = new double[values.RowCount, values.ColumnCount];
        foreach ((int row, int column, T value) in values.EnumerateIndexed())
            cells[row, column] = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        return (this with { Y = Y with { IsReversed = true } }).HeatMap(name, cells, colours: colours, range: range);
    }

    /// <summary>Draws a straight line across the whole drawing at a value of y.</summary>
    /// <param name="value">Where it lies.</param>
    /// <param name="label">A few words written along it.</param>
    /// <returns>The figure with the line.</returns>
    public Figure HorizontalLine(double value, string label = "") => With(new RuleMark(label, value, IsHorizontal: true));

    /// <summary>Draws a straight line across the whole drawing at a value of x.</summary>
    /// <param name="value">Where it lies.</param>
    /// <param name="label">A few words written along it.</param>
    /// <returns>The figure with the line.</returns>
    public Figure VerticalLine(double value, string label = "") => With(new RuleMark(label, value, IsHorizontal: false));

    /// <summary>Writes a few words at a place of the drawing.</summary>
    /// <param name="x">Horizontal position of their middle.</param>
    /// <param name="y">Vertical position; the words stand just above it.</param>
    /// <param name="text">The words.</param>
    /// <returns>The figure with the words.</returns>
    public Figure Note(double x, double y, string text) => With(new NoteMark(text, x, y));
}
