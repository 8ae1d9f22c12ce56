namespace AlignmentToolkit.Cli.Running;

/// <summary>What <c>toolkit run</c> tells the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Every cell ran to its end.</summary>
    public const int Success = 0;

    /// <summary>A cell failed.</summary>
    public const int FailedCell = 1;

    /// <summary>Nothing was run, or nothing could be written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped from the keyboard: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
