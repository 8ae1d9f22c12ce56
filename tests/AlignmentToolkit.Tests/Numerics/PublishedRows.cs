namespace AlignmentToolkit.Tests.Numerics;

/// <summary>The two rows of logits that published numbers of decoding are about.</summary>
internal static class PublishedRows
{
    /// <summary>L_m.</summary>
    public static double[] Model => [2.0, 1.5, 1.2, 1.0, 0.4, -0.3, -1.0, -4.0];

    /// <summary>L_p.</summary>
    public static double[] Post => [-1.0, -0.5, 4.0, 1.0, 0.0, -2.0, -2.0, -3.0];
}
