using System.Numerics;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>Tables of e^(−2πi k/n), each number rounded once from its value in double precision.</summary>
internal static class RootsOfUnity
{
    /// <summary>The first <paramref name="count"/> powers of e^(−2πi/<paramref name="order"/>).</summary>
    public static (T[] Real, T[] Imaginary) Powers<T>(int order, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var real = new T[count];
        var imaginary = new T[count];
        for (int k = 0; k < count; k++) (real[k], imaginary[k]) = Root<T>(order, k);
        return (real, imaginary);
    }

    /// <summary>e^(−2πi k/n). The angle is brought into the first eighth of the circle in integers, where no digit is lost.</summary>
    /// <param name="order">n, a power of two.</param>
    /// <param name="power">k, at least 0.</param>
    public static (T Real, T Imaginary) Root<T>(int order, long power)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // In units of a 1/8n of the circle, so that eighths are whole.
        long eighth = order;
        long angle = power % order * 8;
        long octant = angle / eighth;
        long rest = octant % 2 == 0 ? angle - (octant * eighth) : ((octant + 1) * eighth) - angle;
        (double sine, double cosine) = Math.SinCos(Math.PI / 4 * rest / eighth);
        (double x, double y) = octant switch
        {
            0 => (cosine, sine),
            1 => (sine, cosine),
            2 => (-sine, cosine),
            3 => (-cosine, sine),
            4 => (-cosine, -sine),
            5 => (-sine, -cosine),
            6 => (sine, -cosine),
            _ => (cosine, -sine),
        };
        return (T.CreateChecked(x), T.CreateChecked(-y));
    }
}
