namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>The innermost product: one tile of C, held in registers while a packed strip of A meets a packed strip of B.</summary>
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
}
