using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Similarity;

/// <summary>How alike losses rank the same points: Spearman's correlation of every two of them on random planes through θ that they share.</summary>
/// <remarks>Nothing that keeps the order of a loss moves it, neither a factor above 0 nor an offset. It is of these planes and this width: of what
/// random planes do not see, such as a few negative eigenvalues among many, it says nothing.</remarks>
/// <param name="ByPlane">Of the pair (i, j), i &lt; j, at [i, j]: ρ by plane; NaN where one of the losses is constant on the plane, not finite somewhere or
/// not resolved.</param>
public sealed record PlaneAgreement(IReadOnlyDictionary<(int First, int Second), IReadOnlyList<double>> ByPlane)
{
    public IReadOnlyDictionary<(int First, int Second), IReadOnlyList<double>> ByPlane { get; init; } =
        ByPlane ?? throw new ArgumentNullException(nameof(ByPlane));

    /// <summary>Samples n × n points on each plane. Cost: that of <see cref="Slice.Surface"/> for each.</summary>
    /// <param name="objectives">Two or more.</param>
    /// <param name="centre">θ, [P].</param>
    /// <param name="directions">Raw directions, two for each plane.</param>
    /// <param name="rule">Scales them to θ.</param>
    /// <param name="axis">Of both axes.</param>
    /// <exception cref="ArgumentException">One objective, or an odd number of directions.</exception>
    public static PlaneAgreement Measure(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> centre,
        DirectionSet directions,
        DirectionRule rule,
        Axis axis,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(team);
        if (objectives.Count < 2)
        {
            throw new ArgumentException(
                $"objectives has {objectives.Count} entries; give two or more to compare",
                nameof(objectives)
            );
        }
        if (directions.Count % 2 != 0)
        {
            throw new ArgumentException(
                $"directions has {directions.Count} rows; give two for each plane",
                nameof(directions)
            );
        }
        var (p, planes) = (centre.Length, directions.Count / 2);
        var scaled = directions.At(centre.Span, rule, DirectionRule.LayoutOf(objectives[0].Objective));
        var pairs = new Dictionary<(int First, int Second), IReadOnlyList<double>>();
        for (var i = 0; i < objectives.Count; i++)
        {
            for (var j = i + 1; j < objectives.Count; j++)
            {
                pairs.Add((i, j), new double[planes]);
            }
        }
        for (var k = 0; k < planes; k++)
        {
            var surface = Slice.Surface(
                objectives,
                centre,
                scaled.AsMemory(2 * k * p, p),
                scaled.AsMemory(((2 * k) + 1) * p, p),
                axis,
                axis,
                team,
                progress is null ? null : new PlaneProgress(progress, k, planes)
            );
            foreach (var ((i, j), values) in pairs)
            {
                ((double[])values)[k] = Of(surface.Objectives[i], surface.Objectives[j]);
            }
        }
        return new PlaneAgreement(pairs);
    }

    private static double Of(SlicedValues a, SlicedValues b) =>
        IsSeen(a) && IsSeen(b) ? RankCorrelation.Of(a.Losses, b.Losses) : double.NaN;

    private static bool IsSeen(SlicedValues values) =>
        values.NonFinite == 0 && values.RoundingBounds is [<= SlicedValues.LargestBound];

    /// <summary>Progress on one of the planes as that of all.</summary>
    private sealed class PlaneProgress(IProgress<LandscapeProgress> all, int plane, int planes)
        : IProgress<LandscapeProgress>
    {
        public void Report(LandscapeProgress value) =>
            all.Report(new LandscapeProgress((plane * value.Total) + value.Done, planes * value.Total));
    }
}
