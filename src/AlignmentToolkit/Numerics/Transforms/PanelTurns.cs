using System.Numerics;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>The powers of e^(−2πi/n) by which a transform of n = rows · columns numbers turns them half-way.</summary>
/// <remarks>
/// Number (k, j) is turned by k · j. With j = c + p · width, that is the product of a fine turn, k · c, the same in each panel, and a
/// coarse one, a multiple of the width: two short tables for one of length n.
/// </remarks>
internal sealed class PanelTurns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the tables.</summary>
    public PanelTurns(int rows, int columns)
    {
        int length = rows * columns, width = Panel<T>.Width;
        FineReal = new T[rows * width];
        FineImaginary = new T[rows * width];
        for (int k = 0; k < rows; k++)
        {
            for (int c = 0; c < width; c++)
                (FineReal[(k * width) + c], FineImaginary[(k * width) + c]) = RootsOfUnity.Root<T>(length, (long)k * c);
        }

        (CoarseReal, CoarseImaginary) = RootsOfUnity.Powers<T>(length / width, length / width);
    }

    /// <summary>The turn of row k and column c of a panel, at k · width + c.</summary>
    public T[] FineReal { get; }

    /// <inheritdoc cref="FineReal"/>
    public T[] FineImaginary { get; }

    /// <summary>The turn that row k of panel p needs besides, at k · p.</summary>
    public T[] CoarseReal { get; }

    /// <inheritdoc cref="CoarseReal"/>
    public T[] CoarseImaginary { get; }
}
