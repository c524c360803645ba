using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LeastSquares;
using Thalweg.Optimization.Minimization;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.Descents;

/// <summary>The damping of a natural gradient, and as scratch its matrix.</summary>
internal sealed class NaturalGradientState : DescentState
{
    // Below these parts of the mean diagonal entry μ is lost in the rounding: of a factorisation, or of a difference of
    // nearly equal vectors that refinement must still contract.
    private const double LeastByParameters = 1e-15;
    private const double LeastByRows = 1e-10;

    private const double Most = 1e12;

    private readonly double[] numbers;
    private readonly double[] residual;
    private readonly double[] correction;
    private IObjective objective;
    private DampedGram gram;
    private double[] dual;
    private long matrices;
    private double relative;
    private double damping;

    public NaturalGradientState(IObjective objective, double damping)
        : base(objective.ParameterCount)
    {
        this.objective = objective;
        numbers = [damping, 2.0];
        residual = new double[ParameterCount];
        correction = new double[ParameterCount];
        (gram, dual) = Bind(objective);
    }

    public override bool IsEmpty => Counters[2] != 0;

    public override long Matrices => Counters[3];

    /// <summary>μ over the mean diagonal entry for the next step.</summary>
    public double Damping => numbers[0];

    /// <summary>Steps learnt from, 0, whether the next step is the steepest one, matrices.</summary>
    internal override long[] Counters { get; } = new long[4];

    /// <summary>μ over the mean diagonal entry, and what it is multiplied by if the next step is poor.</summary>
    internal override IReadOnlyList<double[]> Arrays => [numbers];

    /// <returns>False where d is the steepest direction.</returns>
    public bool Direct(in DescentPoint point, double[] direction, WorkerTeam team)
    {
        matrices = 0;
        if (IsEmpty || !TryFactorize(point, team))
        {
            Vectors.Scale(-1.0, point.Gradient, direction);
            return false;
        }
        if (gram.ByParameters)
        {
            Vectors.Scale(-1.0, point.Gradient, direction);
            gram.Solve(direction);
        }
        else
        {
            SolveByRows(point.Gradient, direction);
        }
        return true;
    }

    public void Learn(in DescentStep step, DampingRule rule)
    {
        Updates++;
        if (IsEmpty || matrices == 0 || rule == DampingRule.Fixed)
        {
            Counters[2] = 0;
            return;
        }
        var length = EuclideanNorm.Of(step.Direction);
        var gained = -0.5 * step.Length * (step.Slope + Vectors.Dot(step.Gradient, step.Direction));
        var promised = 0.5 * (-step.Slope + (damping * length * length));
        var ratio = gained / promised;
        if (ratio > 0.25)
        {
            var bend = (2.0 * ratio) - 1.0;
            numbers[0] = relative * Math.Max(1.0 / 3.0, 1.0 - (bend * bend * bend));
            numbers[1] = 2.0;
        }
        else
        {
            numbers[0] = Math.Min(relative * numbers[1], Most);
            numbers[1] *= 2.0;
        }
    }

    public void Forget(DampingRule rule)
    {
        Counters[2] = 1;
        if (rule == DampingRule.Adaptive)
        {
            numbers[0] = Math.Min(10.0 * numbers[0], Most);
        }
    }

    internal override void Settle()
    {
        Counters[3] += matrices;
        matrices = 0;
    }

    private bool TryFactorize(in DescentPoint point, WorkerTeam team)
    {
        if (!ReferenceEquals(point.Objective, objective))
        {
            objective = point.Objective;
            (gram, dual) = Bind(objective);
        }
        gram.Linearize(point.Parameters, team);
        matrices = 1;
        var mean = gram.Trace / ParameterCount;
        relative = Math.Max(numbers[0], gram.ByParameters ? LeastByParameters : LeastByRows);
        for (; double.IsNormal(mean) && relative <= Most; relative *= 4.0)
        {
            damping = relative * mean;
            if (gram.Factorize(damping, team))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>(RᵀR + μI)⁻¹ = (I − Rᵀ(RRᵀ + μI)⁻¹R)/μ, whose difference cancels for small μ: the residual is solved for again.</summary>
    private void SolveByRows(double[] gradient, double[] direction)
    {
        Vectors.Scale(-1.0, gradient, residual);
        direction.AsSpan().Clear();
        for (var pass = 0; pass < 3; pass++)
        {
            if (pass > 0)
            {
                Vectors.Combine(gradient, damping, direction, residual);
                gram.Multiply(direction, dual);
                gram.AddTransposed(1.0, dual, residual);
                Vectors.Scale(-1.0, residual, residual);
            }
            gram.Multiply(residual, dual);
            gram.Solve(dual);
            residual.CopyTo(correction, 0);
            gram.AddTransposed(-1.0, dual, correction);
            Vectors.Combine(direction, 1.0 / damping, correction, direction);
        }
    }

    private static (DampedGram Gram, double[] Dual) Bind(IObjective objective)
    {
        var rows = objective switch
        {
            ISecondVariation variation => variation.AsGramRows(),
            IResiduals residuals => new JacobianRows(residuals, Math.Sqrt(2.0)),
            ISumOfSquares squares when squares.AsResiduals() is { } residuals => new JacobianRows(
                residuals,
                Math.Sqrt(2.0)
            ),
            _ => throw new ArgumentException(
                $"the natural gradient needs a second variation or residuals, and '{objective.Name}' offers neither: take a descent "
                    + "that needs gradients alone, such as lbfgs or self-scaled-broyden",
                nameof(objective)
            ),
        };
        var gram = new DampedGram(
            rows,
            objective.ParameterCount,
            byParameters: objective.ParameterCount <= 2L * rows.RowCount
        );
        return (gram, new double[gram.ByParameters ? 0 : rows.RowCount]);
    }
}
