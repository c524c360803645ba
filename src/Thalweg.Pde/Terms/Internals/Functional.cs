using Thalweg.Numerics.Linear;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>Functionals r_j = Σ_n Σ_c t_jcn E_c(x_n) − b_j on points, of which a loss sums the squares or forms a quotient; their norm is in t and b
/// already.</summary>
internal sealed class Functional
{
    // [test][C N], and b apart.
    private readonly double[] matrix;
    private readonly double[] given;
    private readonly FunctionalProgram program;
    private readonly PointSet plain;
    private readonly bool[] taken;

    /// <param name="matrix">[tests, C N + 1]: t, then b.</param>
    public Functional(FunctionalProgram program, PointSet points, double[] matrix, int tests)
    {
        this.program = program;
        Tests = tests;
        Width = program.Parts * points.Count;
        this.matrix = new double[tests * Width];
        given = new double[tests];
        for (var j = 0; j < tests; j++)
        {
            matrix.AsSpan(j * (Width + 1), Width).CopyTo(this.matrix.AsSpan(j * Width));
            given[j] = matrix[j * (Width + 1) + Width];
        }
        taken = [.. points.Weights.Select(w => w != 0.0)];
        plain = points with { Weights = [.. points.Weights.Select(w => w == 0.0 ? 0.0 : 1.0)] };
        Fields = program.Fields.At(plain);
    }

    /// <summary>Number of functionals.</summary>
    public int Tests { get; }

    /// <summary>What the loss makes of them; null for the sum of their squares.</summary>
    public QuotientValue? Quotient { get; init; }

    /// <summary>C N.</summary>
    public int Width { get; }

    public int Parts => program.Parts;

    public TileEvaluator Fields { get; }

    /// <summary>The points with weights 1, or 0 where they take no part.</summary>
    public PointSet Points => plain;

    /// <summary>The rows of t as they multiply the values.</summary>
    public ReadOnlySpan<double> RowOf(int test) => matrix.AsSpan(test * Width, Width);

    /// <summary>Whether no weight of a quotient is negative; true for squares, which are positive whatever they are of.</summary>
    public bool IsPositive => Quotient is null || matrix.All(weight => weight >= 0.0);

    /// <summary>r_j.</summary>
    /// <param name="fields">[C N].</param>
    public double Residual(int test, ReadOnlySpan<double> fields) => Vectors.Dot(RowOf(test), fields) - given[test];

    /// <summary>Σ |summands| of r_j.</summary>
    public double Magnitude(int test, ReadOnlySpan<double> fields)
    {
        var row = RowOf(test);
        var sum = Math.Abs(given[test]);
        for (var i = 0; i < row.Length; i++)
        {
            sum += Math.Abs(row[i] * fields[i]);
        }
        return sum;
    }

    /// <summary>Where a point has no weight nothing is counted, an infinite value included.</summary>
    public void Mask(Span<double> fields)
    {
        for (var n = 0; n < taken.Length; n++)
        {
            for (var c = 0; !taken[n] && c < Parts; c++)
            {
                fields[c * taken.Length + n] = 0.0;
            }
        }
    }

    /// <summary>Columns [first, first + target) of Σ_j w_j t_j.</summary>
    public void Combine(ReadOnlySpan<double> weights, int first, Span<double> target)
    {
        target.Clear();
        for (var j = 0; j < Tests; j++)
        {
            Vectors.Combine(target, weights[j], RowOf(j).Slice(first, target.Length), target);
        }
    }

    /// <summary>∂L/∂r.</summary>
    /// <param name="slopes">[tests], written.</param>
    public void Slopes(ReadOnlySpan<double> residuals, Span<double> slopes)
    {
        if (Quotient is not null)
        {
            Quotient.Slopes(residuals, slopes);
            return;
        }
        for (var j = 0; j < Tests; j++)
        {
            slopes[j] = 2.0 * residuals[j];
        }
    }

    /// <summary>r and ∂r/∂θ, in double precision.</summary>
    public FunctionalRows Rows(int parameterCount) => new(this, program.Rows, program.Still(plain), parameterCount);
}
