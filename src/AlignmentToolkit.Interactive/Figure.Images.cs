using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Marks;
using AlignmentToolkit.Interactive.Svg;

namespace AlignmentToolkit.Interactive;

public partial record Figure
{
    private const int TilePixels = 84;
    private const int GapPixels = 9;
    private const int LabelPixels = 18;

    /// <summary>A grid of small grey images, as digits of a data set or columns of a weight matrix.</summary>
    /// <param name="title">What the images are.</param>
    /// <param name="images">At least one image, each row by row.</param>
    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    /// <param name="labels">A few characters below each image; null for none.</param>
    /// <param name="across">Images side by side, at least 1.</param>
    /// <param name="colours">How values become colours; ink on paper unless told.</param>
    /// <returns>A figure without axes.</returns>
    /// <exception cref="ArgumentException">There is no image, an image has another size, or the labels are not as many.</exception>
    public static Figure Images(
        string title,
        IEnumerable<IReadOnlyList<float>> images,
        int rows,
        int columns,
        IEnumerable<string>? labels = null,
        int across = 8,
        ColourMap colours = ColourMap.Ink)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(across, 1);
        IReadOnlyList<float>[] tiles = [.. images];
        string[] names = labels is null ? [.. tiles.Select(_ => "")] : [.. labels];
        if (tiles.Length == 0)
            throw new ArgumentException("A grid shows at least one image.", nameof(images));
        if (names.Length != tiles.Length)
            throw new ArgumentException($"{tiles.Length} images have as many labels; {names.Length} were given.", nameof(labels));
        if (Array.FindIndex(tiles, tile => tile.Count != rows * columns) is int wrong and >= 0)
            throw new ArgumentException(
                $"Image {wrong} has {tiles[wrong].Count} pixels; {rows} × {columns} are {rows * columns}.", nameof(images));
        return Grid(title, tiles, rows, columns, names, Math.Min(across, tiles.Length), colours);
    }

    private static Figure Grid(
        string title, IReadOnlyList<float>[] tiles, int rows, int columns, string[] names, int across, ColourMap colours)
    {
        int lines = (tiles.Length + across - 1) / across;
        // One scale for all images, so that their contrasts can be compared.
        double low = tiles.Min(tile => tile.Min());
        double high = Math.Max(tiles.Max(tile => tile.Max()), Math.BitIncrement(low));
        // A whole number of screen pixels a pixel, so that all of them are equally large.
        int zoom = Math.Max(1, TilePixels / Math.Max(rows, columns));
        int gap = Math.Max(1, GapPixels / zoom);
        int label = names.Any(name => name.Length > 0) ? (LabelPixels + zoom - 1) / zoom : 0;
        (int pitchX, int pitchY) = (columns + gap, rows + gap + label);
        Figure figure = new(title)
        {
            X = new Axis("", -gap, across * pitchX) { IsVisible = false },
            Y = new Axis("", -gap, lines * pitchY) { IsVisible = false, IsReversed = true },
            Legend = LegendPlace.None,
            Width = (across * pitchX + gap) * zoom,
            Height = (lines * pitchY + gap) * zoom + (title.Length > 0 ? FigureSvg.TitleHeight : 0),
        };
        for (int i = 0; i < tiles.Length; i++)
        {
            (int left, int top) = (i % across * pitchX, i / across * pitchY);
            (double, double) x = (left + 0.5, left + columns - 0.5);
            (double, double) y = (top + 0.5, top + rows - 0.5);
            ImmutableArray<double> values = [.. tiles[i].Select(pixel => (double)pixel)];
            figure = figure.With(new HeatMapMark("", rows, columns, values, x, y, colours, (low, high), HasColourBar: false));
            if (names[i].Length > 0)
                figure = figure.Note(left + columns / 2.0, top + rows + label, names[i]);
        }

        return figure;
    }
}
