using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>A shuffle that stops after b places: from whatever order it starts, they hold a uniformly random set.</summary>
internal sealed class FixedSampler(int examples, int size, RandomStream stream) : BatchSampler
{
    private readonly int[] _order = [.. Enumerable.Range(0, examples)];

    public override ReadOnlySpan<int> Next()
    {
        for (int i = 0; i < size; i++)
        {
            int other = i + stream.NextInt32(examples - i);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }

        return _order.AsSpan(0, size);
    }
}
