namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>Orders α at which a Rényi accountant looks.</summary>
public static class RenyiOrders
{
    /// <summary>1.1, 1.2, …, 10.9, then 11, 12, …, 63, then 128, 256, 512 and 1024: dense where the best order usually lies, with large
    /// ones for
    /// tiny ε.</summary>
    public static IReadOnlyList<double> Default { get; } = Array.AsReadOnly<double>(
    [
        .. Enumerable.Range(1, 99).Select(tenth => 1 + tenth / 10.0), .. Enumerable.Range(11, 53).Select(order => (double)order), 128, 256,
        512, 1024,
    ]);

    /// <summary>The orders as an ascending array, each once.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An order isn't a finite number above 1.</exception>
    internal static double[] Ascending(IReadOnlyList<double> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) throw new ArgumentException("At least one order is needed.", nameof(orders));
        foreach (double order in orders)
        {
            if (!(order > 1 && double.IsFinite(order)))
                throw new ArgumentOutOfRangeException(nameof(orders), order, "Each order has to be a finite number above 1.");
        }

        return [.. orders.Distinct().Order()];
    }
}
