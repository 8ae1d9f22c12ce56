using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Numerics;

/// <summary>The general matrix product, on memory that the caller owns.</summary>
/// <remarks>
/// <para>
/// A transposed operand is a transposed view: <c>Gemm.Multiply(a.Transpose(), b, c)</c> computes C = Aᵀ B and moves nothing.
/// For MathNet matrices see <see cref="MatrixProducts"/>.
/// </para>
/// <para>
/// Each element is summed over k in ascending order, in stretches of at most 400 terms, with fused multiply-add where the processor has
/// it; a product with a single row or column goes by rows or columns of the matrix instead. The result is the same to the last bit for any
/// number of threads. Its error is at most k·u·Σ|aᵢₖ||bₖⱼ| to first order, where u is the unit
/// round-off (2⁻²⁴ for <see cref="float"/>). A call allocates nothing once the threads have their working memory.
/// </para>
/// <para>
/// A large single-precision product whose right operand is mostly zeros, such as images on a black background, leaves their terms out. That
/// changes no bit where all numbers are finite; 0·∞ then counts as 0.
/// </para>
/// </remarks>
public static unsafe class Gemm
{
    /// <summary>C ← A B, or C ← C + A B.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="c">C, m × n. It must not share memory with A or B.</param>
    /// <param name="accumulate">Whether the present values of C are added.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or C overlaps A or B.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor
    /// <see cref="double"/>.</exception>
    public static void Multiply<T>(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Multiply(a, b, c, default(NoEpilogue<T>), accumulate);

    /// <summary>C ← A B, or C ← C + A B, and then whatever <paramref name="epilogue"/> makes of it while it is in the cache.</summary>
    /// <inheritdoc cref="Multiply{T}(ReadOnlyMatrixSpan{T}, ReadOnlyMatrixSpan{T}, MatrixSpan{T}, bool)"/>
    public static void Multiply<T, TEpilogue>(
        ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> c, TEpilogue epilogue, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
        => Run(a, b, c, true, accumulate, epilogue, VectorPath.Widest);

    /// <summary>Hands A B to <paramref name="epilogue"/>, column piece by column piece, and stores it nowhere.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">What is done with the product.</typeparam>
    /// <param name="a">A, m × k.</param>
    /// <param name="b">B, k × n.</param>
    /// <param name="epilogue">Sees each element once. It must not write to A or B.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor
    /// <see cref="double"/>.</exception>
    public static void Multiply<T, TEpilogue>(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
        => Run(a, b, default, false, false, epilogue, VectorPath.Widest);

    /// <summary>The product on registers of a given width; tests compare them.</summary>
    internal static void Run<T, TEpilogue>(
        ReadOnlyMatrixSpan<T> a,
        ReadOnlyMatrixSpan<T> b,
        MatrixSpan<T> c,
        bool stored,
        bool accumulate,
        TEpilogue epilogue,
        VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
    {
        MatrixShape.CheckProduct(a.Rows, a.Columns, b.Rows, b.Columns, nameof(b));
        if (stored)
        {
            MatrixShape.CheckDestination(c.Rows, c.Columns, a.Rows, b.Columns, nameof(c));
            CheckDistinct(a.Values, nameof(a), c.Values, nameof(c));
            CheckDistinct(b.Values, nameof(b), c.Values, nameof(c));
        }

        fixed (T* pa = a.Values, pb = b.Values, pc = c.Values)
        {
            Product<T> product = new()
            {
                Rows = a.Rows,
                Columns = b.Columns,
                Depth = a.Columns,
                A = pa,
                ARow = a.RowStride,
                AColumn = a.ColumnStride,
                B = pb,
                BRow = b.RowStride,
                BColumn = b.ColumnStride,
                C = pc,
                CRow = 1,
                CColumn = c.LeadingDimension,
                Accumulate = accumulate,
            };
            Dispatch(product, epilogue, path);
        }
    }

    private static void Dispatch<T, TEpilogue>(in Product<T> product, TEpilogue epilogue, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Products are implemented for float and double, not for {typeof(T).Name}.");

        if (product.Rows == 0 || product.Columns == 0) return;
        if (path == VectorPath.Widest && (product.Columns == 1 || product.Rows == 1))
        {
            MatrixVectorProduct<T, TEpilogue>.Run(product.Columns == 1 ? product : product.Transposed(), epilogue);
            return;
        }

        if (path == VectorPath.Widest && typeof(T) == typeof(float) && typeof(TEpilogue) == typeof(NoEpilogue<T>))
        {
            // T is float: the same type by another name.
            int rows = SparseProduct.Run(Unsafe.As<Product<T>, Product<float>>(ref Unsafe.AsRef(in product)));
            if (rows > 0)
            {
                if (rows < product.Rows) RunPacked(product.WithoutRows(rows), epilogue, path);
                return;
            }
        }

        RunPacked(product, epilogue, path);
    }

    private static void RunPacked<T, TEpilogue>(in Product<T> product, TEpilogue epilogue, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IProductEpilogue<T>
    {
        if (path == VectorPath.Vector512 || (path == VectorPath.Widest && Vector512.IsHardwareAccelerated))
            PackedProduct<T, Tile3x8<Lanes512<T>, Vector512<T>, T>, TEpilogue>.Run(product, epilogue);
        else if (path == VectorPath.Vector256 || (path == VectorPath.Widest && Vector256.IsHardwareAccelerated))
            PackedProduct<T, Tile2x6<Lanes256<T>, Vector256<T>, T>, TEpilogue>.Run(product, epilogue);
        else
            PackedProduct<T, Tile2x6<Lanes128<T>, Vector128<T>, T>, TEpilogue>.Run(product, epilogue);
    }

    private static void CheckDistinct<T>(ReadOnlySpan<T> operand, string operandName, ReadOnlySpan<T> destination, string name)
        where T : unmanaged
    {
        if (operand.Overlaps(destination))
        {
            throw new ArgumentException(
                $"The destination shares memory with '{operandName}', which is still read while the result is written. "
                + "Use another matrix.",
                name);
        }
    }
}
