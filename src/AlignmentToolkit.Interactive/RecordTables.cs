using System.Reflection;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Tables;

namespace AlignmentToolkit.Interactive;

/// <summary>Tables of values that have properties.</summary>
public static class RecordTables
{
    /// <summary>Shows a record as a table of its properties: "LearningRate" becomes "learning rate".</summary>
    /// <param name="record">Any object; its public properties are read in the order of their declaration.</param>
    /// <param name="caption">A line above the table.</param>
    /// <returns>A table with the columns setting and value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="record"/> is null.</exception>
    public static Table AsTable(this object record, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(record);
        Table table = new("setting", new Column("value", IsNumeric: false)) { Caption = caption };
        foreach ((string name, object? value) in Properties(record))
            table = table.Row(Words(name), Text(value));
        return table;
    }

    /// <summary>Shows a sequence of records as a table with a row a record.</summary>
    /// <typeparam name="T">The records' type; its public properties are the columns.</typeparam>
    /// <param name="records">The rows.</param>
    /// <param name="caption">A line above the table.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> has no public property.</exception>
    public static Table AsTable<T>(this IEnumerable<T> records, string caption = "")
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        PropertyInfo[] properties = Readable(typeof(T));
        Table table = new([.. properties.Select(property => new Column(Words(property.Name)))]) { Caption = caption };
        foreach (T record in records)
            table = table.Row([.. properties.Select(property => property.GetValue(record))]);
        return table;
    }

    /// <summary>The public instance properties of a value that can be read, with their values, in the order of their declaration.</summary>
    internal static IEnumerable<(string Name, object? Value)> Properties(object record) =>
        Readable(record.GetType()).Select(property => (property.Name, property.GetValue(record)));

    /// <summary>Settings are written in full: a rounded learning rate could not be typed in again.</summary>
    internal static string Text(object? value) => value switch
    {
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        float number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        string text => text,
        System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Text)) + "]",
        _ => NumberText.Of(value),
    };

    private static PropertyInfo[] Readable(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken)];

    private static string Words(string name)
    {
        System.Text.StringBuilder words = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool wordStart = i > 0
                && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (wordStart)
                words.Append(' ');
            bool acronym = char.IsUpper(name[i])
                && ((i + 1 < name.Length && char.IsUpper(name[i + 1])) || (i > 0 && char.IsUpper(name[i - 1]) && i + 1 == name.Length));
            words.Append(acronym || name.Length == 1 ? name[i] : char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
