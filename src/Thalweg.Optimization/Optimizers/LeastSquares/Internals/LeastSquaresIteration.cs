using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Acceleration;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>The steps of one run: each call changes the state once, after all its evaluations are done.</summary>
internal sealed class LeastSquaresIteration
{
    private const double Epsilon = 1.0 / (1L << 52);

    // Rounding errors of a loss, in units of its last place, below which a promised decrease means nothing.
    private const double Rounding = 4;

    // Corrections end once they change the loss by less than this part of the promised decrease.
    private const double Settled = 0.01;

    // a/2 is at most this part of the step [Transtrum2012]: 2‖a‖ ≤ 0.75 ‖v‖.
    private const double LargestBend = 0.1875;

    // κ. Close to the step, where activations saturate, the residuals no longer tell how they bend; of steps that have become short
    // the difference to the tangent must not drown in rounding.
    private const double LeastReach = 0.1;
    private const double LeastMove = 1e-4;

    // Corrections that do not shrink so much from one to the next lead nowhere.
    private const double Contraction = 0.9;

    private readonly LevenbergMarquardtOptions options;
    private readonly IObjective objective;
    private readonly LeastSquaresState state;
    private readonly IResiduals residuals;
    private readonly FrozenJacobian jacobian;
    private readonly double[] gradient;
    private readonly double[] step;
    private readonly double[] trial;
    private readonly double[] reached;
    private readonly double[] corrected;
    private readonly double[] ahead;
    private readonly double[] value = new double[1];
    private long linearized = -1;

    public LeastSquaresIteration(
        LevenbergMarquardtOptions options,
        IObjective objective,
        IResiduals residuals,
        LeastSquaresState state
    )
    {
        this.options = options;
        this.objective = objective;
        this.state = state;
        this.residuals = residuals;
        jacobian = new FrozenJacobian(residuals, objective.ParameterCount);
        gradient = new double[objective.ParameterCount];
        step = new double[gradient.Length];
        trial = new double[gradient.Length];
        reached = new double[gradient.Length];
        corrected = new double[gradient.Length];
        ahead = new double[residuals.RowCount];
    }

    /// <summary>L at the parameters of the state; NaN before they were linearised.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>‖∇L‖₂ there.</summary>
    public double GradientNorm { get; private set; } = double.NaN;

    private bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);

    /// <summary>Loss, gradient and Jacobian at the parameters of the state, unless they are known.</summary>
    public void Linearize(WorkerTeam team)
    {
        if (linearized == state.Position)
        {
            return;
        }
        Loss = objective.Gradient(state.Parameters, gradient, default, team);
        GradientNorm = Vectors.Norm(gradient);
        if (IsFinite)
        {
            jacobian.Linearize(state.Parameters, team);
        }
        linearized = state.Position;
        // A run that continues takes them again, and they count once.
        if (state.CountedPosition != state.Position)
        {
            state.CountedPosition = state.Position;
            state.GradientEvaluations++;
            state.JacobianEvaluations++;
        }
        if (state.Damping == 0.0)
        {
            state.Damping = options.InitialDamping * jacobian.LargestDiagonal;
        }
    }

    /// <summary>Tries one step from the linearised parameters.</summary>
    /// <returns>Why to stop, or null.</returns>
    public StopReason? Advance(WorkerTeam team)
    {
        if (!IsFinite)
        {
            return StopReason.NonFinite;
        }
        if (GradientNorm <= options.GradientTolerance)
        {
            return StopReason.GradientSmall;
        }
        if (state.Iteration >= options.Iterations)
        {
            return StopReason.StepsDone;
        }
        if (!jacobian.Damp(state.Damping, team))
        {
            Count(0, 0);
            return Refuse();
        }
        jacobian.Step(step);
        var length = Vectors.Norm(step);
        // L(0) − L(h) of the linearised residuals: hᵀ(μh − Jᵀr) with Jᵀr = ∇L/2.
        var promised = (state.Damping * length * length) - (0.5 * Vectors.Dot(step, gradient));
        if (promised <= Rounding * Epsilon * Math.Abs(Loss))
        {
            return StopReason.PrecisionStall;
        }
        if (length <= options.StepTolerance * (Vectors.Norm(state.Parameters) + options.StepTolerance))
        {
            return StopReason.StepSmall;
        }
        Vectors.Combine(state.Parameters, 1.0, step, trial);
        if (trial.AsSpan().SequenceEqual(state.Parameters))
        {
            return StopReason.PrecisionStall;
        }
        var (evaluations, straight) = Correct(length, promised, team);
        var ratio = 0.0;
        if (straight)
        {
            objective.Values(trial, value, default, default, team);
            evaluations++;
            ratio = (Loss - value[0]) / promised;
        }
        state.ValueEvaluations += evaluations;
        Count(length, ratio);
        if (!(ratio > 0.0))
        {
            return Refuse();
        }
        trial.CopyTo(state.Parameters, 0);
        state.Accepted++;
        state.Position++;
        var bend = (2.0 * ratio) - 1.0;
        state.Damping *= Math.Max(1.0 / 3.0, 1.0 - (bend * bend * bend));
        state.Growth = 2.0;
        return null;
    }

    /// <summary>The stop reason with its figures.</summary>
    public string Explain(StopReason stop) =>
        stop == StopReason.PrecisionStall
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} Damping {state.Damping:g3}, rounding {Rounding * Epsilon * Math.Abs(Loss):g3}."
            )
            : stop.Describe();

    // The trial point, from the step by its acceleration and then by corrections with the Jacobian of where it began: the lowest
    // loss that they pass. False where the residuals bend too much along the step for it to mean anything.
    private (int Evaluations, bool Straight) Correct(double length, double promised, WorkerTeam team)
    {
        if (options.Corrections == 0)
        {
            Vectors.Combine(state.Parameters, 1.0, step, trial);
            return (0, true);
        }
        if (!Bend(length, team))
        {
            return (1, false);
        }
        var least = double.PositiveInfinity;
        var before = double.PositiveInfinity;
        var last = double.PositiveInfinity;
        for (var evaluations = 2; ; evaluations++)
        {
            Vectors.Combine(state.Parameters, 1.0, corrected, reached);
            residuals.Residuals(reached, ahead, team);
            var sum = Vectors.Dot(ahead, ahead);
            if (evaluations == 2 || sum < least)
            {
                least = sum;
                reached.CopyTo(trial, 0);
            }
            // Settled, or nowhere.
            if (
                evaluations >= options.Corrections + 2
                || !double.IsFinite(sum)
                || Math.Abs(sum - before) <= Settled * promised
            )
            {
                return (evaluations, true);
            }
            before = sum;
            var change = jacobian.Correct(ahead, corrected);
            if (!(change <= Contraction * last))
            {
                return (evaluations, true);
            }
            last = change;
        }
    }

    // From v to v + a/2, with a from the residuals a part κ of the way: one correction from κv leads to v + κ²a/2.
    private bool Bend(double length, WorkerTeam team)
    {
        var least = LeastMove * (1.0 + Vectors.Norm(state.Parameters)) / length;
        var reach = Math.Clamp(least, LeastReach, 1.0);
        Vectors.Scale(reach, step, corrected);
        Vectors.Combine(state.Parameters, 1.0, corrected, reached);
        residuals.Residuals(reached, ahead, team);
        jacobian.Correct(ahead, corrected);
        Vectors.Difference(corrected, step, corrected);
        Vectors.Scale(1.0 / (reach * reach), corrected, corrected);
        if (!(Vectors.Norm(corrected) <= LargestBend * length))
        {
            return false;
        }
        Vectors.Combine(step, 1.0, corrected, corrected);
        return true;
    }

    private void Count(double length, double ratio)
    {
        if (options.Records.Contains(state.Iteration))
        {
            state.Add(new LeastSquaresRow(state.Iteration, Loss, GradientNorm, state.Damping, length, ratio));
        }
        state.Iteration++;
    }

    private StopReason? Refuse()
    {
        state.Damping *= state.Growth;
        state.Growth *= 2.0;
        return double.IsFinite(state.Damping) ? null : StopReason.PrecisionStall;
    }
}
