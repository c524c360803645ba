using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>A Gram matrix with damping, from either side: RᵀR + μI, [P, P], or RRᵀ + μI, [N, N].</summary>
/// <remarks>Cost: all rows and N·P·order operations per linearisation, order³/3 per factorisation. Memory: two matrices of that
/// order, and R: whole on the side of the rows, in portions on the side of the parameters.</remarks>
internal sealed class DampedGram
{
    // Rows of R per portion; touches no bits.
    private const int LargestPortion = 2048;

    private readonly IMatrixRows rows;
    private readonly int parameters;
    private readonly double[] gram;
    private readonly double[] factor;
    private readonly double[] matrix;
    private CholeskyFactorization? cholesky;
    private int held = -1;

    /// <param name="byParameters">True: RᵀR; false: RRᵀ; null: whichever is smaller.</param>
    public DampedGram(IMatrixRows rows, int parameters, bool? byParameters = null)
    {
        this.rows = rows;
        this.parameters = parameters;
        var count = rows.RowCount;
        ByParameters = byParameters ?? parameters < count;
        Order = ByParameters ? parameters : count;
        gram = new double[checked(Order * Order)];
        factor = new double[gram.Length];
        matrix = new double[checked((ByParameters ? Math.Min(LargestPortion, count) : count) * parameters)];
    }

    /// <summary>Whether the matrix is RᵀR.</summary>
    public bool ByParameters { get; }

    /// <summary>P or N.</summary>
    public int Order { get; }

    /// <summary>Rows of a portion.</summary>
    public int RowsAtOnce => matrix.Length / parameters;

    /// <summary>The largest diagonal entry of the matrix.</summary>
    public double LargestDiagonal
    {
        get
        {
            var largest = 0.0;
            for (var i = 0; i < Order; i++)
            {
                largest = Math.Max(largest, gram[i * (Order + 1)]);
            }
            return largest;
        }
    }

    /// <summary>The sum of the diagonal entries: of either side the same but for rounding.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Order; i++)
            {
                sum += gram[i * (Order + 1)];
            }
            return sum;
        }
    }

    /// <summary>Evaluates R at θ and the matrix.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        var count = rows.RowCount;
        if (!ByParameters)
        {
            rows.Rows(point, 0, count, matrix, team);
            held = 0;
            GramMatrix.OfRows(matrix, count, parameters, gram, team);
            return;
        }
        for (var first = 0; first < count; first += RowsAtOnce)
        {
            held = -1;
            var portion = Portion(point, first, team);
            GramMatrix.OfColumns(portion, portion.Length / parameters, parameters, gram, team, accumulate: first > 0);
        }
    }

    /// <summary>Rows from <paramref name="first"/> on, up to <see cref="RowsAtOnce"/> of them, at the point that was linearised;
    /// evaluated again unless they are held.</summary>
    /// <param name="first">A multiple of <see cref="RowsAtOnce"/>.</param>
    public ReadOnlySpan<double> Portion(ReadOnlyMemory<double> point, int first, WorkerTeam team)
    {
        var size = Math.Min(RowsAtOnce, rows.RowCount - first);
        var portion = matrix.AsMemory(0, size * parameters);
        if (held != first)
        {
            rows.Rows(point, first, size, portion, team);
            held = first;
        }
        return portion.Span;
    }

    /// <summary>Factorises the matrix with μ on its diagonal.</summary>
    /// <returns>False where it is not positive definite to rounding: more damping is needed.</returns>
    public bool Factorize(double damping, WorkerTeam team)
    {
        gram.CopyTo(factor, 0);
        for (var i = 0; i < Order; i++)
        {
            factor[i * (Order + 1)] += damping;
        }
        cholesky = CholeskyFactorization.InPlace(factor, Order, team);
        return cholesky.Failure is null;
    }

    /// <summary>x = (matrix + μI)⁻¹ b, in place, after <see cref="Factorize"/> has succeeded.</summary>
    /// <param name="values">[order]: b, then x.</param>
    public void Solve(Span<double> values) => cholesky!.Solve(values);

    /// <summary>target += factor · Rᵀ vector; on the side of the rows alone.</summary>
    /// <param name="vector">[N].</param>
    /// <param name="target">[P].</param>
    public void AddTransposed(double factor, ReadOnlySpan<double> vector, Span<double> target)
    {
        for (var n = 0; n < vector.Length; n++)
        {
            Vectors.Combine(target, factor * vector[n], matrix.AsSpan(n * parameters, parameters), target);
        }
    }

    /// <summary>target = R vector; on the side of the rows alone.</summary>
    /// <param name="vector">[P].</param>
    /// <param name="target">[N], written.</param>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> target)
    {
        for (var n = 0; n < target.Length; n++)
        {
            target[n] = Vectors.Dot(matrix.AsSpan(n * parameters, parameters), vector);
        }
    }
}
