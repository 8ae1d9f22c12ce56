using System.Globalization;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Interactive;

/// <summary>How a run was made: what somebody needs in order to get the same bits.</summary>
/// <remarks>
/// No paths, no names of machines, no clock: two runs with the same settings on the same kind of machine show the same text.
/// </remarks>
/// <example><code>RunHeader.Of(settings, seed: settings.Seed)</code></example>
[TypeFormatterSource(typeof(HtmlFormatters), MimeTypes.Html, MimeTypes.Plain)]
public sealed record RunHeader : IHtmlValue
{
    private RunHeader(object settings, string seed) => (Settings, Seed) = (settings, seed);

    /// <summary>The settings of the run.</summary>
    public object Settings { get; }

    /// <summary>The name of the random stream everything was drawn from.</summary>
    public string Seed { get; }

    /// <summary>Version of the library.</summary>
    public string Toolkit { get; } = typeof(WorkProgress).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
        .InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Version of .NET, without the patch number, which does not change results.</summary>
    public string Runtime { get; } = string.Create(
        CultureInfo.InvariantCulture, $".NET {Environment.Version.Major}.{Environment.Version.Minor}");

    /// <summary>
    /// The widest vectors of single-precision numbers that the kernels use here; sums of another width round differently.
    /// </summary>
    public string Instructions { get; } =
        Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : "128-bit vectors";

    /// <summary>First twelve hexadecimal digits of the SHA-256 of the settings' text.</summary>
    public string SettingsHash => Hash(Settings);

    /// <summary>Describes this run.</summary>
    /// <param name="settings">The record of settings the notebook ran with.</param>
    /// <param name="seed">The seed or the name of the random stream.</param>
    /// <returns>The header.</returns>
    public static RunHeader Of(object settings, object seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(seed);
        return new RunHeader(settings, RecordTables.Text(seed));
    }

    /// <summary>The header as a bare table, the settings in it.</summary>
    public string ToHtml() => AsTable().ToHtml();

    /// <summary>The header in characters.</summary>
    public override string ToString() => AsTable().ToString();

    private Table AsTable()
    {
        Table table = new Table("how this run was made", " ")
            .Row("AlignmentToolkit", Toolkit)
            .Row("seed", Seed)
            .Row("settings", SettingsHash)
            .Row(".NET", Runtime)
            .Row("instructions", Instructions);
        foreach ((string name, object? value) in RecordTables.Properties(Settings))
            table = table.Row("· " + name, RecordTables.Text(value));
        return table;
    }

    private static string Hash(object settings)
    {
        IEnumerable<string> lines = RecordTables.Properties(settings)
            .Select(property => $"{property.Name}={RecordTables.Text(property.Value)}\n");
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)));
        return Convert.ToHexStringLower(digest)[..12];
    }
}
