namespace AlignmentToolkit.Notebooks.Export;

/// <summary>What a page carries with it.</summary>
internal static class PageAssets
{
    private static readonly Lazy<string> StyleLazy = new(() => Text("page.css"));
    private static readonly Lazy<string> ScriptLazy = new(() => Text("page.js"));

    /// <summary>The style sheet.</summary>
    public static string Style => StyleLazy.Value;

    /// <summary>The script: which notebook is shown, and a button on each code cell that copies its text.</summary>
    public static string Script => ScriptLazy.Value;

    private static string Text(string name)
    {
        using StreamReader reader = new(
            typeof(PageAssets).Assembly.GetManifestResourceStream($"{typeof(PageAssets).Namespace}.Assets.{name}")!);
        return reader.ReadToEnd();
    }
}
