namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>How the sums over k are cut: into stretches of equal length, each summed by itself, which depends on the depth alone.</summary>
internal static class Stretches
{
    /// <summary>Longest stretch: a strip of A and one of B then take about a first-level cache of 32 KiB.</summary>
    private const int Longest = 400;

    /// <summary>Length of all stretches but the last.</summary>
    /// <param name="depth">Terms of a sum, at least 1.</param>
    public static int Length(int depth)
    {
        int count = (depth + Longest - 1) / Longest;
        return (depth + count - 1) / count;
    }
}
