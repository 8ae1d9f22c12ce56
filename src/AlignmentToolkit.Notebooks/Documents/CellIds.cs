using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>Checks the ids of a notebook's cells, or makes them for files older than nbformat 4.5.</summary>
/// <param name="generate">True to make an id where the file has none.</param>
internal sealed class CellIds(bool generate)
{
    private const int MaximumLength = 64;
    private const int GeneratedLength = 8;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>
    /// The id of the next cell: the file's own, or one that depends only on the cell's text and on equal cells before it.
    /// </summary>
    /// <param name="id">What the file says.</param>
    /// <param name="kind">What the cell holds.</param>
    /// <param name="source">The text of the cell.</param>
    /// <param name="bad">Makes the exception for a reason.</param>
    public string Take(string? id, CellKind kind, string source, Func<string, Exception> bad)
    {
        if (id is null)
            return generate ? Generate(kind, source) : throw bad("id is missing (required since nbformat 4.5)");
        if (id.Length is 0 or > MaximumLength || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw bad($"id '{id}' is not 1–{MaximumLength} letters, digits, '-' or '_'");
        return _taken.Add(id) ? id : throw bad($"id '{id}' is used twice");
    }

    private string Generate(CellKind kind, string source)
    {
        for (int repetition = 0; ; repetition++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{kind}\n{repetition}\n{source}");
            string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..GeneratedLength];
            if (_taken.Add(id))
                return id;
        }
    }
}
