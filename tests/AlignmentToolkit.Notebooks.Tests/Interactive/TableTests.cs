using AlignmentToolkit.Interactive;
using AlignmentToolkit.Interactive.Tables;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

public sealed class TableTests
{
    [Fact]
    public void Columns_are_aligned_and_formatted()
    {
        Table table = new Table("rule", new Column("accuracy", "0.0 %"), "n") { Caption = "Test set" }.Row("BP", 0.981, 60000)
            .Row("FA", 0.9, null);
        Assert.Equal(
            """
            Test set
            rule  accuracy       n
            ----  --------  ------
            BP      98.1 %  60,000
            FA      90.0 %       –
            """.ReplaceLineEndings("\n"),
            table.ToString());
    }

    [Fact]
    public void Html_is_bare_and_escaped()
    {
        string html = new Table("x_{i}").Row("<a & b>").ToHtml();
        Assert.Equal(
            "<table><thead><tr><th align=\"left\">x<sub>i</sub></th></tr></thead>"
            + "<tbody><tr><td align=\"left\">&lt;a &amp; b&gt;</td></tr></tbody></table>",
            html);
    }

    [Fact]
    public void A_row_of_the_wrong_length_names_the_columns()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Table("a", "b").Row(1));
        Assert.Contains("2 values (a, b); 1 were given", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_becomes_a_table_of_its_properties_in_order()
    {
        Table table = new Settings(60000, 0.02f, "BP", [500, 100]).AsTable();
        Assert.Equal(["examples", "learning rate", "rule", "hidden sizes"], table.Rows.Select(row => row[0]));
        Assert.Equal(["60,000", "0.02", "BP", "[500, 100]"], table.Rows.Select(row => row[1]));
    }

    [Fact]
    public void A_list_of_records_becomes_rows()
    {
        Table table = new[] { new Settings(1, 0.5f, "BP", []), new Settings(2, 0.25f, "FA", []) }.AsTable("two runs");
        Assert.Equal(["examples", "learning rate", "rule", "hidden sizes"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.Rows.Length);
    }

    [Fact]
    public void The_run_header_changes_with_the_settings_only()
    {
        Settings settings = new(60000, 0.02f, "BP", [500]);
        Assert.Equal(RunHeader.Of(settings, 7).ToString(), RunHeader.Of(settings with { }, 7).ToString());
        Assert.NotEqual(RunHeader.Of(settings, 7).SettingsHash, RunHeader.Of(settings with { LearningRate = 0.0200001f }, 7).SettingsHash);
        Assert.NotEqual(RunHeader.Of(settings, 7).SettingsHash, RunHeader.Of(settings with { HiddenSizes = [501] }, 7).SettingsHash);
        Assert.DoesNotContain(Environment.CurrentDirectory, RunHeader.Of(settings, 7).ToString(), StringComparison.Ordinal);
        Assert.Contains("0.02", RunHeader.Of(settings, 7).ToHtml(), StringComparison.Ordinal);
    }

    private sealed record Settings(int Examples, float LearningRate, string Rule, int[] HiddenSizes);
}
