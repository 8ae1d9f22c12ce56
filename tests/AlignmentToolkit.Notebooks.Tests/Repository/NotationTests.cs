using System.Reflection;
using System.Text.RegularExpressions;

using AlignmentToolkit.Interactive;
using AlignmentToolkit.Networks;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>notebooks/NOTATION.md leads from a symbol to a C# name: the name has to be there.</summary>
public partial class NotationTests
{
    private const string Page = "notebooks/NOTATION.md";
    private const string NameColumn = "C# name";

    private static readonly ILookup<string, Type> Types = new[] { typeof(MultilayerPerceptron).Assembly, typeof(Figure).Assembly }
        .SelectMany(assembly => assembly.GetExportedTypes())
        .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

    [Fact]
    public void Every_name_in_the_notation_tables_is_public()
    {
        string[] names = [.. Cells(RepositoryFiles.Read(Page)).SelectMany(Names)];
        Assert.True(names.Length >= 60, $"{names.Length} names in the tables of {Page}");
        Assert.All(names, name => Assert.True(Exists(name), $"{Page} names {name}, which is no public type or member"));
    }

    [Fact]
    public void Every_row_of_the_notation_tables_has_a_name() =>
        Assert.All(Cells(RepositoryFiles.Read(Page)), cell => Assert.NotEmpty(Names(cell)));

    [Theory]
    [InlineData("MultilayerPerceptron", true)]
    [InlineData("MultilayerPerceptron.Weights", true)]
    [InlineData("FeedbackAlignment.Network", true)] // inherited
    [InlineData("MomentumConvention.RateInside", true)]
    [InlineData("VectorAngle.InDegrees", true)]
    [InlineData("MultilayerPerceptron.Weight", false)]
    [InlineData("Perceptron.Weights", false)]
    [InlineData("MultilayerPerceptron._weights", false)]
    [InlineData("MultilayerPerceptron.Weights.Count", false)]
    public void A_name_is_found_exactly_if_it_is_public(string name, bool expected) => Assert.Equal(expected, Exists(name));

    [Fact]
    public void Names_are_read_from_their_column_only()
    {
        const string Table =
            """
            `Outside`

            | symbol | C# name | also |
            |---|---|---|
            | `x` | `A.B`, not `C` | `D` |

            | a | b |
            |---|---|
            | `E` | `F` |

            """;
        Assert.Equal(["A.B", "C"], Cells(Table).SelectMany(Names));
    }

    private static bool Exists(string name)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        string[] parts = name.Split('.', 2);
        return Types[parts[0]].Any(type => parts.Length == 1 || type.GetMember(parts[1], Public).Length > 0);
    }

    /// <summary>The cells of the C# column of every table on the page.</summary>
    private static IEnumerable<string> Cells(string page)
    {
        int column = -1;
        bool inTable = false;
        foreach (string line in page.Split('\n'))
        {
            string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
            if (!inTable)
                column = Array.IndexOf(cells, NameColumn);
            else if (column >= 0 && cells.Length > column && !cells[column].StartsWith("---", StringComparison.Ordinal))
                yield return cells[column];
            inTable = line.StartsWith('|');
        }
    }

    private static IEnumerable<string> Names(string cell) => Code().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
