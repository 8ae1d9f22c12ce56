using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>
/// The parallel loop of a step over all parameters of a layer. Each parameter is changed by itself, so how they are shared out changes no
/// bit.
/// </summary>
internal readonly struct SweepPieces<TStep>(float[] gradient, TStep step) : IParallelBody
    where TStep : struct, IParameterStep
{
    // 128 KiB: some ten microseconds of work, and a multiple of every vector width.
    private const int Length = 32 * 1024;

    public static int Count(int parameters) => (parameters + Length - 1) / Length;

    public void Invoke(int index)
    {
        int start = index * Length;
        step.Apply(gradient.AsSpan(start, Math.Min(Length, gradient.Length - start)), start);
    }
}
