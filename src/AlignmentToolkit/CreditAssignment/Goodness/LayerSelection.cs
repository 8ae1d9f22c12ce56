namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>The layers that count in a prediction.</summary>
public enum LayerSelection
{
    /// <summary>Every layer.</summary>
    All,

    /// <summary>Every layer but the first, whose goodness says least; the first one where it is the only one.</summary>
    AllButFirst,
}

internal static class LayerSelections
{
    /// <summary>The first layer that counts, from 0.</summary>
    public static int First(this LayerSelection selection, int layerCount) =>
        selection == LayerSelection.AllButFirst && layerCount > 1 ? 1 : 0;
}
