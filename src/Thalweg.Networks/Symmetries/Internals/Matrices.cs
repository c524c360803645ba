namespace Thalweg.Networks.Symmetries;

/// <summary>Products of small matrices, row-major.</summary>
internal static class Matrices
{
    /// <summary>A B, [rows, inner] times [inner, columns].</summary>
    public static double[] Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int rows, int inner, int columns)
    {
        var product = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < inner; k++)
            {
                var factor = a[(i * inner) + k];
                for (var j = 0; j < columns; j++)
                {
                    product[(i * columns) + j] += factor * b[(k * columns) + j];
                }
            }
        }
        return product;
    }

    public static double[] Transposed(ReadOnlySpan<double> a, int rows, int columns)
    {
        var transposed = new double[a.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = a[(i * columns) + j];
            }
        }
        return transposed;
    }
}
