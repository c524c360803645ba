using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>MMᵀ + μI, [N, N], for a matrix M of few rows.</summary>
/// <remarks>Cost: all rows and N²·P operations per linearisation, N³/3 per factorisation. Memory: M and two matrices of order N.</remarks>
internal sealed class RowGram
{
    private readonly IMatrixRows rows;
    private readonly int count;
    private readonly int parameters;
    private readonly double[] gram;
    private readonly double[] factor;
    private readonly double[] matrix;
    private CholeskyFactorization? cholesky;

    public RowGram(IMatrixRows rows, int parameters)
    {
        this.rows = rows;
        this.parameters = parameters;
        count = rows.RowCount;
        gram = new double[checked(count * count)];
        factor = new double[gram.Length];
        matrix = new double[checked(count * parameters)];
    }

    /// <summary>The largest diagonal entry of MMᵀ.</summary>
    public double LargestDiagonal
    {
        get
        {
            var largest = 0.0;
            for (var i = 0; i < count; i++)
            {
                largest = Math.Max(largest, gram[i * (count + 1)]);
            }
            return largest;
        }
    }

    /// <summary>The sum of the diagonal entries.</summary>
    public double Trace
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                sum += gram[i * (count + 1)];
            }
            return sum;
        }
    }

    /// <summary>Evaluates M at θ and MMᵀ.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        rows.Rows(point, 0, count, matrix, team);
        GramMatrix.OfRows(matrix, count, parameters, gram, team);
    }

    /// <summary>Factorises the matrix with μ on its diagonal.</summary>
    /// <returns>False where it is not positive definite to rounding: more damping is needed.</returns>
    public bool Factorize(double damping, WorkerTeam team)
    {
        gram.CopyTo(factor, 0);
        for (var i = 0; i < count; i++)
        {
            factor[i * (count + 1)] += damping;
        }
        cholesky = CholeskyFactorization.InPlace(factor, count, team);
        return cholesky.Failure is null;
    }

    /// <summary>x = (MMᵀ + μI)⁻¹ b, in place, after <see cref="Factorize"/> has succeeded.</summary>
    /// <param name="values">[N]: b, then x.</param>
    public void Solve(Span<double> values) => cholesky!.Solve(values);

    /// <summary>target += factor · Mᵀ vector.</summary>
    /// <param name="vector">[N].</param>
    /// <param name="target">[P].</param>
    public void AddTransposed(double factor, ReadOnlySpan<double> vector, Span<double> target)
    {
        for (var n = 0; n < count; n++)
        {
            Vectors.Combine(target, factor * vector[n], matrix.AsSpan(n * parameters, parameters), target);
        }
    }

    /// <summary>target = M vector.</summary>
    /// <param name="vector">[P].</param>
    /// <param name="target">[N], written.</param>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> target)
    {
        for (var n = 0; n < count; n++)
        {
            target[n] = Vectors.Dot(matrix.AsSpan(n * parameters, parameters), vector);
        }
    }
}
