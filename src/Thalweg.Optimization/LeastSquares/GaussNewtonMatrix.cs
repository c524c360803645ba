using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>The linearised residuals at θ, and the damped steps that follow from them.</summary>
/// <remarks>With fewer parameters than residuals h = −(JᵀJ + μI)⁻¹ Jᵀr from the P × P matrix; otherwise h = −Jᵀ(JJᵀ + μI)⁻¹ r from
/// the N × N matrix. Both are the same step. Cost as <see cref="DampedGram"/>.</remarks>
internal sealed class GaussNewtonMatrix
{
    private readonly IResiduals residuals;
    private readonly DampedGram gram;
    private readonly double[] r;
    private readonly double[] dual;

    public GaussNewtonMatrix(IResiduals residuals, int parameters)
    {
        this.residuals = residuals;
        gram = new DampedGram(new JacobianRows(residuals), parameters);
        var count = gram.ByParameters ? 0 : residuals.ResidualCount;
        r = new double[count];
        dual = new double[count];
    }

    /// <summary>min(N, P).</summary>
    public int Order => gram.Order;

    /// <summary>The largest diagonal entry of the matrix.</summary>
    public double LargestDiagonal => gram.LargestDiagonal;

    /// <summary>Evaluates the Jacobian at θ and its Gram matrix.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        if (!gram.ByParameters)
        {
            residuals.Residuals(point, r, team);
        }
        gram.Linearize(point, team);
    }

    /// <summary>h for a damping μ.</summary>
    /// <param name="gradient">∇L = 2Jᵀr, [P].</param>
    /// <param name="step">[P], written.</param>
    /// <returns>False where the damped matrix is not positive definite to rounding: more damping is needed.</returns>
    public bool Step(double damping, ReadOnlySpan<double> gradient, Span<double> step, WorkerTeam team)
    {
        if (!gram.Factorize(damping, team))
        {
            return false;
        }
        if (gram.ByParameters)
        {
            Vectors.Scale(-0.5, gradient, step);
            gram.Solve(step);
            return true;
        }
        Solve(r, default, step);
        return true;
    }

    /// <summary>−(JᵀJ + μI)⁻¹ Jᵀ c for the damping of the last step.</summary>
    /// <param name="vector">c, [N].</param>
    /// <param name="image">Jᵀ c, [P]; not looked at with fewer residuals than parameters.</param>
    /// <param name="solution">[P], written.</param>
    public void Solve(ReadOnlySpan<double> vector, ReadOnlySpan<double> image, Span<double> solution)
    {
        if (gram.ByParameters)
        {
            Vectors.Scale(-1.0, image, solution);
            gram.Solve(solution);
            return;
        }
        vector.CopyTo(dual);
        gram.Solve(dual);
        solution.Clear();
        gram.AddTransposed(-1.0, dual, solution);
    }
}
