using System.Globalization;
using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A pass between two minima.</summary>
/// <param name="From">Place of the first minimum in the list; null where the way down runs to infinity.</param>
/// <param name="To">Place of the second one, the same where the pass joins a minimum to itself or to a copy.</param>
/// <param name="FromMap">The symmetry that carries the listed minimum to where the way down ends.</param>
/// <param name="ToMap">The same of the second one.</param>
/// <param name="Height">Loss at the pass.</param>
/// <param name="Barrier">Height above the higher of the minima; null where a way runs to infinity.</param>
/// <param name="Saddle">Place of the pass in the list.</param>
/// <param name="IsVerified">As <see cref="CensusPoint.IsVerified"/>.</param>
public sealed record CensusPass(
    int? From,
    int? To,
    string? FromMap,
    string? ToMap,
    double Height,
    double? Barrier,
    int Saddle,
    bool IsVerified
);

/// <summary>What a census found and what it says of its completeness.</summary>
/// <param name="Points">One for each orbit, by value.</param>
/// <param name="Passes">Of the points of index 1 that the quadrature did not make.</param>
/// <param name="Counts">Number of points of each index, copies counted, those of the quadrature too; null where copies are a continuum.</param>
/// <param name="Euler">Σ (−1)^index over all points; null where it has no meaning.</param>
/// <param name="EulerGenuine">The same over those that the quadrature did not make.</param>
/// <param name="Richness">Of the genuine ones whose index is known.</param>
/// <param name="IsComplete">By search, and by the Euler check where there is one.</param>
/// <param name="Verdict">In words.</param>
/// <param name="Infinity">The direction in which the loss falls without a minimiser, a unit vector; null where there is a minimum.</param>
/// <param name="Starts">Random starts.</param>
/// <param name="Searches">Refinements from them.</param>
public sealed record CensusResult(
    IReadOnlyList<CensusPoint> Points,
    IReadOnlyList<CensusPass> Passes,
    IReadOnlyDictionary<int, int>? Counts,
    int? Euler,
    int? EulerGenuine,
    Richness Richness,
    bool IsComplete,
    string Verdict,
    double[]? Infinity,
    int Starts,
    long Searches
)
{
    public IReadOnlyList<CensusPoint> Points { get; init; } = Points ?? throw new ArgumentNullException(nameof(Points));

    public IReadOnlyList<CensusPass> Passes { get; init; } = Passes ?? throw new ArgumentNullException(nameof(Passes));

    public Richness Richness { get; init; } = Richness ?? throw new ArgumentNullException(nameof(Richness));

    public string Verdict { get; init; } = Verdict ?? throw new ArgumentNullException(nameof(Verdict));

    /// <summary>The verdict on a list of points, whatever found them.</summary>
    /// <param name="strays">Where searches and ways down ran to infinity.</param>
    public static CensusResult Of(
        IReadOnlyList<CensusPoint> points,
        IReadOnlyList<StationaryPoint> strays,
        CensusOptions options,
        int starts,
        long searches
    )
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(strays);
        ArgumentNullException.ThrowIfNull(options);
        var genuine = points.Where(p => !p.IsOfQuadrature).ToList();
        var (all, euler) = (EulerSum(points), EulerSum(genuine));
        if (options.NoCheck is not null)
        {
            (all, euler) = (null, null);
        }
        var richness = Richness.Of([.. genuine.Where(p => p.Point.IsRegular).Select(p => p.Found)]);
        var infinity = DirectionOf(points, genuine, strays);
        var (isComplete, verdict) = Judge(points, genuine, euler, richness, infinity, options);
        return new CensusResult(
            points,
            [.. Enumerable.Range(0, points.Count).Where(i => IsPass(points[i])).Select(i => Pass(points, i))],
            points.Any(p => p.Orbit.Size is null) ? null : CountsOf(points),
            all,
            euler,
            richness,
            isComplete,
            verdict,
            infinity,
            starts,
            searches
        );
    }

    /// <summary>Σ (−1)^index, copies counted; null where an index is not decided, zero modes are there, or copies are a continuum.</summary>
    public static int? EulerSum(IEnumerable<CensusPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var sum = 0;
        foreach (var point in points)
        {
            if (point.Orbit.Size is not { } size || !point.Point.IsRegular || point.Point.ZeroModes > 0)
            {
                return null;
            }
            sum += point.Point.Index % 2 == 0 ? size : -size;
        }
        return sum;
    }

    private static (bool, string) Judge(
        IReadOnlyList<CensusPoint> points,
        List<CensusPoint> genuine,
        int? euler,
        Richness richness,
        double[]? infinity,
        CensusOptions options
    )
    {
        var search = richness.IsComplete
            ? "complete by search"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the search is not finished: {richness.Observed} orbits found, {richness.Estimate:0.#} estimated ({richness.Lower:0.#} to {richness.Upper:0.#})"
            );
        if (infinity is not null && points.Count > 0)
        {
            return (false, $"no finite minimiser: the loss falls without end in the direction given; {search}");
        }
        if (points.Count == 0)
        {
            return (false, "no stationary point was found");
        }
        if (options.NoCheck is { } reason)
        {
            return (richness.IsComplete, $"no Euler check ({reason}); {search}");
        }
        if (euler is not { } sum)
        {
            var why =
                genuine.Any(p => p.Point.ZeroModes > 0) ? "zero modes"
                : genuine.Any(p => !p.Point.IsRegular) ? "an index is undecidable"
                : "too many copies";
            return (richness.IsComplete, $"no Euler check ({why}); {search}");
        }
        var condition = options.IsCoercive is null ? " if the loss grows in all directions" : "";
        if (sum != 1)
        {
            return (
                false,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at least {Math.Abs(1 - sum)} missing{condition}: the Euler sum is {sum}, not 1"
                )
            );
        }
        return richness.IsComplete
            ? (true, $"complete by search and check{condition}")
            : (false, $"the Euler check holds{condition}, but {search}");
    }

    /// <summary>Where nothing that is a minimum of the equation was found, the way that the lowest thing lies.</summary>
    private static double[]? DirectionOf(
        IReadOnlyList<CensusPoint> points,
        List<CensusPoint> genuine,
        IReadOnlyList<StationaryPoint> strays
    )
    {
        if (genuine.Any(p => p.Point.Index == 0))
        {
            return null;
        }
        var lowest = points
            .Where(p => p.Point.Index == 0)
            .Select(p => p.Point)
            .Concat(strays)
            .OrderBy(p => p.Value)
            .FirstOrDefault();
        if (lowest is null || (genuine.Count > 0 && lowest.Value >= genuine.Min(p => p.Point.Value)))
        {
            return null;
        }
        var direction = (double[])lowest.Parameters.Clone();
        Vectors.Scale(1 / Vectors.Norm(direction), direction, direction);
        return direction;
    }

    private static bool IsPass(CensusPoint point) =>
        point is { IsOfQuadrature: false, Point: { IsRegular: true, Index: 1 }, Ends: not null };

    private static CensusPass Pass(IReadOnlyList<CensusPoint> points, int saddle)
    {
        var (pass, ends) = (points[saddle], points[saddle].Ends!);
        var isClosed = ends.All(end => end.Place is not null);
        return new CensusPass(
            ends[0].Place,
            ends[1].Place,
            ends[0].Map,
            ends[1].Map,
            pass.Point.Value,
            isClosed ? pass.Point.Value - ends.Max(end => points[end.Place!.Value].Point.Value) : null,
            saddle,
            pass.IsVerified
        );
    }

    private static SortedDictionary<int, int> CountsOf(IReadOnlyList<CensusPoint> points)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var point in points)
        {
            counts[point.Point.Index] = counts.GetValueOrDefault(point.Point.Index) + point.Orbit.Size!.Value;
        }
        return counts;
    }
}
