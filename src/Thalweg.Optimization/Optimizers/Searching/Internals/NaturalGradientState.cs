using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Acceleration;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The damping of a natural gradient, and as scratch its matrix.</summary>
internal sealed class NaturalGradientState : DescentState
{
    // Below this part of the mean diagonal entry μ is lost in a difference of nearly equal vectors, which must still contract where
    // the rows are factorised.
    private const double LeastByRows = 1e-11;

    private const double Most = 1e12;

    // Corrections end once half their square is below this part of the promised decrease.
    private const double Settled = 0.01;

    // Corrections whose square does not shrink so much from one to the next lead nowhere.
    private const double Contraction = 0.81;

    private readonly double[] numbers;
    private readonly double[] velocity;
    private readonly double[] step;
    private readonly double[] former;
    private IObjective objective;
    private ISecondVariation rows;
    private DampedFactors factors;
    private FrozenStep frozen;
    private long matrices;
    private long values;
    private double relative;
    private double mean;
    private double damping;
    private double promised;

    public NaturalGradientState(IObjective objective, double damping)
        : base(objective.ParameterCount)
    {
        this.objective = objective;
        numbers = [damping, 2.0];
        velocity = new double[ParameterCount];
        step = new double[ParameterCount];
        former = new double[ParameterCount];
        (rows, factors, frozen) = Bind(objective);
    }

    public override bool IsEmpty => Counters[2] != 0;

    public override long Matrices => Counters[3];

    /// <summary>μ over the mean diagonal entry for the next step.</summary>
    public double Damping => numbers[0];

    /// <summary>Steps learnt from, 0, whether the next step is the steepest one, matrices.</summary>
    internal override long[] Counters { get; } = new long[4];

    /// <summary>μ over the mean diagonal entry, and what it is multiplied by if the next step is poor.</summary>
    internal override IReadOnlyList<double[]> Arrays => [numbers];

    public DescentDirection Direct(NaturalGradient options, in DescentPoint point, double[] direction, WorkerTeam team)
    {
        (matrices, values, promised) = (0, 0, 0.0);
        if (IsEmpty || !TryLinearize(point, team))
        {
            Vectors.Scale(-1.0, point.Gradient, direction);
            return new(HasLength: false);
        }
        Solve(point.Gradient);
        var isBent = options.Acceleration > 0.0 && TryBend(point, options, team);
        velocity.CopyTo(direction, 0);
        return new(HasLength: true, ValueEvaluations: values, Bend: isBent ? step : null);
    }

    public void Learn(in DescentStep step, DampingRule rule)
    {
        Updates++;
        if (IsEmpty || promised == 0.0 || rule == DampingRule.Fixed)
        {
            Counters[2] = 0;
            return;
        }
        var gained = -0.5 * step.Length * (step.Slope + step.EndSlope);
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
            (rows, factors, frozen) = Bind(objective);
        }
        factors.Linearize(point.Parameters, team);
        matrices = 1;
        mean = factors.Trace / ParameterCount;
        // What was learnt from a step that no damping below the most could bend may lie above it, where nothing is factorised.
        relative = Math.Min(IsByRows(rows) ? Math.Max(numbers[0], LeastByRows) : numbers[0], Most);
        return TryFactorize(team);
    }

    private bool TryFactorize(WorkerTeam team)
    {
        for (; double.IsNormal(mean) && relative <= Most; relative *= 4.0)
        {
            damping = relative * mean;
            if (factors.Damp(damping, team))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>v, and what the model without damping promises of it.</summary>
    private void Solve(double[] gradient)
    {
        Vectors.Scale(-1.0, gradient, former);
        factors.Solve(former, velocity);
        var length = Vectors.Norm(velocity);
        promised = 0.5 * ((damping * length * length) - Vectors.Dot(gradient, velocity));
    }

    /// <summary>x − v, with as much damping as it takes for the tangent to mean something along v.</summary>
    /// <returns>False where no damping is enough, and the last v is taken as it is.</returns>
    private bool TryBend(in DescentPoint point, NaturalGradient options, WorkerTeam team)
    {
        // ‖a/2‖ over ‖v‖.
        var largest = 0.25 * options.Acceleration;
        for (
            var growth = 2.0;
            !frozen.Accelerate(point.Parameters, velocity, velocity, largest, step, team);
            growth *= 2.0
        )
        {
            relative *= growth;
            if (!TryFactorize(team))
            {
                return false;
            }
            Solve(point.Gradient);
        }
        var last = double.PositiveInfinity;
        for (var corrections = 0; corrections < options.Corrections; corrections++)
        {
            step.CopyTo(former, 0);
            frozen.Look(point.Parameters, step, team);
            frozen.Correct(velocity, step);
            var square = factors.SquaredNorm(factors.Change);
            if (!(square <= Contraction * last))
            {
                former.CopyTo(step, 0);
                break;
            }
            if (0.5 * square <= Settled * promised)
            {
                break;
            }
            last = square;
        }
        Vectors.Difference(step, velocity, step);
        return true;
    }

    private void Lead(double[] parameters, double[] step, double[] ahead, WorkerTeam team)
    {
        rows.Chords(parameters, step, ahead, team);
        values += 2;
    }

    private (ISecondVariation, DampedFactors, FrozenStep) Bind(IObjective objective)
    {
        var rows =
            objective.As<ISecondVariation>()
            ?? (objective.As<IResiduals>() is { } residuals ? new ResidualVariation(residuals) : null)
            ?? throw new ArgumentException(
                $"the natural gradient needs a second variation or residuals, and '{objective.Name}' offers neither: take a descent "
                    + "that needs gradients alone, such as lbfgs or self-scaled-broyden",
                nameof(objective)
            );
        var factors = new DampedFactors(rows, ParameterCount, IsByRows(rows));
        return (rows, factors, new FrozenStep(factors, rows.RowCount, Lead));
    }

    private bool IsByRows(ISecondVariation rows) => NaturalGradient.IsByRows(ParameterCount, rows.RowCount);
}
