using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The iterations of one run: each call changes the state once, after all its evaluations are done.</summary>
internal sealed class Iteration
{
    private const double Epsilon = 1.0 / (1L << 52);

    private readonly MinimizerOptions options;
    private readonly IObjective objective;
    private readonly MinimizationState state;
    private readonly WorkerTeam team;
    private readonly LineFunction line;
    private readonly RoundingProbe probe;
    private readonly double[] direction;
    private readonly double[] step;
    private readonly double[] change;
    private readonly double[] terms;
    private DescentDirection directed;

    public Iteration(MinimizerOptions options, IObjective objective, MinimizationState state, WorkerTeam team)
    {
        this.options = options;
        this.objective = objective;
        this.state = state;
        this.team = team;
        line = new LineFunction(objective);
        probe = new RoundingProbe(objective);
        direction = new double[objective.ParameterCount];
        step = new double[objective.ParameterCount];
        change = new double[objective.ParameterCount];
        terms = new double[objective.TermNames.Count];
    }

    /// <summary>The rounding of L at θ.</summary>
    private double Noise
    {
        get
        {
            var expected = options.Rounding * Epsilon * state.Magnitude;
            // Rounding shrinks with the loss; a measurement is out of date once the loss has halved.
            var current = Math.Abs(state.Loss) > 0.5 * Math.Abs(state.MeasuredAt);
            return current ? Math.Max(expected, state.MeasuredNoise) : expected;
        }
    }

    /// <summary>One search, and the step if it found one.</summary>
    /// <returns>Why to stop, or null.</returns>
    public StopReason? Advance()
    {
        if (Start() is { } atStart)
        {
            return atStart;
        }
        if (state.GradientNorm <= options.GradientTolerance)
        {
            return Stop(StopReason.GradientSmall);
        }
        if (state.Level >= options.Patience && !Refresh())
        {
            return Stop(StopReason.PrecisionStall);
        }
        if (state.Iteration >= options.Iterations)
        {
            return Stop(StopReason.StepsDone);
        }
        var point = new DescentPoint(objective, state.Parameters, state.Gradient, state.Loss);
        directed = options.Descent.Direct(point, state.Descent, direction, team);
        var slope = Vectors.Dot(state.Gradient, direction);
        var noise = Noise;
        line.Start(state.Parameters, direction, state.Loss, slope, noise, team);
        var initial = FirstStep(directed.HasLength, slope);
        var found = options.Search.Search(line, initial);
        return found.Succeeded ? Take(line.At(found.Step), slope, noise) : Fail(slope, initial);
    }

    /// <summary>The stop reason with its figures.</summary>
    public string Explain(StopReason stop) =>
        stop switch
        {
            StopReason.PrecisionStall when state.Failures > 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} Predicted decrease {state.Predicted:g3}, rounding {Noise:g3}."
            ),
            StopReason.PrecisionStall => string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} {state.Level} iterations within {Noise:g3}, no smaller gradient."
            ),
            StopReason.LineSearchFailed => string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} Predicted decrease {state.Predicted:g3}, rounding {Noise:g3}."
            ),
            _ => stop.Describe(),
        };

    /// <summary>L and ∇L at θ where they are not known.</summary>
    public StopReason? Start()
    {
        if (state.IsKnown)
        {
            return double.IsFinite(state.Loss) ? null : StopReason.NonFinite;
        }
        var loss = objective.Gradient(state.Parameters, state.Gradient, terms, team);
        state.GradientEvaluations++;
        state.IsKnown = true;
        state.Loss = loss;
        state.GradientNorm = Vectors.Norm(state.Gradient);
        state.Magnitude = Magnitude(loss, terms);
        if (!double.IsFinite(loss) || !double.IsFinite(state.GradientNorm))
        {
            return Stop(StopReason.NonFinite);
        }
        state.BestLoss = loss;
        state.BestGradientNorm = state.GradientNorm;
        state.Parameters.CopyTo(state.Best, 0);
        state.Add(Row());
        return null;
    }

    /// <summary>A memory that has gone astray stalls as the limit of the precision does: it is cleared once, and again after
    /// every time that this helped.</summary>
    private bool Refresh()
    {
        var helps = double.IsNaN(state.LossAtRefresh) || state.BestLoss < state.LossAtRefresh - Noise;
        if (state.Descent.IsEmpty || !helps)
        {
            return false;
        }
        options.Descent.Forget(state.Descent);
        state.LossAtRefresh = state.BestLoss;
        state.Level = 0;
        state.Restarts++;
        return true;
    }

    /// <summary>1 for a direction with a length of its own; else the step that promises the last iteration's decrease again
    /// [Nocedal2006, §3.5], and at first one that moves θ by less than 1 in all entries together.</summary>
    private double FirstStep(bool hasLength, double slope)
    {
        if (hasLength || !(slope < 0))
        {
            return 1;
        }
        var again = state.FormerStep * state.FormerSlope / slope;
        if (again > 0 && double.IsFinite(again) && state.Failures == 0)
        {
            return again;
        }
        var first = Math.Min(1, 1 / Vectors.AbsoluteSum(direction));
        return Math.Max(first, line.SmallestStep);
    }

    private StopReason? Take(LineFunction.Trial trial, double slope, double noise)
    {
        var norm = Vectors.Norm(trial.Gradient);
        var loss = trial.Sample.Value;
        var values = state.ValueEvaluations + directed.ValueEvaluations + line.ValueEvaluations;
        var gradients = state.GradientEvaluations + directed.GradientEvaluations + line.GradientEvaluations;
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            state.Descent.Settle();
            (state.ValueEvaluations, state.GradientEvaluations) = (values, gradients);
            return Stop(StopReason.NonFinite);
        }
        Vectors.Difference(trial.Parameters, state.Parameters, step);
        var length = Vectors.Norm(step);
        if (length == 0)
        {
            state.Descent.Settle();
            (state.ValueEvaluations, state.GradientEvaluations) = (values, gradients);
            return Stop(StopReason.PrecisionStall);
        }
        Vectors.Difference(trial.Gradient, state.Gradient, change);
        options.Descent.Learn(
            new DescentStep(trial.Sample.Step, slope, step, change, trial.Gradient, direction),
            state.Descent,
            team
        );
        // From here on nothing is evaluated or cancelled: the state changes as a whole.
        state.Descent.Settle();
        (state.ValueEvaluations, state.GradientEvaluations) = (values, gradients);
        trial.Parameters.CopyTo(state.Parameters, 0);
        trial.Gradient.CopyTo(state.Gradient, 0);
        var gained = loss < state.BestLoss - noise;
        var smaller = Math.Abs(loss - state.BestLoss) <= noise && norm < state.BestGradientNorm;
        var level = Math.Abs(loss - state.Loss) <= noise;
        state.Level = gained || smaller || !level ? 0 : state.Level + 1;
        state.Loss = loss;
        state.GradientNorm = norm;
        state.Magnitude = Magnitude(loss, trial.Terms);
        state.FormerStep = trial.Sample.Step;
        state.FormerSlope = slope;
        state.FormerLength = length;
        state.Failures = 0;
        state.Iteration++;
        if (gained || smaller)
        {
            state.Parameters.CopyTo(state.Best, 0);
            state.BestLoss = loss;
            state.BestGradientNorm = norm;
        }
        if (options.Records.Contains(state.Iteration))
        {
            state.Add(Row());
        }
        var shortest = options.StepTolerance * (Vectors.Norm(state.Parameters) + options.StepTolerance);
        return length <= shortest ? Stop(StopReason.StepSmall) : null;
    }

    private StopReason? Fail(double slope, double initial)
    {
        var first = state.Failures == 0;
        var measured = first && slope < 0 ? probe.Measure(state.Parameters, direction, state.Loss, slope, team) : 0;
        state.ValueEvaluations += directed.ValueEvaluations + line.ValueEvaluations;
        state.ValueEvaluations += first && slope < 0 ? RoundingProbe.Evaluations : 0;
        state.GradientEvaluations += directed.GradientEvaluations + line.GradientEvaluations;
        state.Descent.Settle();
        var known = Noise;
        state.Failures++;
        if (first)
        {
            // A model never promises more than there is down to a known bound.
            state.Predicted = Math.Min(
                -0.5 * slope * initial,
                state.Loss - (objective.LowerBound ?? double.NegativeInfinity)
            );
        }
        if (measured > known)
        {
            // Twice: eight points do not show the whole scatter.
            (state.MeasuredNoise, state.MeasuredAt) = (2 * measured, state.Loss);
            return null;
        }
        if (!state.Descent.IsEmpty)
        {
            options.Descent.Forget(state.Descent);
            state.Restarts++;
            return null;
        }
        var below = state.Predicted <= 32 * known || initial <= line.SmallestStep;
        return Stop(below ? StopReason.PrecisionStall : StopReason.LineSearchFailed);
    }

    private StopReason Stop(StopReason reason)
    {
        state.Add(Row());
        return reason;
    }

    private MinimizationRow Row() =>
        new(
            state.Iteration,
            state.Loss,
            state.GradientNorm,
            state.FormerStep,
            state.FormerLength,
            state.ValueEvaluations,
            state.GradientEvaluations
        );

    private static double Magnitude(double loss, double[] terms)
    {
        var sum = 0.0;
        foreach (var term in terms)
        {
            sum += Math.Abs(term);
        }
        return double.IsFinite(sum) ? Math.Max(Math.Abs(loss), sum) : Math.Abs(loss);
    }
}
