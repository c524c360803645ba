using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The rounding of L as a search sees it: expected by what L sums, and measured where a search finds nothing lower.</summary>
/// <param name="factor">Of ε Σ |terms|.</param>
internal sealed class SearchRounding(IObjective objective, double factor)
{
    private readonly RoundingProbe probe = new(objective);

    /// <summary>Of the numbers that L is computed with, as far as it tells.</summary>
    public double Epsilon { get; } = objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon;

    /// <summary>Σ |terms|, at least |L|.</summary>
    public static double Magnitude(double loss, double[] terms)
    {
        var sum = 0.0;
        foreach (var term in terms)
        {
            sum += Math.Abs(term);
        }
        return double.IsFinite(sum) ? Math.Max(Math.Abs(loss), sum) : Math.Abs(loss);
    }

    public double Expected(double magnitude) => factor * Epsilon * magnitude;

    /// <summary>A loss of another program may be in single precision and not say so: then it hardly changes between neighbours in
    /// double, and scatters between neighbours of its own, which are so far apart that a curvature shows between them.</summary>
    /// <param name="noise">The rounding that is known of.</param>
    public (double Rounding, long Values) Measure(
        double[] parameters,
        double[] direction,
        double loss,
        double slope,
        double magnitude,
        double noise,
        WorkerTeam team
    )
    {
        var measured = probe.Measure(parameters, direction, loss, slope, team, Epsilon);
        if (objective.As<ISummands>() is not null || !probe.IsCoarse)
        {
            return (measured, RoundingProbe.Evaluations);
        }
        var grain = factor * RoundingProbe.SingleEpsilon * magnitude;
        var single = probe.MeasureSingle(parameters, direction, team, grain, noise);
        return (single > 0 ? single : measured, RoundingProbe.Evaluations + RoundingProbe.Points);
    }
}
