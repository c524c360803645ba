using Thalweg.Numerics.Linear;

namespace Thalweg.Pde.References;

/// <summary>A dense system by Gaussian elimination with the largest pivot of each column [GolubVanLoan2013, §3.4].</summary>
internal static class LinearSystem
{
    /// <summary>Solves Ax = b, the factors in the place of A and x in that of b. Cost: 2n³/3 operations.</summary>
    /// <param name="matrix">A, [n, n], row by row.</param>
    /// <param name="values">b, [n].</param>
    /// <exception cref="InvalidOperationException">A is singular.</exception>
    public static void Solve(double[] matrix, double[] values)
    {
        var n = values.Length;
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                if (Math.Abs(matrix[i * n + k]) > Math.Abs(matrix[pivot * n + k]))
                {
                    pivot = i;
                }
            }
            if (!(Math.Abs(matrix[pivot * n + k]) > 0))
            {
                throw new InvalidOperationException($"the matrix has no pivot in column {k}, expected a regular one");
            }
            if (pivot != k)
            {
                for (var j = k; j < n; j++)
                {
                    (matrix[k * n + j], matrix[pivot * n + j]) = (matrix[pivot * n + j], matrix[k * n + j]);
                }
                (values[k], values[pivot]) = (values[pivot], values[k]);
            }
            var row = matrix.AsSpan(k * n + k, n - k);
            for (var i = k + 1; i < n; i++)
            {
                var own = matrix.AsSpan(i * n + k, n - k);
                var factor = own[0] / row[0];
                if (factor != 0)
                {
                    Vectors.Combine(own, -factor, row, own);
                    values[i] -= factor * values[k];
                }
            }
        }
        for (var k = n - 1; k >= 0; k--)
        {
            var sum = Vectors.Dot(matrix.AsSpan(k * n + k + 1, n - k - 1), values.AsSpan(k + 1));
            values[k] = (values[k] - sum) / matrix[k * n + k];
        }
    }
}
