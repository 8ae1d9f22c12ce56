using AlignmentToolkit.Notebooks.Parameters;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunOptions
{
    /// <summary>
    /// Name of the static property of the settings type to start from; <c>quick</c> stands for the notebook's own values.
    /// </summary>
    public string Profile { get; init; } = RunParameters.Quick;

    /// <summary>Settings to replace: name → text, read by the setting's type in the invariant culture.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long one cell may take; null for as long as it likes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>How long a cell that was asked to stop may take to do so before its notebook is given up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many notebooks run side by side, at least 1.</summary>
    public int Jobs { get; init; } = 1;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(Jobs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        if (CellTimeout is { } timeout)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(CellTimeout));
    }
}
