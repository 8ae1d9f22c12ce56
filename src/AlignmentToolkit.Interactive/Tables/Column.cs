namespace AlignmentToolkit.Interactive.Tables;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">Heading; <c>_{…}</c> and <c>^{…}</c> set subscripts and superscripts.</param>
/// <param name="Format">Format of its numbers ("0.00", "P1", "0.0e-0"); null for four significant digits.</param>
/// <param name="IsNumeric">True to align at the right; null to decide by the first value.</param>
public sealed record Column(string Name, string? Format = null, bool? IsNumeric = null)
{
    /// <summary>A column known by its heading alone.</summary>
    public static implicit operator Column(string name) => new(name);

    /// <summary>A column known by its heading alone.</summary>
    public static Column FromString(string name) => new(name);
}
