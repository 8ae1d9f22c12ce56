using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>While one of these is open, a notebook runs, and formatters that it registers are in force.</summary>
/// <remarks>
/// Microsoft's library keeps one set of formatters for the whole process. They go back to the defaults when a notebook begins and no other
/// one runs; notebooks that run side by side share what they register.
/// </remarks>
internal sealed class FormatterScope : IDisposable
{
    // Between forgetting formatters and restoring the defaults there are none. A formatter may format values inside its own.
    private static readonly ReaderWriterLockSlim Gate = new(LockRecursionPolicy.SupportsRecursion);
    private static int _open;

    private FormatterScope()
    {
    }

    /// <summary>Begins a notebook.</summary>
    public static FormatterScope Open()
    {
        Gate.EnterWriteLock();
        try
        {
            if (_open++ == 0) Formatter.ResetToDefault();
            return new FormatterScope();
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    /// <summary>Formats a value while the formatters stay what they are.</summary>
    public static T Format<T>(Func<T> format)
    {
        Gate.EnterReadLock();
        try
        {
            return format();
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    /// <summary>Ends the notebook.</summary>
    public void Dispose() => Interlocked.Decrement(ref _open);
}
