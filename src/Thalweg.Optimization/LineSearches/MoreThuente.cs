using System.Globalization;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The strong Wolfe conditions φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)|, by safeguarded cubic and quadratic steps
/// [More1994].
/// </summary>
/// <remarks>
/// Cost: one gradient per trial, one or two as a rule. Until a trial has a decrease and a rising slope, it works on
/// ψ(α) = φ(α) − φ(0) − c₁ α φ′(0), which guarantees that an acceptable step exists in the interval. A trial that is not finite
/// bounds the step from above. Near the limit of the precision the decrease cannot be confirmed and the search fails
/// (<see cref="LineSearchOutcome.Exhausted"/>) or ends with <see cref="LineSearchOutcome.Lower"/>; <see cref="HagerZhang"/> goes on.
/// </remarks>
/// <param name="Decrease">c₁ in (0, 1).</param>
/// <param name="Curvature">c₂ in (c₁, 1).</param>
/// <param name="Evaluations">Trials at most, 1 or more.</param>
/// <param name="Longest">The longest step, in multiples of d.</param>
public sealed record MoreThuente(
    double Decrease = 1e-4,
    double Curvature = 0.9,
    int Evaluations = 40,
    double Longest = 1e20
) : ILineSearch
{
    /// <summary>The interval of uncertainty is halved in at most two trials by this factor each.</summary>
    private const double Shrinkage = 0.66;

    private const double LeastExtrapolation = 1.1;
    private const double MostExtrapolation = 4;
    private const double IntervalTolerance = 1e-14;

    public double Decrease { get; } = OptionRange.Inside(Decrease, nameof(Decrease));

    public double Curvature { get; } = OptionRange.Above(Curvature, Decrease, nameof(Curvature), nameof(Decrease));

    public int Evaluations { get; } = OptionRange.Count(Evaluations, nameof(Evaluations));

    public double Longest { get; } = OptionRange.Positive(Longest, nameof(Longest));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"more-thuente(decrease={Decrease}, curvature={Curvature}, evaluations={Evaluations}, longest={Longest})"
        );

    public LineSearchResult Search(LineFunction line, double initial)
    {
        ArgumentNullException.ThrowIfNull(line);
        LineFunction.RequireStep(initial);
        var origin = line.Origin;
        if (!(origin.Slope < 0))
        {
            return LineSearchResult.NotDescent;
        }
        var demand = Decrease * origin.Slope;
        var interval = new UncertaintyInterval(origin);
        var longest = Longest;
        var step = Math.Min(initial, longest);
        var (lower, upper) = (0.0, Math.Min(longest, step + (MostExtrapolation * step)));
        var (width, formerWidth) = (longest, 2 * longest);
        var auxiliary = true;
        for (var trials = 1; ; trials++)
        {
            var trial = line.SampleAt(step);
            if (!trial.IsFinite)
            {
                longest = step;
                step = interval.Best.Step + (0.1 * (step - interval.Best.Step));
                upper = Math.Min(upper, longest);
                if (trials >= Evaluations || step < line.SmallestStep)
                {
                    return LineSearchResult.LowestOf(line, LineSearchOutcome.Exhausted);
                }
                continue;
            }
            var limit = origin.Value + (step * demand);
            if (trial.Value <= limit && Math.Abs(trial.Slope) <= Curvature * -origin.Slope)
            {
                return new(LineSearchOutcome.Accepted, step);
            }
            auxiliary &= !(trial.Value <= limit && trial.Slope >= 0);
            if (step >= longest && trial.Value <= limit && trial.Slope <= demand)
            {
                return LineSearchResult.LowestOf(line, LineSearchOutcome.Unbounded);
            }
            var vanished =
                interval.Bracketed && (step <= lower || step >= upper || upper - lower <= IntervalTolerance * upper);
            // What the bracket can still gain is below the rounding of L: no value decides anything any more.
            var decided = interval.Bracketed && (upper - lower) * -origin.Slope <= 0.1 * line.Noise;
            if (vanished || decided || trials >= Evaluations)
            {
                return LineSearchResult.LowestOf(line, LineSearchOutcome.Exhausted);
            }
            var tilt = auxiliary && trial.Value <= interval.Best.Value && trial.Value > limit ? demand : 0;
            step = interval.Next(trial, lower, upper, tilt);
            if (interval.Bracketed)
            {
                var now = Math.Abs(interval.Other.Step - interval.Best.Step);
                if (now >= Shrinkage * formerWidth)
                {
                    step = interval.Best.Step + (0.5 * (interval.Other.Step - interval.Best.Step));
                }
                (formerWidth, width) = (width, now);
                lower = Math.Min(interval.Best.Step, interval.Other.Step);
                upper = Math.Max(interval.Best.Step, interval.Other.Step);
            }
            else
            {
                lower = step + (LeastExtrapolation * (step - interval.Best.Step));
                upper = step + (MostExtrapolation * (step - interval.Best.Step));
            }
            step = Math.Clamp(step, 0, longest);
            if (interval.Bracketed && (step <= lower || step >= upper || upper - lower <= IntervalTolerance * upper))
            {
                step = interval.Best.Step;
            }
        }
    }
}
