namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>One register width seen as raw words, so that the generator and its distributions are written once.</summary>
/// <remarks>
/// The type argument of a method says how the bits are read: <see cref="uint"/> and <see cref="float"/> have 32-bit lanes,
/// <see cref="ulong"/> and <see cref="double"/> 64-bit lanes. Every operation is exact or correctly rounded, so all widths give the
/// same bits, with or without the instruction sets they are named after.
/// </remarks>
/// <typeparam name="TVector">The register type.</typeparam>
internal interface IWordLanes<TVector>
    where TVector : struct
{
    /// <summary>32-bit words in one register.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// The counter offsets of the blocks in the 64-bit lanes of a first register; a second one continues at <see cref="SecondOffset"/>.
    /// </summary>
    /// <remarks>
    /// Chosen so that <see cref="UnpackLow{T}"/> and <see cref="UnpackHigh{T}"/>, which stay within 128 bits, put the blocks in order.
    /// </remarks>
    static abstract TVector BlockOffsets { get; }

    /// <summary>What to add to <see cref="BlockOffsets"/> for the second register of blocks.</summary>
    static abstract ulong SecondOffset { get; }

    /// <summary>Reads one register; no alignment is asked for.</summary>
    static abstract TVector Load(ref uint source, int index);

    /// <summary>Writes one register; no alignment is asked for.</summary>
    static abstract void Store(TVector value, ref uint destination, int index);

    /// <summary>The same number in each lane.</summary>
    static abstract TVector Broadcast<T>(T value);

    /// <summary>x + y.</summary>
    static abstract TVector Add<T>(TVector x, TVector y);

    /// <summary>x − y.</summary>
    static abstract TVector Subtract<T>(TVector x, TVector y);

    /// <summary>x · y.</summary>
    static abstract TVector Multiply<T>(TVector x, TVector y);

    /// <summary>x / y.</summary>
    static abstract TVector Divide<T>(TVector x, TVector y);

    /// <summary>The smaller of x and y; neither is NaN.</summary>
    static abstract TVector Minimum<T>(TVector x, TVector y);

    /// <summary>√x.</summary>
    static abstract TVector SquareRoot<T>(TVector x);

    /// <summary>x · y + z, rounded once.</summary>
    static abstract TVector MultiplyAdd<T>(TVector x, TVector y, TVector z);

    /// <summary>64-bit products of the low halves of 64-bit lanes; the upper half of <paramref name="y"/> is zero.</summary>
    static abstract TVector MultiplyLowHalves(TVector x, TVector y);

    /// <summary>Signed 32-bit integers as single-precision numbers, rounded to nearest.</summary>
    static abstract TVector ToSingle(TVector integers);

    /// <summary>x and y.</summary>
    static abstract TVector And(TVector x, TVector y);

    /// <summary>x or y.</summary>
    static abstract TVector Or(TVector x, TVector y);

    /// <summary>x exclusive-or y.</summary>
    static abstract TVector Xor(TVector x, TVector y);

    /// <summary>Bits moved up within each lane.</summary>
    static abstract TVector ShiftLeft<T>(TVector x, int bits);

    /// <summary>Bits moved down within each lane, zeros coming in.</summary>
    static abstract TVector ShiftRight<T>(TVector x, int bits);

    /// <summary>All ones in lanes that are zero.</summary>
    static abstract TVector IsZero<T>(TVector x);

    /// <summary>Bit by bit, <paramref name="whenSet"/> where the mask is one, else <paramref name="otherwise"/>.</summary>
    static abstract TVector Select(TVector mask, TVector whenSet, TVector otherwise);

    /// <summary>Even words of the first, odd words of the second.</summary>
    static abstract TVector Blend(TVector even, TVector odd);

    /// <summary>Lanes of the lower halves of each 128 bits, alternating x, y.</summary>
    static abstract TVector UnpackLow<T>(TVector x, TVector y);

    /// <summary>Lanes of the upper halves of each 128 bits, alternating x, y.</summary>
    static abstract TVector UnpackHigh<T>(TVector x, TVector y);
}
