using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Keys and values of <see cref="Length"/> positions in all layers. Rows that have the same past share its pages.</summary>
/// <remarks>
/// Per layer and head, keys lie position by position within each feature, [d, <see cref="Length"/>], so that scores of neighbouring
/// positions are neighbours; values lie feature by feature within each position, [<see cref="Length"/>, d].
/// </remarks>
internal sealed class KeyValuePage
{
    /// <summary>Positions in a page.</summary>
    public const int Length = 64;

    private readonly int _layerSize, _headSize;

    public KeyValuePage(TransformerSettings settings)
    {
        (_headSize, _layerSize) = (settings.HeadSize * Length, settings.KeyValueSize * Length);
        Numbers = new AlignedNumbers(checked(2 * settings.LayerCount * _layerSize));
    }

    /// <summary>All numbers.</summary>
    public AlignedNumbers Numbers { get; }

    /// <summary>Rows that use the page.</summary>
    public int Users { get; set; } = 1;

    /// <summary>Place of the first key of a head.</summary>
    public int Keys(int layer, int head) => (2 * layer * _layerSize) + (head * _headSize);

    /// <summary>Place of the first value of a head.</summary>
    public int Values(int layer, int head) => (((2 * layer) + 1) * _layerSize) + (head * _headSize);
}
