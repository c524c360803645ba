using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Linear;

/// <summary>Random matrices, and the textbook's loops as slow twins: plain scalars, one fused multiply-add at a time.</summary>
internal static class Matrices
{
    public static double[] Gaussian(int rows, int columns, string name = "matrix")
    {
        var values = new double[rows * columns];
        new RandomStream(29, $"{name} {rows} {columns}").FillGaussian(values);
        return values;
    }

    /// <summary>XᵀX / rows + shift · I with X of twice as many rows; NaN above the diagonal, where nothing may look.</summary>
    public static double[] PositiveDefinite(int size, double shift = 0.1)
    {
        var x = Gaussian(2 * size, size, "definite");
        var matrix = Above(size);
        GramOfColumns(x, 2 * size, size, matrix, 1);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i * size + j] = matrix[i * size + j] / (2 * size) + (i == j ? shift : 0);
            }
        }
        return matrix;
    }

    /// <summary>0 on and below the diagonal, NaN above.</summary>
    public static double[] Above(int size)
    {
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            matrix.AsSpan(i * size + i + 1, size - i - 1).Fill(double.NaN);
        }
        return matrix;
    }

    public static void GramOfColumns(double[] x, int rows, int columns, double[] target, double scale)
    {
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = target[i * columns + j];
                for (var n = 0; n < rows; n++)
                {
                    sum = Math.FusedMultiplyAdd(x[n * columns + i], scale * x[n * columns + j], sum);
                }
                target[i * columns + j] = sum;
            }
        }
    }

    public static double[] Transposed(double[] x, int rows, int columns)
    {
        var result = new double[x.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[j * rows + i] = x[i * columns + j];
            }
        }
        return result;
    }

    /// <summary>Cholesky, row by row; the index of the first bad pivot and its value, or −1.</summary>
    public static (int Pivot, double Value) Cholesky(double[] a, int size)
    {
        for (var j = 0; j < size; j++)
        {
            for (var i = j; i < size; i++)
            {
                var sum = a[i * size + j];
                for (var k = 0; k < j; k++)
                {
                    sum = Math.FusedMultiplyAdd(-a[i * size + k], a[j * size + k], sum);
                }
                if (i == j && !(sum > 0 && double.IsFinite(sum)))
                {
                    return (j, sum);
                }
                a[i * size + j] = i == j ? Math.Sqrt(sum) : sum / a[j * size + j];
            }
        }
        return (-1, 0);
    }

    /// <summary>The entry at (i, j) of a symmetric matrix whose lower triangle alone is known.</summary>
    public static double Symmetric(double[] a, int size, int i, int j) => i >= j ? a[i * size + j] : a[j * size + i];
}
