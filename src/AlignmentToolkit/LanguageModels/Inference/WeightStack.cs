namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Weights that are multiplied with the same input, on top of each other, with a bias or without.</summary>
internal sealed class WeightStack
{
    private readonly float[]? _bias;

    public WeightStack(WeightMatrix[] parts, float[]? bias = null)
    {
        (Parts, _bias) = (parts, bias);
        foreach (WeightMatrix part in parts) Rows += part.Rows;
        Columns = parts[0].Columns;
    }

    /// <summary>From top to bottom.</summary>
    public WeightMatrix[] Parts { get; }

    /// <summary>Outputs of all parts together.</summary>
    public int Rows { get; }

    /// <summary>Inputs.</summary>
    public int Columns { get; }

    /// <summary>What is added to every output; empty where nothing is.</summary>
    public ReadOnlySpan<float> Bias => _bias;
}
