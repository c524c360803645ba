using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Topology;

/// <summary>The orthonormal cosine transform of one axis (DCT-II), as a matrix.</summary>
internal sealed class CosineTransform
{
    private readonly double[] matrix;

    public CosineTransform(int length)
    {
        Length = length;
        matrix = new double[length * length];
        for (var k = 0; k < length; k++)
        {
            var scale = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length);
            for (var j = 0; j < length; j++)
            {
                matrix[(k * length) + j] = scale * Elementary.Cos(Math.PI * k * ((2 * j) + 1) / (2.0 * length));
            }
        }
    }

    public int Length { get; }

    /// <summary>Coefficients of values, [rows, columns].</summary>
    public static double[] Forward(double[] values, CosineTransform rows, CosineTransform columns) =>
        Both(values, rows, columns, inverse: false);

    /// <summary>Values of coefficients.</summary>
    public static double[] Backward(double[] coefficients, CosineTransform rows, CosineTransform columns) =>
        Both(coefficients, rows, columns, inverse: true);

    private static double[] Both(double[] input, CosineTransform rows, CosineTransform columns, bool inverse)
    {
        var (n, m) = (rows.Length, columns.Length);
        var (half, result) = (new double[n * m], new double[n * m]);
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < m; k++)
            {
                var sum = 0.0;
                for (var j = 0; j < m; j++)
                {
                    sum += input[(i * m) + j] * columns.At(k, j, inverse);
                }
                half[(i * m) + k] = sum;
            }
        }
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                var factor = rows.At(k, i, inverse);
                for (var j = 0; j < m; j++)
                {
                    result[(k * m) + j] += factor * half[(i * m) + j];
                }
            }
        }
        return result;
    }

    private double At(int k, int j, bool inverse) => matrix[inverse ? (j * Length) + k : (k * Length) + j];
}
