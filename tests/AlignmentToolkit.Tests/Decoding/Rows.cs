using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Tests.Decoding;

/// <summary>Rows of logits for tests.</summary>
internal static class Rows
{
    /// <summary>L_m of the published vectors.</summary>
    public static float[] Model => [2.0f, 1.5f, 1.2f, 1.0f, 0.4f, -0.3f, -1.0f, -4.0f];

    /// <summary>L_p of the published vectors.</summary>
    public static float[] Post => [-1.0f, -0.5f, 4.0f, 1.0f, 0.0f, -2.0f, -2.0f, -3.0f];

    /// <summary>
    /// A random row, now sharply peaked, now nearly flat; of every three, one has many ties and one has removed tokens.
    /// </summary>
    public static float[] Random(RandomStream stream, int length)
    {
        double spread = 0.2 * Math.Pow(50, stream.NextDouble());
        int kind = stream.NextInt32(3);
        float[] row = new float[length];
        for (int i = 0; i < length; i++)
        {
            double logit = spread * stream.NextNormal();
            row[i] = (float)(kind == 1 ? Math.Round(2 * logit) / 2 : logit);
            if (kind == 2 && i > 0 && stream.NextInt32(3) == 0) row[i] = float.NegativeInfinity;
        }

        return row;
    }

    /// <summary>What processors make of a row, with an empty context unless one is given.</summary>
    public static float[] Through(this ILogitsProcessor processor, float[] row, int[]? context = null, int promptLength = 0)
    {
        float[] result = [.. row];
        processor.Process(context ?? [], result, new StepInfo(promptLength));
        return result;
    }

    /// <summary>Ids of the tokens that are left.</summary>
    public static int[] Survivors(float[] row) =>
        [.. Enumerable.Range(0, row.Length).Where(token => !float.IsNegativeInfinity(row[token]))];
}
