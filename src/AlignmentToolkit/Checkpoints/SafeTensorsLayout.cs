using System.Text.Json;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Whether the tensors of a header fill its data without holes and overlaps, each with exactly the bytes it needs.</summary>
internal static class SafeTensorsLayout
{
    /// <summary>Goes through the tensors in the order of their offsets, with the reference's checks in the reference's order.</summary>
    /// <returns>Number of bytes that they take.</returns>
    public static ulong Check(string path, HeaderText header, ReadOnlySpan<HeaderSlot> slots)
    {
        ulong start = 0;
        foreach (HeaderSlot slot in slots)
        {
            if (slot.Begin != start || slot.End < slot.Begin)
                throw Refuse(
                    CheckpointError.InvalidOffset, slot,
                    $"has offsets [{slot.Begin}, {slot.End}], where byte {start} is the next without an owner");
            start = slot.End;
            if (!TryCountBits(header.ShapeReader(slot), slot.ElementType, out ulong bits))
                throw Refuse(CheckpointError.ValidationOverflow, slot, "has more elements, or bits, than 64 bits can count");
            if (bits % 8 != 0)
                throw Refuse(CheckpointError.MisalignedSlice, slot, $"has {bits} bits, which are not whole bytes");
            if (bits / 8 != slot.End - slot.Begin)
                throw Refuse(
                    CheckpointError.TensorInvalidInfo, slot,
                    $"needs {bits / 8} bytes for its shape and type, where its offsets give {slot.End - slot.Begin}");
        }

        return start;

        InvalidDataException Refuse(CheckpointError error, HeaderSlot slot, string reason) =>
            CheckpointErrors.Refuse(error, path, $"tensor {PrintableName.Of(header.Name(slot))} {reason}");
    }

    private static bool TryCountBits(Utf8JsonReader shape, TensorElementType type, out ulong bits)
    {
        UInt128 count = 1;
        bits = 0;
        while (shape.Read() && shape.TokenType == JsonTokenType.Number)
        {
            // More than 63 bits can only stand beside a zero; no use of it is known, and the toolkit counts in signed numbers.
            ulong size = SafeTensorsHeaderReader.WholeNumber(shape);
            count *= size;
            if (count > long.MaxValue || size > long.MaxValue) return false;
        }

        UInt128 product = count * (UInt128)type.BitCount();
        bits = (ulong)product;
        return product <= ulong.MaxValue;
    }
}
