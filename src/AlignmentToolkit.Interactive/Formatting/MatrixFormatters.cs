using AlignmentToolkit.Interactive.Tables;

using MathNet.Numerics.LinearAlgebra;

using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Registers formatters of MathNet's types, which cannot carry our attribute.</summary>
internal static class MatrixFormatters
{
    public static void Register(int maximumRows, int maximumColumns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumRows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumColumns, 2);
        RegisterNumber<float>();
        RegisterNumber<double>();

        void RegisterNumber<T>()
            where T : struct, IEquatable<T>, IFormattable
        {
            Formatter.Register<Matrix<T>>(matrix => MatrixTable.Of(matrix, maximumRows, maximumColumns).ToHtml(), MimeTypes.Html);
            Formatter.Register<Matrix<T>>(matrix => MatrixTable.Of(matrix, maximumRows, maximumColumns).ToString(), MimeTypes.Plain);
            Formatter.SetPreferredMimeTypesFor(typeof(Matrix<T>), MimeTypes.Html, MimeTypes.Plain);
            Formatter.Register<Vector<T>>(vector => MatrixTable.Of(vector, maximumColumns).ToHtml(), MimeTypes.Html);
            Formatter.Register<Vector<T>>(vector => MatrixTable.Of(vector, maximumColumns).ToString(), MimeTypes.Plain);
            Formatter.SetPreferredMimeTypesFor(typeof(Vector<T>), MimeTypes.Html, MimeTypes.Plain);
        }
    }
}
