using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A list of the stationary points of every index of a loss, with evidence that it is complete.</summary>
/// <remarks>
/// <para>From each random start of a box one <see cref="Refinement"/> for every index (an index that never ends in a point is tried more rarely) and one
/// without an index; every point stands for its copies under the symmetry that the loss declares; both ways down from every pass are followed, and
/// minima that they end in are added. The box bounds starts alone.</para>
/// <para>The search ends where <see cref="Richness"/> of the points that the quadrature did not make is complete and their Euler sum is 1, where that
/// has a meaning; else with its last start. Cost: about 30 dense Hessians for each search.</para>
/// </remarks>
public sealed class Census
{
    private const int Patience = 6;
    private const int Rarely = 10;
    private const int UsualHighestIndex = 12;
    private readonly IObjective objective;
    private readonly IReadOnlyList<IObjective> finer;
    private readonly CensusOptions options;
    private readonly Refinement refinement;
    private readonly Descent descent;
    private readonly SymmetryGroup symmetry;
    private readonly List<Found> found = [];
    private readonly List<StationaryPoint> strays = [];
    private long searches;

    /// <param name="finer">The same loss with more nodes, for the alibi; none where there is no quadrature.</param>
    /// <exception cref="ArgumentException">As for <see cref="Refinement"/>.</exception>
    public Census(IObjective objective, IReadOnlyList<IObjective>? finer = null, CensusOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        this.objective = objective;
        this.finer = finer ?? [];
        this.options = options ?? new CensusOptions();
        refinement = new Refinement(objective, this.options.Points);
        descent = new Descent(objective, this.options.Points);
        symmetry = objective.As<ISymmetric>()?.Symmetry ?? SymmetryGroup.Identity(objective.ParameterCount);
    }

    /// <summary>Searches from random starts.</summary>
    /// <param name="box">A range for each coordinate; the last one holds for all that follow.</param>
    /// <param name="progress">Told the share of the most starts.</param>
    public CensusResult From(
        IReadOnlyList<(double From, double To)> box,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(team);
        if (box.Count == 0 || box.Any(range => !(range.From < range.To)))
        {
            throw new ArgumentException(
                "box has no range, or one whose end is not above its start: give lo:hi for every coordinate",
                nameof(box)
            );
        }
        var n = objective.ParameterCount;
        var tried = new int[Math.Min(n, options.HighestIndex ?? UsualHighestIndex) + 1];
        var ended = new int[tried.Length];
        var starts = 0;
        while (starts < options.MostStarts && !(starts >= options.LeastStarts && IsDone()))
        {
            var start = StartOf(starts, box);
            for (var k = 0; k < tried.Length; k++)
            {
                if (ended[k] == 0 && tried[k] >= Patience && starts % Rarely != 0)
                {
                    continue;
                }
                tried[k]++;
                ended[k] += Add(refinement.From(start, team, k), team) is not null ? 1 : 0;
                searches++;
            }
            Add(refinement.From(start, team), team);
            searches++;
            starts++;
            progress?.Report((double)starts / options.MostStarts);
        }
        return Result(starts);
    }

    private double[] StartOf(int number, IReadOnlyList<(double From, double To)> box)
    {
        var stream = new RandomStream(
            options.Seed,
            string.Create(CultureInfo.InvariantCulture, $"census/start/{number}")
        );
        var start = new double[objective.ParameterCount];
        for (var i = 0; i < start.Length; i++)
        {
            var (from, to) = box[Math.Min(i, box.Count - 1)];
            start[i] = from + ((to - from) * stream.NextUniform());
        }
        return start;
    }

    /// <summary>The place in the list of a point that was found; null where it is none.</summary>
    private int? Add(StationaryPoint point, WorkerTeam team)
    {
        if (!point.IsPlace)
        {
            if (point.Label is PointLabel.RunningToInfinity)
            {
                strays.Add(point);
            }
            return null;
        }
        var place = PlaceOf(point);
        if (place >= 0)
        {
            found[place].Times++;
            return place;
        }
        place = found.Count;
        var orbit = new Orbit(symmetry, point.Parameters, options.Points.SamePoint);
        var entry = new Found(point, orbit)
        {
            Alibi = finer.Count == 0 ? null : QuadratureAlibi.Of(point, finer, options.Points, team),
        };
        found.Add(entry);
        if (point is { IsRegular: true, Index: 1 })
        {
            entry.Ends = [.. descent.FromPass(point, team).Select(end => End(end, team))];
        }
        return place;
    }

    /// <summary>Points whose index is not known are places of a continuum, as far as anybody can tell: those of one value count as one.</summary>
    private int PlaceOf(StationaryPoint point) =>
        found.FindIndex(f =>
            f.Point.Label == point.Label
            && Math.Abs(f.Point.Value - point.Value) <= 1e-6 * (1 + Math.Abs(point.Value))
            && (!point.IsRegular || (f.Point.Index == point.Index && f.Orbit.Contains(point.Parameters)))
        );

    private DescentEnd End(StationaryPoint end, WorkerTeam team)
    {
        if (!end.IsPlace || end.Index > 0)
        {
            if (end.Label is PointLabel.RunningToInfinity)
            {
                strays.Add(end);
            }
            return new DescentEnd(null, null, end.IsPlace ? PointLabel.NotConverged : end.Label);
        }
        var place = Add(end, team);
        return new DescentEnd(place, place is { } p ? found[p].Orbit.MapTo(end.Parameters) : null, end.Label);
    }

    private bool IsDone()
    {
        var genuine = found.Where(f => f.Alibi is not { Holds: false }).ToList();
        return Richness.Of([.. genuine.Where(f => f.Point.IsRegular).Select(f => f.Times)]).IsComplete
            && (options.NoCheck is not null || CensusResult.EulerSum(genuine.Select(f => f.Entry)) is null or 1);
    }

    private CensusResult Result(int starts)
    {
        var order = Enumerable.Range(0, found.Count).OrderBy(i => found[i].Point.Value).ThenBy(i => i).ToList();
        CensusPoint[] points =
        [
            .. order.Select(i =>
                found[i].Entry with
                {
                    Ends = found[i]
                        .Ends?.Select(end => end with { Place = end.Place is { } p ? order.IndexOf(p) : null })
                        .ToList(),
                }
            ),
        ];
        return CensusResult.Of(points, strays, options, starts, searches);
    }

    private sealed class Found(StationaryPoint point, Orbit orbit)
    {
        public StationaryPoint Point => point;

        public Orbit Orbit => orbit;

        public QuadratureAlibi? Alibi { get; init; }

        public IReadOnlyList<DescentEnd>? Ends { get; set; }

        public int Times { get; set; } = 1;

        public CensusPoint Entry => new(point, orbit, Alibi, Ends, Times);
    }
}
