namespace AlignmentToolkit.Datasets;

/// <summary>What a file in a data folder turned out to be.</summary>
public enum DataFileState
{
    /// <summary>Length and sum are those of the catalogue.</summary>
    Good,

    /// <summary>The file is not there.</summary>
    Absent,

    /// <summary>The length differs from the catalogue's.</summary>
    WrongLength,

    /// <summary>The length is right and the content is not.</summary>
    WrongSum,
}
