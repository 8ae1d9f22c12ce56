using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Training;

internal sealed class ShuffledSampler(int examples, int size, RandomStream stream) : BatchSampler
{
    private readonly int[] _order = [.. Enumerable.Range(0, examples)];
    private int _next = examples;

    public override ReadOnlySpan<int> Next()
    {
        if (_next == _order.Length)
        {
            stream.Shuffle<int>(_order);
            _next = 0;
        }

        int start = _next;
        _next = Math.Min(start + size, _order.Length);
        return _order.AsSpan(start, _next - start);
    }
}
