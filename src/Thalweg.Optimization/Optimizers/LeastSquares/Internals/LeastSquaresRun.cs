using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Acceleration;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>Levenberg–Marquardt at work. The Jacobian is no part of what is saved: it follows from θ.</summary>
internal sealed class LeastSquaresRun : IOptimizerRun
{
    // Rounding errors of a loss, in units of its last place, below which a promised decrease means nothing.
    private const double Rounding = 4;

    // Corrections end once they change the loss by less than this part of the promised decrease.
    private const double Settled = 0.01;

    // a/2 is at most this part of the step [Transtrum2012]: 2‖a‖ ≤ 0.75 ‖v‖.
    private const double LargestBend = 0.1875;

    // Corrections that do not shrink so much from one to the next lead nowhere.
    private const double Contraction = 0.9;

    private readonly LeastSquaresOptimizer options;
    private readonly double[] gradient;
    private readonly double[] step;
    private readonly double[] trial;
    private readonly double[] reached;
    private readonly double[] corrected;
    private readonly double[] value = new double[1];
    private IObjective objective;
    private IResiduals residuals;
    private DampedFactors jacobian;
    private FrozenStep frozen;
    private double[] here;
    private bool isLinearized;
    private double loss;
    private double norm;
    private Attempt attempt;

    // Saved.
    private Evaluations spent;
    private bool isCounted;
    private double growth = 2.0;

    public LeastSquaresRun(LeastSquaresOptimizer options, IObjective objective)
    {
        this.options = options;
        gradient = new double[objective.ParameterCount];
        step = new double[gradient.Length];
        trial = new double[gradient.Length];
        reached = new double[gradient.Length];
        corrected = new double[gradient.Length];
        (this.objective, residuals, jacobian, frozen, here) = Bind(objective);
    }

    public Evaluations Spent => spent;

    /// <summary>μ; 0 before the first Jacobian.</summary>
    public double Damping { get; private set; }

    /// <summary>The step that was tried last.</summary>
    public Attempt Tried => attempt;

    private double Noise =>
        Rounding * (objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon) * Math.Abs(loss);

    public Standing Stand(in Turn turn)
    {
        if (!isLinearized)
        {
            loss = objective.Gradient(turn.Parameters, gradient, default, turn.Team);
            norm = Vectors.Norm(gradient);
            if (double.IsFinite(loss) && double.IsFinite(norm))
            {
                residuals.Residuals(turn.Parameters, here, turn.Team);
                jacobian.Linearize(turn.Parameters, turn.Team);
            }
            isLinearized = true;
            // A run that continues takes them again, and they count once.
            if (!isCounted)
            {
                isCounted = true;
                spent += new Evaluations(Gradients: 1, Values: 0, Jacobians: 1);
            }
            if (Damping == 0.0)
            {
                Damping = options.InitialDamping * jacobian.LargestDiagonal;
            }
        }
        return new Standing(loss, norm, null, IsObjective: true);
    }

    public void Propose(in Turn turn)
    {
        attempt = new Attempt { Damping = Damping };
        if (!jacobian.Damp(Damping, turn.Team))
        {
            return;
        }
        // argmin ‖r + Jv‖² + μ‖v‖².
        Array.Clear(step);
        jacobian.Correct(here, [], step);
        var length = Vectors.Norm(step);
        attempt.Length = length;
        // L(0) − L(h) of the linearised residuals: hᵀ(μh − Jᵀr) with Jᵀr = ∇L/2.
        var promised = (Damping * length * length) - (0.5 * Vectors.Dot(step, gradient));
        Vectors.Combine(turn.Parameters, 1.0, step, trial);
        if (promised <= Noise || trial.AsSpan().SequenceEqual(turn.Parameters))
        {
            attempt.IsLost = true;
            return;
        }
        if (!Correct(turn.Parameters, promised, turn.Team))
        {
            return;
        }
        objective.Values(trial, value, default, default, turn.Team);
        attempt.Values++;
        attempt.Ratio = (loss - value[0]) / promised;
    }

    public Stride Commit(in Turn turn)
    {
        if (attempt.IsLost)
        {
            return Stall(counts: false);
        }
        spent += new Evaluations(0, attempt.Values, 0);
        if (!(attempt.Ratio > 0.0))
        {
            Damping *= growth;
            growth *= 2.0;
            // A damping of 0 does not grow: the squares of the Jacobian are below all numbers.
            return Damping > 0 && double.IsFinite(Damping) ? new Stride(Counts: true) : Stall(counts: true);
        }
        trial.CopyTo(turn.Parameters, 0);
        (isLinearized, isCounted) = (false, false);
        var bend = (2.0 * attempt.Ratio) - 1.0;
        Damping *= Math.Max(1.0 / 3.0, 1.0 - (bend * bend * bend));
        growth = 2.0;
        return new Stride(Counts: true);
    }

    /// <remarks>The step −(JᵀJ + μI)⁻¹Jᵀr is −(2JᵀJ + 2μI)⁻¹∇L.</remarks>
    public OptimizerView View(in Turn turn) =>
        new(options.Description, new DampedPreconditioner(2 * Damping, 0), 0, null, 2);

    /// <remarks>The growth of the damping has doubled with every refusal since the last step that was taken.</remarks>
    public string Describe(StopReason reason, long steps)
    {
        var refused = Math.ILogB(growth) - 1;
        return reason == StopReason.StepsDone && steps > 0 && refused >= steps
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{reason.Describe()} None of the {steps} lowered the loss, and θ is where it was: begin elsewhere or with another optimizer. Damping {Damping:g3}, rounding {Noise:g3}."
            )
            : reason.Describe();
    }

    public void Move(IObjective objective)
    {
        (this.objective, residuals, jacobian, frozen, here) = Bind(objective);
        (isLinearized, isCounted) = (false, false);
    }

    public void Transfer(StateTransfer state)
    {
        spent = state.Value(spent);
        isCounted = state.Value(isCounted);
        (Damping, growth) = (state.Value(Damping), state.Value(growth));
    }

    private Stride Stall(bool counts) =>
        new(
            counts,
            StopReason.PrecisionStall,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{StopReason.PrecisionStall.Describe()} Damping {Damping:g3}, rounding {Noise:g3}."
            )
        );

    // The trial point, from the step by its acceleration and then by corrections with the Jacobian of where it began: the lowest
    // loss that they pass. False where the residuals bend too much along the step for it to mean anything.
    private bool Correct(double[] parameters, double promised, WorkerTeam team)
    {
        if (options.Corrections == 0)
        {
            return true;
        }
        attempt.Values++;
        if (!frozen.Accelerate(parameters, step, [], LargestBend, corrected, team))
        {
            return false;
        }
        var least = double.PositiveInfinity;
        var before = double.PositiveInfinity;
        var last = double.PositiveInfinity;
        for (var corrections = 0; ; corrections++)
        {
            frozen.Look(parameters, corrected, team);
            attempt.Values++;
            var sum = Vectors.Dot(frozen.Ahead, frozen.Ahead);
            if (corrections == 0 || sum < least)
            {
                least = sum;
                reached.CopyTo(trial, 0);
            }
            // Settled, or nowhere.
            if (
                corrections >= options.Corrections
                || !double.IsFinite(sum)
                || Math.Abs(sum - before) <= Settled * promised
            )
            {
                return true;
            }
            before = sum;
            frozen.Correct([], corrected);
            var change = Vectors.Norm(jacobian.Change);
            if (!(change <= Contraction * last))
            {
                return true;
            }
            last = change;
        }
    }

    private void Lead(double[] parameters, double[] step, double[] ahead, WorkerTeam team)
    {
        Vectors.Combine(parameters, 1.0, step, reached);
        residuals.Residuals(reached, ahead, team);
    }

    private (IObjective, IResiduals, DampedFactors, FrozenStep, double[]) Bind(IObjective objective)
    {
        var residuals = LeastSquaresOptimizer.Residuals(objective);
        var (rows, parameters) = (residuals.RowCount, objective.ParameterCount);
        var factors = new DampedFactors(residuals, parameters, byRows: rows < parameters);
        return (objective, residuals, factors, new FrozenStep(factors, rows, Lead), new double[rows]);
    }

    /// <summary>What came of trying a step.</summary>
    internal record struct Attempt
    {
        /// <summary>μ.</summary>
        public double Damping { get; init; }

        /// <summary>‖v‖₂; 0 where the damped matrix was singular.</summary>
        public double Length { get; set; }

        /// <summary>Nothing is left to gain above the rounding.</summary>
        public bool IsLost { get; set; }

        /// <summary>Decrease of L over the decrease that the linearised residuals promise; 0 where the step was refused before.</summary>
        public double Ratio { get; set; }

        public long Values { get; set; }
    }
}
