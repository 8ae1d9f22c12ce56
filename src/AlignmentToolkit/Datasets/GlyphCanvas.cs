namespace AlignmentToolkit.Datasets;

/// <summary>Draws round-ended pen strokes with soft edges on a square of pixels.</summary>
/// <remarks>Each pixel remembers its distance to the nearest edge of ink, so that crossing strokes do not add up.</remarks>
internal sealed class GlyphCanvas
{
    private readonly float[] _distances;
    private readonly int _side;

    /// <param name="side">Height and width in pixels.</param>
    public GlyphCanvas(int side)
    {
        _side = side;
        _distances = new float[side * side];
        Clear();
    }

    public void Clear() => Array.Fill(_distances, float.MaxValue);

    /// <summary>A straight piece of a stroke; coordinates in pixels, (0, 0) the centre of the first one.</summary>
    public void Draw(float x0, float y0, float x1, float y1, float halfWidth, float softness)
    {
        float reach = halfWidth + softness;
        int left = Math.Max(0, (int)MathF.Ceiling(MathF.Min(x0, x1) - reach)), right = Math.Min(
            _side - 1, (int)MathF.Floor(MathF.Max(x0, x1) + reach));
        int top = Math.Max(0, (int)MathF.Ceiling(MathF.Min(y0, y1) - reach)), bottom = Math.Min(
            _side - 1, (int)MathF.Floor(MathF.Max(y0, y1) + reach));
        float dx = x1 - x0, dy = y1 - y0, inverse = 1 / MathF.Max(dx * dx + dy * dy, 1e-12f);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float px = x - x0, py = y - y0;
                float t = Math.Clamp((px * dx + py * dy) * inverse, 0, 1);
                float ex = px - t * dx, ey = py - t * dy;
                float distance = MathF.Sqrt(ex * ex + ey * ey) - halfWidth;
                ref float nearest = ref _distances[y * _side + x];
                if (distance < nearest) nearest = distance;
            }
        }
    }

    /// <summary>Ink of each pixel, row by row: full inside the strokes, fading to 0 over twice the softness across their edge.</summary>
    public void Develop(float ink, float softness, Span<float> destination)
    {
        float slope = 0.5f / softness;
        for (int i = 0; i < _distances.Length; i++) destination[i] = ink * Math.Clamp(0.5f - _distances[i] * slope, 0, 1);
    }
}
