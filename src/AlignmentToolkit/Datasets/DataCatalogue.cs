using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlignmentToolkit.Datasets;

/// <summary>The public data sets this toolkit knows: addresses, lengths, sums and licences.</summary>
public sealed class DataCatalogue
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private static readonly Lazy<DataCatalogue> Embedded = new(ReadEmbedded);

    private DataCatalogue(IReadOnlyList<DataSetEntry> dataSets) => DataSets = dataSets;

    /// <summary>The catalogue this library was built with (<c>data/catalogue.json</c>).</summary>
    public static DataCatalogue Public => Embedded.Value;

    /// <summary>All data sets, in the catalogue's order.</summary>
    public IReadOnlyList<DataSetEntry> DataSets { get; }

    /// <summary>Their names, in the catalogue's order.</summary>
    public IEnumerable<string> Names => DataSets.Select(entry => entry.Name);

    /// <summary>The data set of a name.</summary>
    /// <param name="name">As in <see cref="Names"/>; capitals do not matter.</param>
    /// <exception cref="ArgumentException">No data set has that name; the message lists those there are.</exception>
    public DataSetEntry Find(string name) =>
        DataSets.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"No data set is called '{name}'. The catalogue has: {string.Join(", ", Names)}.");

    /// <summary>Reads a catalogue.</summary>
    /// <param name="json">Its text: <c>{ "dataSets": [ { "name", "title", "description", "licence", "homepage", "files": [ … ] } ]
    /// }</c>.</param>
    /// <param name="source">Its name in messages.</param>
    /// <exception cref="InvalidDataException">It is not such a catalogue; the message names source, place and reason.</exception>
    public static DataCatalogue Parse(string json, string source)
    {
        try
        {
            Document document = JsonSerializer.Deserialize<Document>(json, Format)
                ?? throw new InvalidDataException($"{source}: the catalogue is null.");
            CatalogueRules.ThrowIfBroken(document.DataSets, source);
            return new DataCatalogue(document.DataSets);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{source}: line {error.LineNumber + 1}, {error.Path}: {error.Message}", error);
        }
    }

    private static DataCatalogue ReadEmbedded()
    {
        using Stream stream = typeof(DataCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd(), "catalogue.json");
    }

    private sealed record Document
    {
        public required IReadOnlyList<DataSetEntry> DataSets { get; init; }
    }
}
