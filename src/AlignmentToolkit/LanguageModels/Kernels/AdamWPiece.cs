using AlignmentToolkit.LanguageModels.Parameters;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Neighbouring parameters that an optimiser treats alike and one thread sweeps over in one go.</summary>
/// <param name="Start">First number.</param>
/// <param name="Count">How many.</param>
/// <param name="IsDecayed">Whether weight decay applies.</param>
internal readonly record struct AdamWPiece(int Start, int Count, bool IsDecayed)
{
    // 128 KiB: some ten microseconds of work.
    private const int Length = 32 * 1024;

    /// <summary>Cuts all parameters into pieces, by their sizes alone.</summary>
    public static AdamWPiece[] Of(ParameterSet parameters)
    {
        List<AdamWPiece> pieces = [];
        foreach (Parameter parameter in parameters)
        {
            int end = parameter.Start + parameter.Count;
            for (int start = parameter.Start; start < end; start += Length)
                pieces.Add(new AdamWPiece(start, Math.Min(Length, end - start), parameter.IsDecayed));
        }

        return [.. pieces];
    }
}
