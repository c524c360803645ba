using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>A descent with a line search at work.</summary>
internal sealed class SearchRun : IOptimizerRun
{
    // Of the shortest trial without a finite loss, where a search that found nothing begins again.
    private const double Shortening = 0.01;

    private readonly SearchOptimizer options;
    private readonly double[] gradient;
    private readonly double[] direction;
    private readonly double[] step;
    private readonly double[] change;
    private readonly double[] terms;
    private IObjective objective;
    private LineFunction line;
    private SearchRounding rounding;
    private SearchFigures figures = new();
    private SearchAttempt search;

    public SearchRun(SearchOptimizer options, IObjective objective)
    {
        this.options = options;
        this.objective = objective;
        Descent = options.Descent.Begin(objective);
        rounding = new SearchRounding(objective, options.Rounding);
        line = new LineFunction(objective, rounding.Epsilon);
        gradient = new double[objective.ParameterCount];
        direction = new double[gradient.Length];
        step = new double[gradient.Length];
        change = new double[gradient.Length];
        terms = new double[objective.TermNames.Count];
        Lowest = new LowestPoint(gradient.Length);
    }

    public Evaluations Spent => new(figures.Gradients, figures.Values, Descent.Matrices, Descent.ExactProducts);

    public long Rejected => figures.Rejected;

    /// <summary>What the descent remembers.</summary>
    public DescentState Descent { get; }

    public SearchFigures Figures => figures;

    public LowestPoint Lowest { get; }

    private double Noise => figures.Noise(rounding.Expected(figures.Magnitude));

    public Standing Stand(in Turn turn)
    {
        if (figures.Known == 0)
        {
            figures.Loss = objective.Gradient(turn.Parameters, gradient, terms, turn.Team);
            figures.GradientNorm = Vectors.Norm(gradient);
            figures.Magnitude = SearchRounding.Magnitude(figures.Loss, terms);
            figures.Gradients++;
            figures.Known = 1;
            if (double.IsFinite(figures.Loss) && double.IsFinite(figures.GradientNorm))
            {
                Lowest.Consider(figures.Loss, figures.GradientNorm, turn.Parameters, noise: 0);
            }
        }
        return new Standing(figures.Loss, figures.GradientNorm, null, IsObjective: true);
    }

    public void Propose(in Turn turn)
    {
        if (figures.Level >= options.Patience && !Refresh())
        {
            search = new SearchAttempt { IsLevel = true };
            return;
        }
        var point = new DescentPoint(objective, turn.Parameters, gradient, figures.Loss);
        var directed = options.Descent.Direct(point, Descent, direction, turn.Team);
        var slope = Vectors.Dot(gradient, direction);
        var noise = Noise;
        line.Start(turn.Parameters, direction, directed.Bend ?? [], figures.Loss, slope, noise, turn.Team);
        var initial = FirstStep(directed.HasLength, slope);
        var found = Search(ref initial);
        search = new SearchAttempt
        {
            Slope = slope,
            Noise = noise,
            Initial = initial,
        };
        if (found.Succeeded)
        {
            search.Trial = line.At(found.Step);
        }
        else if (figures.Failures == 0 && slope < 0)
        {
            (search.Measured, search.Values) = rounding.Measure(
                turn.Parameters,
                direction,
                figures.Loss,
                slope,
                figures.Magnitude,
                Noise,
                turn.Team
            );
        }
        search.Values += directed.ValueEvaluations + line.ValueEvaluations;
        search.Gradients = directed.GradientEvaluations + line.GradientEvaluations;
        search.Rejected = line.RejectedTrials;
    }

    /// <summary>Searches, and where that led among losses that are infinite and nowhere else, again before the first of them: a loss that is finite
    /// at θ is so close to it.</summary>
    private LineSearchResult Search(ref double initial)
    {
        for (var before = double.PositiveInfinity; ; before = line.ShortestRejected)
        {
            var found = options.Search.Search(line, initial);
            var isTaken = found.Succeeded && !LineFunction.IsRejected(line.At(found.Step).Sample.Value);
            var next = Shortening * line.ShortestRejected;
            if (isTaken || !(line.ShortestRejected < before) || next < line.SmallestStep)
            {
                return found;
            }
            initial = next;
        }
    }

    public Stride Commit(in Turn turn)
    {
        var stride =
            search.IsLevel ? new Stride(Counts: false, StopReason.PrecisionStall)
            : search.Trial is { } trial ? Take(trial, turn)
            : Fail();
        if (stride.Stop is not { } stop)
        {
            return stride;
        }
        var message = Explain(stop);
        var goesBack = stop is StopReason.PrecisionStall or StopReason.LineSearchFailed && GoToLowest(turn.Parameters);
        return new Stride(stride.Counts || goesBack, stop, message);
    }

    public OptimizerView View(in Turn turn)
    {
        var preconditioner = options.Descent.PreconditionerOf(Descent);
        // A step along the gradient has no length of its own.
        double? threshold = preconditioner is { IsIdentity: false } ? 2 : null;
        return new OptimizerView(options.Description, preconditioner, 0, null, threshold);
    }

    public void Move(IObjective objective)
    {
        this.objective = objective;
        rounding = new SearchRounding(objective, options.Rounding);
        line = new LineFunction(objective, rounding.Epsilon);
        figures.ForgetValues();
        Lowest.Forget();
    }

    public void Transfer(StateTransfer state)
    {
        figures = state.Value(figures);
        state.Values(gradient.AsSpan());
        Lowest.Transfer(state);
        state.Values(Descent.Counters.AsSpan());
        foreach (var array in Descent.Arrays)
        {
            state.Values(array.AsSpan());
        }
    }

    private Stride Take(LineFunction.Trial trial, in Turn turn)
    {
        var norm = Vectors.Norm(trial.Gradient);
        var loss = trial.Sample.Value;
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            Count();
            return new Stride(Counts: false, StopReason.NonFinite);
        }
        Vectors.Difference(trial.Parameters, turn.Parameters, step);
        if (Vectors.MaximumNorm(step) == 0)
        {
            Count();
            return new Stride(Counts: false, StopReason.PrecisionStall);
        }
        Vectors.Difference(trial.Gradient, gradient, change);
        options.Descent.Learn(
            new DescentStep(
                trial.Sample.Step,
                search.Slope,
                trial.Sample.Slope,
                step,
                change,
                trial.Gradient,
                direction
            ),
            Descent,
            turn.Team
        );
        // From here on nothing can be cancelled.
        Count();
        trial.Parameters.CopyTo(turn.Parameters, 0);
        trial.Gradient.CopyTo(gradient, 0);
        var gained = Lowest.Consider(loss, norm, turn.Parameters, search.Noise);
        figures.Level = gained || Math.Abs(loss - figures.Loss) > search.Noise ? 0 : figures.Level + 1;
        (figures.Loss, figures.GradientNorm) = (loss, norm);
        figures.Magnitude = SearchRounding.Magnitude(loss, trial.Terms);
        (figures.FormerStep, figures.FormerSlope) = (trial.Sample.Step, search.Slope);
        figures.Failures = 0;
        return new Stride(Counts: true);
    }

    private Stride Fail()
    {
        Count();
        var known = Noise;
        if (figures.Failures == 0)
        {
            // A model never promises more than there is down to a known bound.
            figures.Predicted = Math.Min(
                -0.5 * search.Slope * search.Initial,
                figures.Loss - (objective.LowerBound ?? double.NegativeInfinity)
            );
        }
        figures.Failures++;
        if (search.Measured > known)
        {
            // Twice: eight points do not show the whole scatter.
            (figures.MeasuredNoise, figures.MeasuredAt) = (2 * search.Measured, figures.Loss);
            return new Stride(Counts: false);
        }
        if (!Descent.IsEmpty)
        {
            options.Descent.Forget(Descent);
            figures.Restarts++;
            return new Stride(Counts: false);
        }
        var isBelow = figures.Predicted <= 32 * known || search.Initial <= line.SmallestStep;
        return new Stride(Counts: false, isBelow ? StopReason.PrecisionStall : StopReason.LineSearchFailed);
    }

    private void Count()
    {
        Descent.Settle();
        figures.Values += search.Values;
        figures.Gradients += search.Gradients;
        figures.Rejected += search.Rejected;
    }

    /// <summary>A memory that has gone astray stalls as the limit of the precision does: it is cleared once, and again after
    /// every time that this helped.</summary>
    private bool Refresh()
    {
        var helps = double.IsNaN(figures.LossAtRefresh) || Lowest.Loss < figures.LossAtRefresh - Noise;
        if (Descent.IsEmpty || !helps)
        {
            return false;
        }
        options.Descent.Forget(Descent);
        figures.LossAtRefresh = Lowest.Loss;
        figures.Level = 0;
        figures.Restarts++;
        return true;
    }

    /// <summary>1 for a direction with a length of its own; else the step that promises the last one's decrease again
    /// [Nocedal2006, §3.5], and at first one that moves θ by less than 1 in all entries together.</summary>
    private double FirstStep(bool hasLength, double slope)
    {
        if (hasLength || !(slope < 0))
        {
            return 1;
        }
        var again = figures.FormerStep * figures.FormerSlope / slope;
        if (again > 0 && double.IsFinite(again) && figures.Failures == 0)
        {
            return again;
        }
        var first = Math.Min(1, 1 / Vectors.AbsoluteSum(direction));
        return Math.Max(first, line.SmallestStep);
    }

    /// <summary>Goes back to the best θ.</summary>
    /// <returns>Whether that is another one; nothing but its loss and gradient norm is known there.</returns>
    private bool GoToLowest(double[] parameters)
    {
        if (!double.IsFinite(Lowest.Loss) || Lowest.Parameters.SequenceEqual(parameters))
        {
            return false;
        }
        Lowest.Parameters.CopyTo(parameters);
        (figures.Loss, figures.GradientNorm) = (Lowest.Loss, Lowest.GradientNorm);
        return true;
    }

    /// <summary>The stop reason with its figures.</summary>
    private string Explain(StopReason stop) =>
        stop switch
        {
            StopReason.PrecisionStall when figures.Failures == 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} {figures.Level} iterations within {Noise:g3}, no smaller gradient."
            ),
            StopReason.PrecisionStall or StopReason.LineSearchFailed => string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} Predicted decrease {figures.Predicted:g3}, rounding {Noise:g3}."
            ),
            _ => stop.Describe(),
        };
}
