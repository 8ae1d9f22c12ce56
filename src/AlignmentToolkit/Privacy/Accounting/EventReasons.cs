namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>Reasons against an event that several accountants share.</summary>
internal static class EventReasons
{
    /// <summary>Poisson samples and fixed batches in one event.</summary>
    public const string MixedNeighbours =
        "Poisson samples protect against an added or removed example, fixed batches against a replaced one; they need an account each";
}
