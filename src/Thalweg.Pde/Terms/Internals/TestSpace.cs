using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Terms;

/// <summary>Products of test functions along the axes of a box, with the norm of their space: ∫ Σ_i (∂_i v)² over the axes along which something
/// flows; where no end of these is a zero, or nothing flows, + ∫ v².</summary>
internal sealed class TestSpace
{
    private readonly TestFunctions tests;
    private readonly TestBasis[] axes;
    private readonly bool[] flows;
    private readonly bool hasMass;
    private readonly double[][] values;
    private readonly double[][] slopes;

    /// <param name="zeros">Ends of each axis at which the functions vanish.</param>
    /// <param name="flows">Axes whose derivatives are in the norm.</param>
    public TestSpace(TestFunctions tests, Box box, IReadOnlyList<(bool Below, bool Above)> zeros, bool[] flows)
    {
        this.tests = tests;
        this.flows = flows;
        axes = [.. zeros.Select((z, k) => TestBasis.Of(tests, box.Lower(k), box.Upper(k), z.Below, z.Above))];
        hasMass = !Enumerable.Range(0, flows.Length).Any(k => flows[k] && (zeros[k].Below || zeros[k].Above));
        values = [.. axes.Select(a => new double[a.Count])];
        slopes = [.. axes.Select(a => new double[a.Count])];
        Count = axes.Aggregate(1, (product, axis) => product * axis.Count);
    }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>Functions of degree n in d dimensions, without making them.</summary>
    public static double CountOf(TestFunctions tests, int dimension) => Math.Pow(tests.Degree, dimension);

    /// <summary>Writes the functions and their derivatives at a point.</summary>
    /// <param name="target">[1 + d, Count]: values, then the derivatives along each axis.</param>
    public void At(ReadOnlySpan<double> point, Span<double> target)
    {
        for (var k = 0; k < axes.Length; k++)
        {
            axes[k].At(point[k], values[k], slopes[k]);
        }
        for (var j = 0; j < Count; j++)
        {
            for (var derivative = -1; derivative < axes.Length; derivative++)
            {
                var product = 1.0;
                var rest = j;
                for (var k = axes.Length - 1; k >= 0; k--)
                {
                    var i = rest % axes[k].Count;
                    rest /= axes[k].Count;
                    product *= k == derivative ? slopes[k][i] : values[k][i];
                }
                target[(derivative + 1) * Count + j] = product;
            }
        }
    }

    /// <summary>B becomes L⁻¹B with LLᵀ the Gram matrix, where the norm is the dual one; otherwise it stays.</summary>
    /// <param name="rows">[Count, columns].</param>
    public void Whiten(Span<double> rows, int columns)
    {
        if (!tests.IsDual)
        {
            return;
        }
        var factor = CholeskyFactorization.InPlace(Gram(), Count, WorkerTeam.Sequential);
        if (factor.Failure is not null)
        {
            throw new InvalidOperationException(
                $"the Gram matrix of {tests} is not positive definite to rounding: take a lower degree"
            );
        }
        factor.SolveLower(rows, columns, WorkerTeam.Sequential);
    }

    private double[] Gram()
    {
        var (mass, stiffness) = (new double[axes.Length][], new double[axes.Length][]);
        for (var k = 0; k < axes.Length; k++)
        {
            (mass[k], stiffness[k]) = axes[k].Gram();
        }
        var gram = new double[(long)Count * Count];
        for (var j = 0; j < Count; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                var sum = hasMass ? Product(j, l, -1) : 0.0;
                for (var k = 0; k < axes.Length; k++)
                {
                    sum += flows[k] ? Product(j, l, k) : 0.0;
                }
                gram[(long)j * Count + l] = gram[(long)l * Count + j] = sum;
            }
        }
        return gram;

        double Product(int j, int l, int derivative)
        {
            var product = 1.0;
            for (var k = axes.Length - 1; k >= 0; k--)
            {
                var n = axes[k].Count;
                product *= (k == derivative ? stiffness : mass)[k][j % n * n + l % n];
                (j, l) = (j / n, l / n);
            }
            return product;
        }
    }
}
