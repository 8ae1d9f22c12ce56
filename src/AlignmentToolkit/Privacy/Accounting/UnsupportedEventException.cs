using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>An accountant was given an event of which it can say nothing.</summary>
public sealed class UnsupportedEventException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="accountant">Name of the accountant.</param>
    /// <param name="privacyEvent">The event.</param>
    /// <param name="reason">Why not, as a sentence without its full stop.</param>
    public UnsupportedEventException(string accountant, PrivacyEvent privacyEvent, string reason)
        : base($"The {accountant} accountant cannot account for {privacyEvent}: {reason}.") =>
        (Accountant, Event, Reason) = (accountant, privacyEvent, reason);

    /// <summary>Name of the accountant.</summary>
    public string Accountant { get; }

    /// <summary>The event it refused.</summary>
    public PrivacyEvent Event { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }
}
