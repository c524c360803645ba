using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>The steps of one run: each call changes the state once, after all its evaluations are done.</summary>
internal sealed class LeastSquaresIteration
{
    private const double Epsilon = 1.0 / (1L << 52);

    // Rounding errors of a loss, in units of its last place, below which a promised decrease means nothing.
    private const double Rounding = 4;

    private readonly LevenbergMarquardtOptions options;
    private readonly IObjective objective;
    private readonly LeastSquaresState state;
    private readonly GaussNewtonMatrix matrix;
    private readonly GeodesicAcceleration? geodesic;
    private readonly double[] gradient;
    private readonly double[] step;
    private readonly double[] trial;
    private readonly double[] acceleration;
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
        matrix = new GaussNewtonMatrix(residuals, objective.ParameterCount);
        geodesic = options.Acceleration > 0 ? new GeodesicAcceleration(residuals, objective.ParameterCount) : null;
        gradient = new double[objective.ParameterCount];
        step = new double[gradient.Length];
        trial = new double[gradient.Length];
        acceleration = new double[geodesic is null ? 0 : gradient.Length];
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
        GradientNorm = EuclideanNorm.Of(gradient);
        if (IsFinite)
        {
            matrix.Linearize(state.Parameters, team);
            geodesic?.Linearize(state.Parameters, team);
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
            state.Damping = options.InitialDamping * matrix.LargestDiagonal;
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
        if (!matrix.Step(state.Damping, gradient, step, team))
        {
            Count(0, 0);
            return Refuse();
        }
        var length = EuclideanNorm.Of(step);
        // L(0) − L(h) of the linearised residuals: hᵀ(μh − Jᵀr) with Jᵀr = ∇L/2.
        var promised = (state.Damping * length * length) - (0.5 * Vectors.Dot(step, gradient));
        if (promised <= Rounding * Epsilon * Math.Abs(Loss))
        {
            return StopReason.PrecisionStall;
        }
        if (length <= options.StepTolerance * (EuclideanNorm.Of(state.Parameters) + options.StepTolerance))
        {
            return StopReason.StepSmall;
        }
        Vectors.Combine(state.Parameters, 1.0, step, trial);
        if (trial.AsSpan().SequenceEqual(state.Parameters))
        {
            return StopReason.PrecisionStall;
        }
        var ratio = 0.0;
        if (Bend(length, team))
        {
            objective.Values(trial, value, default, default, team);
            ratio = (Loss - value[0]) / promised;
            state.ValueEvaluations++;
        }
        state.JacobianEvaluations += geodesic is null ? 0 : 1;
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

    /// <summary>Adds half the acceleration to the parameters to be tried.</summary>
    /// <param name="length">‖v‖₂ of the step.</param>
    /// <returns>False where the residuals bend too much along the step for it to mean anything.</returns>
    private bool Bend(double length, WorkerTeam team)
    {
        if (geodesic is null)
        {
            return true;
        }
        geodesic.Evaluate(state.Parameters, step, matrix, acceleration, team);
        Vectors.Combine(trial, 0.5, acceleration, trial);
        return 2.0 * EuclideanNorm.Of(acceleration) <= options.Acceleration * length;
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
