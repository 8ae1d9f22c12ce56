using System.Text;

namespace AlignmentToolkit.Notebooks.Export.Mathematics;

internal sealed partial class TexParser
{
    /// <summary>The rows up to <c>\end{…}</c>, or to the end of the formula.</summary>
    /// <param name="kind">The environment.</param>
    /// <param name="begun">What the first cell already holds.</param>
    private MathElement Table(TableKind kind, List<MathElement> begun)
    {
        string columns = kind.HasColumns ? new(_reader.RawGroup().Where(char.IsAsciiLetter).ToArray()) : "";
        List<List<MathElement>> rows = [[]];
        List<MathElement> cell = begun;
        while (true)
        {
            cell.AddRange(UntilEnd());
            TexToken token = _reader.Next();
            if (token.Is('&'))
            {
                rows[^1].Add(MathElement.Row(cell));
                cell = [];
            }
            else if (TableRow.IsBreak(token))
            {
                SkipRowDistance();
                rows[^1].Add(MathElement.Row(cell));
                cell = [];
                rows.Add([]);
            }
            else if (token.IsCommand("end") || token.Kind == TexTokenKind.End)
            {
                if (token.IsCommand("end"))
                    _reader.RawGroup();
                break;
            }
        }

        if (cell.Count > 0 || rows[^1].Count > 0)
            rows[^1].Add(MathElement.Row(cell));
        return Around(kind, Rows(kind, rows.Where(row => row.Count > 0), columns));
    }

    /// <summary><c>\\[4pt]</c>.</summary>
    private void SkipRowDistance()
    {
        if (_reader.TryTake('['))
        {
            while (_reader.Peek().Kind != TexTokenKind.End && !_reader.TryTake(']'))
                _reader.Next();
        }
    }

    private static string Rows(TableKind kind, IEnumerable<List<MathElement>> rows, string columns)
    {
        StringBuilder table = new(kind.IsAligned ? "<mtable displaystyle=\"true\" class=\"aligned\">" : "<mtable>");
        foreach (List<MathElement> row in rows)
        {
            table.Append("<mtr>");
            for (int column = 0; column < row.Count; column++)
                table.Append("<mtd class=\"").Append(kind.Alignment(column, columns)).Append("\">").Append(row[column].Markup)
                    .Append("</mtd>");
            table.Append("</mtr>");
        }

        return table.Append("</mtable>").ToString();
    }

    private static MathElement Around(TableKind kind, string table)
    {
        (string open, string close) = kind.Brackets;
        return new($"<mrow>{Grown(open).Markup}{table}{Grown(close).Markup}</mrow>");
    }
}
