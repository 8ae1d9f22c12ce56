namespace AlignmentToolkit.Numerics;

/// <summary>
/// The body of a parallel loop. A struct, so that <see cref="ParallelWork.For"/> compiles a loop of its own for it and allocates nothing.
/// </summary>
public interface IParallelBody
{
    /// <summary>Does one piece of the work. Pieces run in any order, on any thread, several at a time.</summary>
    /// <param name="index">Which piece.</param>
    void Invoke(int index);
}
