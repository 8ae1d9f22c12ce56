namespace AlignmentToolkit.Notebooks.Export;

/// <summary>What links between notebooks and references to pictures become in a page.</summary>
/// <param name="Folder">The notebook's folder: relative names start there.</param>
/// <param name="OtherNotebook">The address of another notebook's page by its full path; null if it has none.</param>
internal sealed record PageLinks(string Folder, Func<string, string?> OtherNotebook)
{
    /// <summary>A link's address in the page.</summary>
    /// <param name="url">The address in the notebook.</param>
    /// <param name="prefix">Goes before ids of the same notebook.</param>
    public string Link(string url, string prefix)
    {
        if (url.StartsWith('#'))
            return "#" + prefix + url[1..];
        if (url.Length == 0 || Uri.TryCreate(url, UriKind.Absolute, out _))
            return url;
        string file = Uri.UnescapeDataString(url.Split('#')[0]);
        return file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? OtherNotebook(Path.GetFullPath(file, Folder)) ?? url : url;
    }

    /// <summary>A picture's address in the page: its content, if it is a file beside the notebook.</summary>
    public string Picture(string url)
    {
        string? mime = Path.GetExtension(url).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".svg" => "image/svg+xml",
            ".webp" => "image/webp",
            _ => null,
        };
        if (mime is null || Uri.TryCreate(url, UriKind.Absolute, out _))
            return url;
        string file = Path.GetFullPath(Uri.UnescapeDataString(url), Folder);
        return File.Exists(file) ? $"data:{mime};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}" : url;
    }
}
