using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>The linearised residuals at θ, and the damped steps that follow from them.</summary>
/// <remarks>
/// <para>With fewer parameters than residuals h = −(JᵀJ + μI)⁻¹ Jᵀr from the P × P matrix; otherwise h = −Jᵀ(JJᵀ + μI)⁻¹ r from the
/// N × N matrix. Both are the same step.</para>
/// <para>Cost: one Jacobian and N·P·min(N, P) operations per linearisation, min(N, P)³/3 per step. Memory: two matrices of order
/// min(N, P), and the Jacobian, whole for N ≤ P, in portions otherwise.</para>
/// </remarks>
internal sealed class GaussNewtonMatrix
{
    // Rows of the Jacobian per portion; touches no bits.
    private const int Portion = 2048;

    private readonly IResiduals residuals;
    private readonly int parameters;
    private readonly bool byParameters;
    private readonly double[] gram;
    private readonly double[] factor;
    private readonly double[] jacobian;
    private readonly double[] r;
    private readonly double[] dual;

    public GaussNewtonMatrix(IResiduals residuals, int parameters)
    {
        this.residuals = residuals;
        this.parameters = parameters;
        var count = residuals.ResidualCount;
        byParameters = parameters < count;
        Order = Math.Min(parameters, count);
        gram = new double[checked(Order * Order)];
        factor = new double[gram.Length];
        jacobian = new double[checked((byParameters ? Math.Min(Portion, count) : count) * parameters)];
        r = byParameters ? [] : new double[count];
        dual = byParameters ? [] : new double[count];
    }

    /// <summary>min(N, P).</summary>
    public int Order { get; }

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

    /// <summary>Evaluates the Jacobian at θ and its Gram matrix.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        var count = residuals.ResidualCount;
        if (!byParameters)
        {
            residuals.Residuals(point, r, team);
            residuals.JacobianRows(point, 0, count, jacobian, team);
            GramMatrix.OfRows(jacobian, count, parameters, gram, team);
            return;
        }
        for (var first = 0; first < count; first += Portion)
        {
            var rows = Math.Min(Portion, count - first);
            var portion = jacobian.AsMemory(0, rows * parameters);
            residuals.JacobianRows(point, first, rows, portion, team);
            GramMatrix.OfColumns(portion.Span, rows, parameters, gram, team, accumulate: first > 0);
        }
    }

    /// <summary>h for a damping μ.</summary>
    /// <param name="gradient">∇L = 2Jᵀr, [P].</param>
    /// <param name="step">[P], written.</param>
    /// <returns>False where the damped matrix is not positive definite to rounding: more damping is needed.</returns>
    public bool Step(double damping, ReadOnlySpan<double> gradient, Span<double> step, WorkerTeam team)
    {
        gram.CopyTo(factor, 0);
        for (var i = 0; i < Order; i++)
        {
            factor[i * (Order + 1)] += damping;
        }
        var cholesky = CholeskyFactorization.InPlace(factor, Order, team);
        if (cholesky.Failure is not null)
        {
            return false;
        }
        if (byParameters)
        {
            Vectors.Scale(-0.5, gradient, step);
            cholesky.Solve(step);
            return true;
        }
        r.CopyTo(dual, 0);
        cholesky.Solve(dual);
        step.Clear();
        for (var n = 0; n < dual.Length; n++)
        {
            Vectors.Combine(step, -dual[n], jacobian.AsSpan(n * parameters, parameters), step);
        }
        return true;
    }
}
