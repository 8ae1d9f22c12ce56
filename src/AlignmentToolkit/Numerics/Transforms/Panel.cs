namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>A few neighbouring columns, or rows, that are transformed together.</summary>
internal static class Panel<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    /// <summary>How many: a cache line of numbers, so that a matrix is read and written by whole lines.</summary>
    public static unsafe int Width => CacheLine / sizeof(T);
}
