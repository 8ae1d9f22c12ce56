namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>When which layer learns.</summary>
public sealed record LayerSchedule
{
    private LayerSchedule()
    {
    }

    /// <summary>All layers learn from every mini-batch.</summary>
    public static LayerSchedule Together { get; } = new();

    /// <summary>Epochs for which each layer learns alone before the next one does; null where all learn together.</summary>
    public int? EpochsPerLayer { get; private init; }

    /// <summary>The first layer learns alone, then the second, and so on; the last one learns on to the end.</summary>
    /// <param name="epochsPerLayer">At least 1.</param>
    public static LayerSchedule OneAfterAnother(int epochsPerLayer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochsPerLayer, 1);
        return new LayerSchedule { EpochsPerLayer = epochsPerLayer };
    }

    /// <summary>The layers that learn in an epoch, first and last, from 0.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="layerCount">At least 1.</param>
    public (int First, int Last) LayersOf(int epoch, int layerCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfLessThan(layerCount, 1);
        if (EpochsPerLayer is not { } epochs) return (0, layerCount - 1);
        int layer = Math.Min(epoch / epochs, layerCount - 1);
        return (layer, layer);
    }
}
