namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>
/// The innermost product: one tile of C, held in registers while a packed strip of A meets as many columns of B as the tile has.
/// </summary>
internal unsafe interface ITileKernel<T>
    where T : unmanaged
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the tile.</summary>
    static abstract int Columns { get; }

    /// <summary>C ← Σₖ aₖ bₖᵀ, or C ← C + Σₖ aₖ bₖᵀ, for the whole tile.</summary>
    /// <param name="depth">Number of terms of the sum; 0 gives zeros.</param>
    /// <param name="a">Packed strip of A: <see cref="Rows"/> numbers for each k.</param>
    /// <param name="b">Packed strip of B: <see cref="Columns"/> numbers for each k.</param>
    /// <param name="c">Top left number of the tile.</param>
    /// <param name="stride">Distance between two columns of <paramref name="c"/>.</param>
    /// <param name="accumulate">Whether the tile's present values are added.</param>
    static abstract void Run(nint depth, T* a, T* b, T* c, nint stride, bool accumulate);

    /// <summary>The same sums with columns of B that are read where they lie, the numbers of one column next to each other.</summary>
    /// <param name="depth">Number of terms of the sum; 0 gives zeros.</param>
    /// <param name="a">Packed strip of A: <see cref="Rows"/> numbers for each k.</param>
    /// <param name="b">First number of the first column of B.</param>
    /// <param name="bStride">Distance between two columns of B.</param>
    /// <param name="columns">Columns of B that exist, 1 … <see cref="Columns"/>; the tile repeats the last one beyond.</param>
    /// <param name="c">Top left number of the tile.</param>
    /// <param name="stride">Distance between two columns of <paramref name="c"/>.</param>
    /// <param name="accumulate">Whether the tile's present values are added.</param>
    static abstract void RunInPlace(nint depth, T* a, T* b, nint bStride, int columns, T* c, nint stride, bool accumulate);
}
