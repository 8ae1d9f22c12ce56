namespace AlignmentToolkit.Notebooks.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunOptions
{
    /// <summary>Name of the static property of the settings type to start from; <c>quick</c> stands for the notebook's own values.</summary>
    public string Profile { get; init; } = Quick;

    /// <summary>Settings to replace, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one cell may take; null for as long as it likes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>How long a cell that was asked to stop may take to do so before its notebook is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many notebooks run side by side.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>The profile a notebook has without being asked.</summary>
    public const string Quick = "quick";
}
