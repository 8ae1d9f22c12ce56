namespace AlignmentToolkit.Checkpoints;

/// <summary>The reason that an <see cref="InvalidDataException"/> about a checkpoint carries.</summary>
/// <remarks><c>catch (InvalidDataException refusal) when (refusal.CheckpointError == CheckpointError.MissingShard)</c></remarks>
public static class CheckpointErrors
{
    private const string Key = "AlignmentToolkit.CheckpointError";

    extension(InvalidDataException refusal)
    {
        /// <summary>Why the checkpoint was refused; null where the exception is about something else.</summary>
        public CheckpointError? CheckpointError => refusal.Data[Key] as CheckpointError?;
    }

    /// <summary>The refusal of a file.</summary>
    internal static InvalidDataException Refuse(CheckpointError error, string file, string reason, Exception? cause = null)
    {
        InvalidDataException refusal = new($"{file}: {reason.TrimEnd('.')} ({error}).", cause);
        refusal.Data[Key] = error;
        return refusal;
    }
}
