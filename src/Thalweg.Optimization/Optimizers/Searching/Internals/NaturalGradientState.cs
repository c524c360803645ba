using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Acceleration;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The damping of a natural gradient, and as scratch its matrix.</summary>
internal sealed class NaturalGradientState : DescentState
{
    // Below these parts of the mean diagonal entry μ is lost in the rounding: of a factorisation, or of a difference of
    // nearly equal vectors that refinement must still contract.
    private const double LeastByParameters = 1e-15;
    private const double LeastByRows = 1e-11;

    private const double Most = 1e12;

    // How often μ is doubled at one point because the step bends too much.
    private const int Raises = 2;

    // The part of the slope along h that h + a/2 must keep.
    private const double LeastSlope = 0.1;

    private readonly double[] numbers;
    private readonly double[] residual;
    private readonly double[] correction;
    private IObjective objective;
    private DampedGram gram;
    private GramAcceleration geodesic;
    private double[] dual;
    private long matrices;
    private double relative;
    private double mean;
    private double damping;
    private double promised;

    public NaturalGradientState(IObjective objective, double damping)
        : base(objective.ParameterCount)
    {
        this.objective = objective;
        numbers = [damping, 2.0];
        residual = new double[ParameterCount];
        correction = new double[ParameterCount];
        (gram, geodesic, dual) = Bind(objective);
    }

    public override bool IsEmpty => Counters[2] != 0;

    public override long Matrices => Counters[3];

    /// <summary>μ over the mean diagonal entry for the next step.</summary>
    public double Damping => numbers[0];

    /// <summary>Steps learnt from, 0, whether the next step is the steepest one, matrices.</summary>
    internal override long[] Counters { get; } = new long[4];

    /// <summary>μ over the mean diagonal entry, and what it is multiplied by if the next step is poor.</summary>
    internal override IReadOnlyList<double[]> Arrays => [numbers];

    /// <param name="bend">The largest 2‖a‖/‖h‖ of an acceleration that is taken; 0 takes none.</param>
    /// <returns>False where d is the steepest direction.</returns>
    public bool Direct(in DescentPoint point, double bend, double[] direction, WorkerTeam team)
    {
        (matrices, promised) = (0, 0.0);
        if (IsEmpty || !TryLinearize(point, team))
        {
            Vectors.Scale(-1.0, point.Gradient, direction);
            return false;
        }
        Solve(point.Gradient, direction);
        for (var raises = 0; bend > 0.0 && !Bend(point, bend, direction, team) && raises < Raises; raises++)
        {
            relative *= 2.0;
            if (!TryFactorize(team))
            {
                break;
            }
            Solve(point.Gradient, direction);
        }
        return true;
    }

    public void Learn(in DescentStep step, DampingRule rule)
    {
        Updates++;
        if (IsEmpty || promised == 0.0 || rule == DampingRule.Fixed)
        {
            Counters[2] = 0;
            return;
        }
        var gained = -0.5 * step.Length * (step.Slope + Vectors.Dot(step.Gradient, step.Direction));
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

    private bool TryLinearize(in DescentPoint point, WorkerTeam team)
    {
        if (!ReferenceEquals(point.Objective, objective))
        {
            objective = point.Objective;
            (gram, geodesic, dual) = Bind(objective);
        }
        gram.Linearize(point.Parameters, team);
        matrices = 1;
        mean = gram.Trace / ParameterCount;
        relative = Math.Max(numbers[0], gram.ByParameters ? LeastByParameters : LeastByRows);
        return TryFactorize(team);
    }

    private bool TryFactorize(WorkerTeam team)
    {
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

    /// <summary>h, and what the model without damping promises of it.</summary>
    private void Solve(double[] gradient, double[] direction)
    {
        if (gram.ByParameters)
        {
            Vectors.Scale(-1.0, gradient, direction);
            gram.Solve(direction);
        }
        else
        {
            SolveByRows(gradient, direction);
        }
        var length = Vectors.Norm(direction);
        promised = 0.5 * ((damping * length * length) - Vectors.Dot(gradient, direction));
    }

    /// <summary>h becomes h + a/2 where a is short beside h and leaves it a descent.</summary>
    /// <returns>False where a is too long: the damping is too small for the tangent to mean anything.</returns>
    private bool Bend(in DescentPoint point, double bend, double[] direction, WorkerTeam team)
    {
        geodesic.Evaluate(point.Parameters, direction, gram, correction, team);
        if (!(2.0 * Vectors.Norm(correction) <= bend * Vectors.Norm(direction)))
        {
            return false;
        }
        var slope = Vectors.Dot(point.Gradient, direction);
        if (slope + (0.5 * Vectors.Dot(point.Gradient, correction)) <= LeastSlope * slope)
        {
            Vectors.Combine(direction, 0.5, correction, direction);
        }
        return true;
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

    private static (DampedGram Gram, GramAcceleration Geodesic, double[] Dual) Bind(IObjective objective)
    {
        var rows =
            objective.As<ISecondVariation>()
            ?? (objective.As<IResiduals>() is { } residuals ? new ResidualVariation(residuals) : null)
            ?? throw new ArgumentException(
                $"the natural gradient needs a second variation or residuals, and '{objective.Name}' offers neither: take a descent "
                    + "that needs gradients alone, such as lbfgs or self-scaled-broyden",
                nameof(objective)
            );
        var gram = new DampedGram(
            rows,
            objective.ParameterCount,
            byParameters: objective.ParameterCount <= 4L * rows.RowCount
        );
        return (
            gram,
            new GramAcceleration(rows, objective.ParameterCount),
            new double[gram.ByParameters ? 0 : rows.RowCount]
        );
    }
}
