using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Passes;

/// <summary>The minima, passes and bounds that a search has found so far, each once, with their images under the symmetry.</summary>
internal sealed class FoundPasses(
    Copies copies,
    IReadOnlyList<IObjective> finer,
    StationaryOptions options,
    WorkerTeam team
)
{
    // Cosine of two ways to infinity that are one.
    private const double SameWay = 0.99;

    // Of values of copies, relative to 1 + |value|.
    private const double SameValue = 1e-6;

    private readonly List<PassMinimum> minima = [];
    private readonly List<double[]?> ways = [];
    private readonly List<Pass> passes = [];
    private readonly Dictionary<(int From, int To), PassBound> bounds = [];

    // Of more copies of a pass or a way only those are kept in the end that a lowest way between given minima leads over.
    private const int MostListed = 64;

    private readonly HashSet<int> spare = [];
    private readonly HashSet<(int From, int To)> spareBounds = [];

    public IReadOnlyList<PassMinimum> Minima => minima;

    public IReadOnlyList<Pass> Passes => passes;

    public IReadOnlyList<PassBound> Bounds => [.. bounds.Values];

    /// <summary>Whether a band was laid between two minima, or between copies of them by one map.</summary>
    public bool IsWay(int a, int b) => bounds.ContainsKey(Ordered(a, b));

    public double[] Place(int minimum) => minima[minimum].Point.Parameters;

    /// <summary>The number of a minimum or valley, a new one where it is not known.</summary>
    /// <param name="end">Where a way down ended.</param>
    /// <param name="given">Number of the given point, whose place stands for a valley; null for one that was met.</param>
    /// <param name="start">The given point.</param>
    public int Add(StationaryPoint end, int? given = null, double[]? start = null)
    {
        var number = Find(end);
        if (number < 0)
        {
            number = minima.Count;
            var isValley = end.Label == PointLabel.RunningToInfinity;
            var alibi =
                end is { IsRegular: true, Index: 0 } && finer.Count > 0
                    ? QuadratureAlibi.Of(end, finer, options, team)
                    : null;
            ways.Add(isValley ? Direction(end.Parameters) : null);
            minima.Add(
                new PassMinimum(
                    isValley && start is not null ? end with { Parameters = start } : end,
                    ClassOf(end),
                    [],
                    alibi
                )
            );
        }
        if (given is { } place)
        {
            minima[number] = minima[number] with { Given = [.. minima[number].Given, place] };
        }
        return number;
    }

    /// <summary>The number of a copy of a minimum.</summary>
    public int AddCopy(int minimum, double[] image)
    {
        var copy = minima[minimum].Point with { Parameters = image };
        var number = Find(copy);
        if (number >= 0)
        {
            return number;
        }
        minima.Add(minima[minimum] with { Point = copy, Given = [] });
        ways.Add(null);
        return minima.Count - 1;
    }

    /// <summary>A pass that is known already at this place; null where none is.</summary>
    public Pass? Known(StationaryPoint saddle) =>
        passes.Find(p =>
            IsAsHigh(p.Saddle, saddle)
            && (
                copies.AreContinuous
                    ? copies.AreCopies(p.Saddle.Parameters, saddle.Parameters)
                    : copies.AreSame(p.Saddle.Parameters, saddle.Parameters)
            )
        );

    /// <summary>Adds a pass, and its images under the symmetry.</summary>
    public Pass AddPass(StationaryPoint saddle, int from, int to, QuadratureAlibi? alibi)
    {
        var isVerified =
            saddle is { IsRegular: true, Index: 1 }
            && alibi is not { Holds: false }
            && minima[from].IsVerified
            && minima[to].IsVerified;
        var number = passes.Count;
        passes.Add(new Pass(from, to, saddle, alibi, isVerified));
        if (minima[from].IsValley || minima[to].IsValley)
        {
            return passes[number];
        }
        var images = copies.Images([saddle.Parameters, Place(from), Place(to)]);
        foreach (var image in images.Skip(1))
        {
            var copy = saddle with { Parameters = image[0] };
            if (Known(copy) is null)
            {
                if (images.Count > MostListed)
                {
                    spare.Add(passes.Count);
                }
                passes.Add(new Pass(AddCopy(from, image[1]), AddCopy(to, image[2]), copy, alibi, isVerified, number));
            }
        }
        return passes[number];
    }

    /// <summary>Keeps the lowest way between two minima, and its images.</summary>
    public void AddBound(int from, int to, double height, string why)
    {
        if (!double.IsFinite(height) || from == to)
        {
            return;
        }
        if (minima[from].IsValley || minima[to].IsValley)
        {
            Keep(from, to);
            return;
        }
        var images = copies.Images([Place(from), Place(to)]);
        var isFirst = true;
        foreach (var image in images)
        {
            var key = Keep(AddCopy(from, image[0]), AddCopy(to, image[1]));
            if (isFirst)
            {
                spareBounds.Remove(key);
            }
            else if (images.Count > MostListed)
            {
                spareBounds.Add(key);
            }
            isFirst = false;
        }

        (int, int) Keep(int a, int b)
        {
            var key = Ordered(a, b);
            if (!bounds.TryGetValue(key, out var known) || height < known.Height)
            {
                bounds[key] = new PassBound(key.From, key.To, height, why);
            }
            return key;
        }
    }

    /// <summary>The graph, without the copies by a large group that no lowest way between given minima needs.</summary>
    /// <param name="pairs">Numbers of minima as they are here; changed where minima are left out.</param>
    public PassGraph Graph(
        IReadOnlyList<PassPair> pairs,
        IReadOnlyList<int?> places,
        IReadOnlyList<PointLabel> labels
    ) =>
        new Thinning(new PassGraph(minima, passes, Bounds, pairs, places, labels)).Without(
            spare,
            bounds
                .Keys.Select((key, i) => (key, i))
                .Where(k => spareBounds.Contains(k.key))
                .Select(k => k.i)
                .ToHashSet()
        );

    private int Find(StationaryPoint end)
    {
        if (end.Label == PointLabel.RunningToInfinity)
        {
            var way = Direction(end.Parameters);
            return ways.FindIndex(known => known is not null && Vectors.Dot(known, way) > SameWay);
        }
        return minima.FindIndex(m =>
            !m.IsValley
            && IsAsHigh(m.Point, end)
            && (
                copies.AreContinuous
                    ? copies.AreCopies(m.Point.Parameters, end.Parameters)
                    : copies.AreSame(m.Point.Parameters, end.Parameters)
            )
        );
    }

    private int ClassOf(StationaryPoint point)
    {
        var known =
            point.Label == PointLabel.RunningToInfinity
                ? null
                : minima
                    .DistinctBy(m => m.Class)
                    .FirstOrDefault(m =>
                        !m.IsValley
                        && IsAsHigh(m.Point, point)
                        && copies.AreCopies(m.Point.Parameters, point.Parameters)
                    );
        return known?.Class ?? (minima.Count == 0 ? 0 : minima.Max(m => m.Class) + 1);
    }

    private static (int From, int To) Ordered(int a, int b) => a < b ? (a, b) : (b, a);

    private static bool IsAsHigh(StationaryPoint a, StationaryPoint b) =>
        Math.Abs(a.Value - b.Value) <= SameValue * (1 + Math.Abs(a.Value));

    private static double[] Direction(double[] point)
    {
        var direction = new double[point.Length];
        Vectors.Scale(1 / Vectors.Norm(point), point, direction);
        return direction;
    }
}
