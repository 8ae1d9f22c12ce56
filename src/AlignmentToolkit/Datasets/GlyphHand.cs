using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>Writes one figure at a time, each with its own unsteadiness; reused so that nothing is allocated per figure.</summary>
internal sealed class GlyphHand
{
    private const int PiecesPerSpan = 6;
    private const float Height = 20;

    private readonly GlyphSettings _settings;
    private readonly GlyphCanvas _canvas = new(Glyphs.Side);
    private readonly float[] _noise = new float[Glyphs.Side * Glyphs.Side];
    private readonly float[] _x = new float[32];
    private readonly float[] _y = new float[32];
    private RandomStream _random = null!;
    private float _xx, _xy, _yx, _yy, _centreX, _centreY, _bend, _wave, _phase;

    public GlyphHand(GlyphSettings settings) => _settings = settings;

    /// <summary>Writes a figure of a class.</summary>
    /// <param name="label">The class.</param>
    /// <param name="random">All chance of this figure.</param>
    /// <param name="pixels">Side · Side values in [0, 1], row by row.</param>
    public void Write(int label, RandomStream random, Span<float> pixels)
    {
        _random = random;
        _canvas.Clear();
        HoldPaper();
        GlyphStroke[][] ways = GlyphShapes.Ways[label];
        float pen = Uniform(_settings.ThinPen, _settings.ThickPen) / 2, softness = Uniform(0.5f, 0.9f);
        foreach (GlyphStroke stroke in ways[random.NextInt32(ways.Length)]) Draw(stroke, pen * Uniform(0.85f, 1.15f), softness);
        if (random.NextSingle() < _settings.StrayMark) DrawStrayMark(pen, softness);
        _canvas.Develop(Uniform(0.75f, 1), softness, pixels);
        AddNoise(pixels);
    }

    // The affine map from the unit square to the canvas, and the wave that bends the figure.
    private void HoldPaper()
    {
        float angle = _settings.Rotation * Normal(), slant = _settings.Slant * Normal();
        float width = 0.8f * Height * MathF.Exp(_settings.Stretch * Normal()), height = Height * MathF.Exp(_settings.Stretch * Normal());
        (float sin, float cos) = MathF.SinCos(angle);
        (_xx, _xy) = (cos * width, -sin * height - cos * slant * width);
        (_yx, _yy) = (sin * width, cos * height - sin * slant * width);
        float middle = (Glyphs.Side - 1) / 2f;
        _centreX = middle + Uniform(-_settings.Shift, _settings.Shift);
        _centreY = middle + Uniform(-_settings.Shift, _settings.Shift);
        _bend = Uniform(0, _settings.Bend);
        _wave = Uniform(3, 7);
        _phase = Uniform(0, 2 * MathF.PI);
    }

    private void Draw(GlyphStroke stroke, float halfWidth, float softness)
    {
        int count = stroke.Count;
        for (int i = 0; i < count; i++)
        {
            float x =
                stroke.Points[2 * i] - 0.5f + _settings.Jitter * Normal(), y =
                    stroke.Points[2 * i + 1] - 0.5f + _settings.Jitter * Normal();
            x += _bend * MathF.Sin(_wave * y + _phase);
            _x[i] = _centreX + _xx * x + _xy * y;
            _y[i] = _centreY + _yx * x + _yy * y;
        }

        for (int i = 0; i + 1 < count; i++)
        {
            if (stroke.IsCurve) DrawSpan(Math.Max(0, i - 1), i, i + 1, Math.Min(count - 1, i + 2), halfWidth, softness);
            else _canvas.Draw(_x[i], _y[i], _x[i + 1], _y[i + 1], halfWidth, softness);
        }
    }

    // Catmull–Rom between points b and c: passes through both with the tangents (c − a)/2 and (d − b)/2.
    private void DrawSpan(int a, int b, int c, int d, float halfWidth, float softness)
    {
        float x = _x[b], y = _y[b];
        for (int piece = 1; piece <= PiecesPerSpan; piece++)
        {
            float t = piece / (float)PiecesPerSpan;
            float nextX = CatmullRom(_x[a], _x[b], _x[c], _x[d], t), nextY = CatmullRom(_y[a], _y[b], _y[c], _y[d], t);
            _canvas.Draw(x, y, nextX, nextY, halfWidth, softness);
            (x, y) = (nextX, nextY);
        }
    }

    private static float CatmullRom(float a, float b, float c, float d, float t) =>
        b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

    private void DrawStrayMark(float halfWidth, float softness)
    {
        float x = Uniform(2, Glyphs.Side - 3), y = Uniform(2, Glyphs.Side - 3), length = Uniform(2, 7);
        (float sin, float cos) = MathF.SinCos(Uniform(0, MathF.PI));
        _canvas.Draw(x, y, x + length * cos, y + length * sin, 0.7f * halfWidth, softness);
    }

    private void AddNoise(Span<float> pixels)
    {
        _random.FillNormal(_noise, 0, _settings.Noise);
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Math.Clamp(pixels[i] + _noise[i], 0, 1);
    }

    private float Normal() => (float)_random.NextNormal();

    private float Uniform(float low, float high) => low + (high - low) * _random.NextSingle();
}
