namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Finds out where a progress bar can be drawn.</summary>
internal static class LiveOutput
{
    /// <summary>This toolkit's engine, else .NET Interactive, else lines on standard output.</summary>
    public static ILiveOutput Find()
    {
        if (Notebook.Host is { } host)
            return new HostOutput(host);
        return InteractiveOutput.Find() is { } interactive ? interactive : new LineOutput(Console.Out);
    }
}
