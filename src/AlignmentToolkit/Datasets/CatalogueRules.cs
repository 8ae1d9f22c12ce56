namespace AlignmentToolkit.Datasets;

/// <summary>What must hold in a catalogue beyond its JSON shape; a downloaded file may never land outside the data folder.</summary>
internal static class CatalogueRules
{
    /// <exception cref="InvalidDataException">A rule is broken; the message names source, data set, file and reason.</exception>
    public static void ThrowIfBroken(IReadOnlyList<DataSetEntry> dataSets, string source)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> paths = new(StringComparer.OrdinalIgnoreCase);
        foreach (DataSetEntry entry in dataSets)
        {
            Demand(IsName(entry.Name), $"{source}: data set '{entry.Name}': a name is made of letters, digits, '.' and '-'");
            Demand(names.Add(entry.Name), $"{source}: data set '{entry.Name}' appears twice");
            Demand(entry.Files.Count > 0, $"{source}: data set '{entry.Name}' has no files");
            foreach (DataFileEntry file in entry.Files)
            {
                string place = $"{source}: data set '{entry.Name}', file '{file.Path}'";
                Demand(paths.Add(file.Path), $"{place}: the path appears twice");
                ThrowIfBroken(file, place);
            }
        }
    }

    private static void ThrowIfBroken(DataFileEntry file, string place)
    {
        Demand(IsPathBelow(file.Path), $"{place}: a path is relative, its parts are joined by '/' and none is empty, '.' or '..'");
        Demand(file.Bytes > 0, $"{place}: {file.Bytes} bytes; at least 1 is needed");
        Demand((file.Sha256 is null) != (file.Md5 is null), $"{place}: exactly one of sha256 and md5 is needed");
        Demand(file.Sha256 is null || IsHexadecimal(file.Sha256, 64), $"{place}: sha256 is not 64 hexadecimal digits");
        Demand(file.Md5 is null || IsHexadecimal(file.Md5, 32), $"{place}: md5 is not 32 hexadecimal digits");
        Demand(file.Addresses.Count > 0, $"{place}: no address");
        foreach (string address in file.Addresses) Demand(IsSafe(address), $"{place}: '{address}' is no https address");
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    private static bool IsPathBelow(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..")) && path.AsSpan().IndexOfAny('\\', ':', '\0') < 0;

    private static bool IsHexadecimal(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigit);

    // Loopback without encryption is how the downloader is tested.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static void Demand(bool holds, string complaint)
    {
        if (!holds) throw new InvalidDataException(complaint + ".");
    }
}
