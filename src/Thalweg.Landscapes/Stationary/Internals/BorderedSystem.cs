namespace Thalweg.Landscapes.Stationary;

/// <summary>[[H, g], [tᵀ, τ]] (x, ξ) = (r, ρ), by elimination with row pivots: regular at a fold, where H is not.</summary>
internal static class BorderedSystem
{
    /// <param name="column">g, [P].</param>
    /// <param name="row">(t, τ), [P + 1].</param>
    /// <param name="right">(r, ρ), [P + 1].</param>
    /// <returns>Null where the matrix is singular.</returns>
    public static double[]? Solve(LocalModel model, double[] column, double[] row, double[] right)
    {
        var n = column.Length;
        var size = n + 1;
        var a = new double[size * (size + 1)];
        for (var k = 0; k < n; k++)
        {
            var v = model.Vector(k);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    a[(i * (size + 1)) + j] += model.Eigenvalues[k] * v[i] * v[j];
                }
            }
        }
        for (var i = 0; i < n; i++)
        {
            a[(i * (size + 1)) + n] = column[i];
            a[(n * (size + 1)) + i] = row[i];
            a[(i * (size + 1)) + size] = right[i];
        }
        a[(n * (size + 1)) + n] = row[n];
        a[(n * (size + 1)) + size] = right[n];
        return Eliminate(a, size);
    }

    private static double[]? Eliminate(double[] a, int size)
    {
        var width = size + 1;
        for (var k = 0; k < size; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < size; i++)
            {
                pivot = Math.Abs(a[(i * width) + k]) > Math.Abs(a[(pivot * width) + k]) ? i : pivot;
            }
            if (a[(pivot * width) + k] == 0)
            {
                return null;
            }
            for (var j = k; j < width; j++)
            {
                (a[(k * width) + j], a[(pivot * width) + j]) = (a[(pivot * width) + j], a[(k * width) + j]);
            }
            for (var i = k + 1; i < size; i++)
            {
                var factor = a[(i * width) + k] / a[(k * width) + k];
                for (var j = k; j < width; j++)
                {
                    a[(i * width) + j] -= factor * a[(k * width) + j];
                }
            }
        }
        var solution = new double[size];
        for (var k = size - 1; k >= 0; k--)
        {
            var rest = a[(k * width) + size];
            for (var j = k + 1; j < size; j++)
            {
                rest -= a[(k * width) + j] * solution[j];
            }
            solution[k] = rest / a[(k * width) + k];
        }
        return solution;
    }
}
