using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The half-width l₅ up to which at most one slice in twenty oscillates.</summary>
/// <param name="Value">The critical radius that one in twenty of the directions does not exceed; ∞ where no more oscillate up to the largest l, NaN
/// without directions.</param>
/// <param name="Interval">95 % interval from order statistics of the critical radii, exact for counts: 0 or ∞ where too few directions set a
/// limit.</param>
/// <param name="Radii">By direction the smallest l whose slice [−l, l] has an inner maximum and an inner minimum, and so every larger one; ∞ where there is
/// none up to the largest l, NaN where a loss is not finite before.</param>
/// <param name="Unsettled">Directions whose radius still changed at the finest step; they count as they are.</param>
/// <param name="NonFinite">Directions without a radius, left out.</param>
/// <param name="Evaluations">Losses computed.</param>
public sealed record ValleyRadius(
    double Value,
    Interval Interval,
    IReadOnlyList<double> Radii,
    int Unsettled,
    int NonFinite,
    long Evaluations
)
{
    /// <summary>The share of slices that may oscillate within the valley.</summary>
    public const double Share = 0.05;

    /// <summary>Scans every direction outward once, at a step that does not grow with l, and halves the step until neither radius nor
    /// oscillation changes. Cost: 2 · 512 values for each direction that does not oscillate, as many again for the finer step, and for others in
    /// proportion to their radius.</summary>
    /// <remarks>Waves as short as the first step, a 512th of the largest l, may be missed.</remarks>
    /// <param name="centre">θ, [P], finite.</param>
    /// <param name="directions">Raw directions, to which the rule is applied; null draws them from the seed.</param>
    public static ValleyRadius Measure(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        ValleyRadiusOptions options,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var set = directions ?? DirectionSet.Random(options.Directions, objective.ParameterCount, options.Seed);
        var slices = new RoughnessOptions
        {
            Radius = options.Largest,
            Rule = options.Rule,
            Published = options.Published,
        };
        var losses = new SliceLosses(objective, centre, set, slices, 0, team, null);
        var pool = new ScatterPool();
        var radii = new double[set.Count];
        var unsettled = 0;
        for (var k = 0; k < radii.Length; k++)
        {
            var scan = new OutwardScan(losses, k, options.Largest, pool);
            radii[k] = scan.Radius();
            unsettled += scan.IsSettled ? 0 : 1;
            progress?.Report(new LandscapeProgress(k + 1, radii.Length));
        }
        return Of(radii, unsettled, losses.Evaluations);
    }

    private static ValleyRadius Of(double[] radii, int unsettled, long evaluations)
    {
        double[] known = [.. radii.Where(r => !double.IsNaN(r)).Order()];
        var (lower, upper) = BinomialInterval.OfQuantile(known.Length, Share);
        var allowed = (int)(Share * known.Length);
        return new ValleyRadius(
            known.Length == 0 ? double.NaN : known[allowed],
            new Interval(
                known.Length == 0 ? double.NaN
                    : lower == 0 ? 0
                    : known[lower - 1],
                known.Length == 0 ? double.NaN
                    : upper > known.Length ? double.PositiveInfinity
                    : known[upper - 1],
                0.95
            ),
            radii,
            unsettled,
            radii.Length - known.Length,
            evaluations
        );
    }
}
