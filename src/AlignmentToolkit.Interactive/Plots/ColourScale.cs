namespace AlignmentToolkit.Interactive.Plots;

/// <summary>The colours of a <see cref="ColourMap"/>, by linear interpolation between a few of them.</summary>
internal static class ColourScale
{
    // Nine evenly spaced colours of viridis (matplotlib, CC0).
    private static readonly int[] Viridis = [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725];
    private static readonly int[] Ink = [0xffffff, 0x000000];
    // Blue to red over white, of the ColorBrewer scheme RdBu, which is safe for colour-blind readers.
    private static readonly int[] Diverging = [0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xffffff, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f];

    /// <summary>The evenly spaced colours a map is made of, from low to high, as 0xrrggbb.</summary>
    public static IReadOnlyList<int> Stops(ColourMap map) => map switch
    {
        ColourMap.Ink => Ink,
        ColourMap.Diverging => Diverging,
        _ => Viridis,
    };

    /// <summary>The colour at a place between 0 (low) and 1 (high), as 0xrrggbb.</summary>
    public static int At(ColourMap map, double place)
    {
        IReadOnlyList<int> stops = Stops(map);
        double position = Math.Clamp(place, 0, 1) * (stops.Count - 1);
        int below = Math.Min((int)position, stops.Count - 2);
        double part = position - below;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8)
        {
            double low = (stops[below] >> shift) & 255;
            double high = (stops[below + 1] >> shift) & 255;
            colour |= (int)Math.Round(low + part * (high - low)) << shift;
        }

        return colour;
    }

    /// <summary>
    /// The values of the lowest and highest colour of a heat map: its own range, or the data's (symmetric about 0 for a diverging map).
    /// </summary>
    public static (double Low, double High) RangeOf(Marks.HeatMapMark mark)
    {
        if (mark.Range is { } range)
            return range;
        double[] finite = [.. mark.Values.Where(double.IsFinite)];
        if (finite.Length == 0)
            return (0, 1);
        double low = finite.Min();
        double high = finite.Max();
        if (mark.Colours == ColourMap.Diverging)
        {
            double size = Math.Max(Math.Abs(low), Math.Abs(high));
            return size == 0 ? (-1, 1) : (-size, size);
        }

        return high > low ? (low, high) : (low - 0.5, high + 0.5);
    }
}
