using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Topology;

/// <summary>The quadratic function that is nearest to values on a plane.</summary>
internal static class Paraboloid
{
    private const int Terms = 6;

    /// <summary>Its values, [rows, columns].</summary>
    public static double[] Fit(ReadOnlySpan<double> values, int rows, int columns)
    {
        var (normal, right) = (new double[Terms * Terms], new double[Terms]);
        Span<double> terms = stackalloc double[Terms];
        for (var v = 0; v < values.Length; v++)
        {
            At(v, rows, columns, terms);
            for (var a = 0; a < Terms; a++)
            {
                right[a] += terms[a] * values[v];
                for (var b = 0; b < Terms; b++)
                {
                    normal[(a * Terms) + b] += terms[a] * terms[b];
                }
            }
        }
        var coefficients = Solve(normal, right);
        var fitted = new double[values.Length];
        for (var v = 0; v < fitted.Length; v++)
        {
            At(v, rows, columns, terms);
            fitted[v] = Vectors.Dot(terms, coefficients);
        }
        return fitted;
    }

    /// <summary>Products of Legendre polynomials, nearly orthogonal on a grid.</summary>
    private static void At(int vertex, int rows, int columns, Span<double> terms)
    {
        var x = Along(vertex / columns, rows);
        var y = Along(vertex % columns, columns);
        (terms[0], terms[1], terms[2]) = (1, x, y);
        (terms[3], terms[4], terms[5]) = (((3 * x * x) - 1) / 2, x * y, ((3 * y * y) - 1) / 2);
    }

    private static double Along(int index, int count) => count == 1 ? 0 : (2.0 * index / (count - 1)) - 1;

    /// <summary>By Gaussian elimination; a term that the grid does not tell apart gets 0.</summary>
    private static double[] Solve(double[] matrix, double[] right)
    {
        for (var k = 0; k < Terms; k++)
        {
            var pivot = matrix[(k * Terms) + k];
            var isTold = pivot > 1e-12 * matrix[0];
            for (var i = k + 1; i < Terms && isTold; i++)
            {
                var factor = matrix[(i * Terms) + k] / pivot;
                for (var j = k; j < Terms; j++)
                {
                    matrix[(i * Terms) + j] -= factor * matrix[(k * Terms) + j];
                }
                right[i] -= factor * right[k];
            }
        }
        var solution = new double[Terms];
        for (var k = Terms - 1; k >= 0; k--)
        {
            var pivot = matrix[(k * Terms) + k];
            var sum = right[k];
            for (var j = k + 1; j < Terms; j++)
            {
                sum -= matrix[(k * Terms) + j] * solution[j];
            }
            solution[k] = pivot > 1e-12 * matrix[0] ? sum / pivot : 0;
        }
        return solution;
    }
}
