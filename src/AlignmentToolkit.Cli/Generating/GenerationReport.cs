namespace AlignmentToolkit.Cli.Generating;

/// <summary>Tells how an answer comes along.</summary>
internal abstract class GenerationReport
{
    /// <summary>A piece of the answer's text.</summary>
    public abstract void Report(string piece);

    /// <summary>The answer has ended or was stopped.</summary>
    public abstract void End(FinishedAnswer answer);
}
