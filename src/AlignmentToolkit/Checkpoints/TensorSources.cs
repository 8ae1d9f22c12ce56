namespace AlignmentToolkit.Checkpoints;

/// <summary>What every <see cref="ITensorSource"/> can do besides.</summary>
public static class TensorSources
{
    /// <summary>What the checkpoint says of a tensor.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="name">The tensor.</param>
    /// <exception cref="InvalidDataException">There is no such tensor; the message names checkpoint and tensor.</exception>
    public static TensorEntry Entry(this ITensorSource source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.TryGetEntry(name, out TensorEntry? entry)
            ? entry
            : throw CheckpointErrors.Refuse(
                CheckpointError.MissingTensor, source.Location, $"there is no tensor {PrintableName.Of(name)}");
    }

    /// <summary>Reads a whole tensor as binary32.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="name">The tensor.</param>
    /// <param name="values">One place for every number, row-major.</param>
    /// <exception cref="ArgumentException">The tensor has another number of numbers.</exception>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    public static void ReadSingle(this ITensorSource source, string name, Span<float> values)
    {
        TensorEntry entry = source.Entry(name);
        if (entry.ElementCount != values.Length)
            throw new ArgumentException($"{entry} has {entry.ElementCount} numbers, not {values.Length}.", nameof(values));
        source.ReadSingle(name, 0, values);
    }

    /// <summary>A whole tensor as binary32, row-major.</summary>
    /// <param name="source">The checkpoint.</param>
    /// <param name="name">The tensor.</param>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    /// <exception cref="InvalidOperationException">It has more numbers than one array can hold.</exception>
    public static float[] ReadSingle(this ITensorSource source, string name)
    {
        TensorEntry entry = source.Entry(name);
        if (entry.ElementCount > Array.MaxLength)
            throw new InvalidOperationException($"{entry} has more numbers than one array can hold: read it in pieces.");
        float[] values = GC.AllocateUninitializedArray<float>((int)entry.ElementCount);
        source.ReadSingle(name, 0, values);
        return values;
    }

    /// <summary>Converts some numbers of a mapped tensor, in pieces that fit a span.</summary>
    internal static void Convert(TensorBytes tensor, long first, Span<float> values)
    {
        const int Piece = 1 << 24;
        TensorEntry entry = tensor.Entry;
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, entry.ElementCount - values.Length);
        TensorConversion.RequireConvertible(entry.ElementType);
        int size = entry.ElementType.BitCount() / 8;
        for (int done = 0; done < values.Length; done += Piece)
        {
            Span<float> piece = values.Slice(done, Math.Min(Piece, values.Length - done));
            TensorConversion.ToSingle(entry.ElementType, tensor.Slice((first + done) * size, piece.Length * size), piece);
        }
    }
}
