using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>Residuals and Jacobian J at θ, and the damped steps that follow from them: x = argmin ‖r + Jx‖² + μ‖x‖², and with what the
/// residuals really are at θ + x.</summary>
/// <remarks>With at least as many residuals as parameters by orthogonal transformations of J, so that singular values count down to
/// rounding and not to its root; otherwise x = −Jᵀ(JJᵀ + μI)⁻¹ r from the N × N matrix. Cost as <see cref="DampedLeastSquares"/>
/// or as <see cref="DampedGram"/>.</remarks>
internal sealed class FrozenJacobian
{
    // Rows of the Jacobian per portion; touches no bits.
    private const int Portion = 2048;

    private readonly IResiduals residuals;
    private readonly int parameters;
    private readonly DampedLeastSquares? tall;
    private readonly DampedGram? wide;
    private readonly double[] portion;
    private readonly double[] here;
    private readonly double[] dual;
    private readonly double[] change;

    public FrozenJacobian(IResiduals residuals, int parameters)
    {
        this.residuals = residuals;
        this.parameters = parameters;
        var count = residuals.RowCount;
        here = new double[count];
        change = new double[parameters];
        if (count >= parameters)
        {
            dual = [];
            tall = DampedLeastSquares.Create(count, parameters);
            portion = new double[checked(Math.Min(Portion, count) * parameters)];
        }
        else
        {
            wide = new DampedGram(residuals, parameters, byParameters: false);
            portion = [];
            dual = new double[count];
        }
    }

    /// <summary>The largest diagonal entry of JᵀJ, or of JJᵀ where that is smaller.</summary>
    public double LargestDiagonal => tall?.LargestColumn ?? wide!.LargestDiagonal;

    /// <summary>Evaluates r and J at θ.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        residuals.Residuals(point, here, team);
        if (tall is null)
        {
            wide!.Linearize(point, team);
            return;
        }
        var rows = portion.Length / parameters;
        for (var first = 0; first < here.Length; first += rows)
        {
            var part = portion.AsMemory(0, Math.Min(rows, here.Length - first) * parameters);
            residuals.Rows(point, first, part.Length / parameters, part, team);
            tall.Load(part.Span, first, team);
        }
        tall.Factorize(team);
    }

    /// <summary>Sets μ for the steps to come.</summary>
    /// <returns>False where the damped matrix is singular to rounding: more damping is needed.</returns>
    public bool Damp(double damping, WorkerTeam team) => tall?.Damp(damping, team) ?? wide!.Factorize(damping, team);

    /// <summary>x = argmin ‖r + Jx‖² + μ‖x‖².</summary>
    /// <param name="step">[P], written.</param>
    public void Step(Span<double> step)
    {
        step.Clear();
        Correct(here, step);
    }

    /// <summary>x ← argmin over z of ‖r(θ + x) + J(z − x)‖² + μ‖z‖²: a fixed point has Jᵀ r(θ + x) + μx = 0.</summary>
    /// <param name="ahead">r(θ + x), [N].</param>
    /// <param name="step">x, [P].</param>
    /// <returns>‖z − x‖₂.</returns>
    public double Correct(ReadOnlySpan<double> ahead, Span<double> step)
    {
        if (tall is null)
        {
            wide!.Multiply(step, dual);
            Vectors.Difference(ahead, dual, dual);
            wide.Solve(dual);
            Vectors.Scale(-1.0, step, change);
            wide.AddTransposed(-1.0, dual, change);
        }
        else
        {
            // The negative of both targets, and so of the step to them.
            tall.Solve(ahead, step, change);
            Vectors.Scale(-1.0, change, change);
        }
        Vectors.Combine(step, 1.0, change, step);
        return Vectors.Norm(change);
    }
}
