namespace AlignmentToolkit.Optics.Transmission;

/// <summary>Checks what every transmission matrix is drawn with.</summary>
internal static class TransmissionSize
{
    /// <summary>Checks sizes and variance.</summary>
    public static void Check(int inputSize, int outputSize, double entryVariance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        CheckVariance(entryVariance, nameof(entryVariance));
    }

    /// <summary>Checks s².</summary>
    public static void CheckVariance(double entryVariance, string name)
    {
        if (!(entryVariance >= 0) || !double.IsFinite(entryVariance))
            throw new ArgumentOutOfRangeException(name, entryVariance, "The variance must be at least 0 and finite.");
    }
}
