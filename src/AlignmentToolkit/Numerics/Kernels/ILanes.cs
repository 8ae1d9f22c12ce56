namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>One SIMD register width, so that a kernel is written once and compiled for each instruction set.</summary>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="T">The number in one lane: <see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe interface ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Numbers in one register.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> numbers; no alignment is asked for.</summary>
    static abstract TVector Load(T* source);

    /// <summary>Writes <see cref="Count"/> numbers; no alignment is asked for.</summary>
    static abstract void Store(TVector value, T* destination);

    /// <summary>The same number in each lane.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>x + y, lane by lane.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x · y + z, lane by lane, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);
}
