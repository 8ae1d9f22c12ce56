namespace AlignmentToolkit.Datasets;

/// <summary>The verdict on one file of a data set.</summary>
/// <param name="File">The file, as the catalogue has it.</param>
/// <param name="State">What was found.</param>
/// <param name="Finding">The same in words, with the numbers that differ.</param>
public sealed record DataFileCheck(DataFileEntry File, DataFileState State, string Finding);
