using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Paths;
using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Passes;

/// <summary>Finds verified passes between minima: how high one has to climb from each to each.</summary>
/// <remarks>
/// <para>Every given point is brought to the minimum below it; those that are one, or copies by a symmetry that the loss declares, are merged. Between
/// each pair an elastic band is relaxed, first to the nearest copy; its tops are refined to points of index 1, and both ways down are
/// followed. Minima that are met are kept. As long as no verified passes join the pair, the nearest minima of its two sides that no band was laid between
/// are tried in the same way [Wales2003]. Where the maps that the loss declares are few, a band between two minima and the passes it leads to are those between all their copies by one map too; of more than 64 copies
/// of a pass the graph keeps those that a lowest way between given minima leads over.</para>
/// <para>Heights are those of the lowest known way over any of these minima, upper bounds of the true ones: a lower way over minima that
/// nothing led to stays unseen. What could not be verified is kept as a bound, and says why. Cost: for each band its steps times its images in
/// gradients, and for each top some ten to a thousand dense Hessians.</para>
/// </remarks>
public sealed class PassSearch
{
    private const int LinePoints = 51;
    private readonly IObjective objective;
    private readonly IReadOnlyList<IObjective> finer;
    private readonly PassOptions options;

    /// <param name="finer">The same loss with more nodes, for the alibi; none where there is no quadrature.</param>
    /// <exception cref="ArgumentException">More parameters than dense Hessians are made for.</exception>
    public PassSearch(IObjective objective, IReadOnlyList<IObjective>? finer = null, PassOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        this.objective = objective;
        this.finer = finer ?? [];
        this.options = options ?? new PassOptions();
        _ = new Refinement(objective, this.options.Points);
    }

    /// <summary>Searches between the minima that points lead to.</summary>
    /// <param name="points">[m], θ each, finite.</param>
    /// <param name="progress">Told the share of the pairs.</param>
    /// <exception cref="ArgumentException">There is no point, or one that does not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public PassGraph Between(IReadOnlyList<double[]> points, WorkerTeam team, IProgress<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        if (points.Count == 0)
        {
            throw new ArgumentException("there is no point; give those of one minimum or more", nameof(points));
        }
        foreach (var point in points)
        {
            Centre.Check(objective, point, nameof(points));
        }
        var copies = new Copies(objective, options.Points.SamePoint);
        var found = new FoundPasses(copies, finer, options.Points, team);
        var crossing = new Crossing(objective, finer, options, copies, found, team);
        var (places, labels) = (new int?[points.Count], new PointLabel[points.Count]);
        for (var i = 0; i < points.Count; i++)
        {
            var end = crossing.Settle(points[i]);
            labels[i] = end.Label;
            places[i] = end.Label == PointLabel.NotFinite ? null : found.Add(end, i, points[i]);
        }
        var known = found.Minima.Count;
        var chosen = Drawn([
            .. from i in Enumerable.Range(0, known) from j in Enumerable.Range(i + 1, known - i - 1) select (i, j),
        ]);
        var search = new Joining(found, crossing, options.MostBands);
        var pairs = new List<PassPair>();
        foreach (var (from, to) in chosen)
        {
            pairs.Add(Joined(search, copies, found, from, to, team));
            progress?.Report(pairs.Count / (double)chosen.Count);
        }
        return found.Graph(pairs, places, labels);
    }

    private PassPair Joined(Joining search, Copies copies, FoundPasses found, int from, int to, WorkerTeam team)
    {
        var (a, b) = (found.Place(from), found.Place(to));
        var isValley = found.Minima[from].IsValley || found.Minima[to].IsValley;
        var nearest = isValley ? b : copies.Nearest(a, b);
        var isNearest = copies.AreSame(nearest, b) || copies.AreContinuous;
        var image = isNearest ? to : found.AddCopy(to, nearest);
        var before = search.Bands;
        // Of a cluster the copy is known up to motions, and the band is laid to where it is nearest.
        var (stop, why) = search.Join(from, image, aligned: true);
        var asGiven = isNearest || !options.AlsoAsGiven ? null : (PassStop?)search.Join(from, to, aligned: false).Stop;
        var line = LineHeight(a, b, team);
        return new PassPair(
            from,
            to,
            line,
            isNearest && !copies.AreContinuous ? line : LineHeight(a, nearest, team),
            search.Bands - before,
            stop,
            asGiven,
            why
        );
    }

    private IReadOnlyList<(int From, int To)> Drawn((int From, int To)[] pairs)
    {
        if (options.Pairs is not { } count || count >= pairs.Length)
        {
            return pairs;
        }
        new RandomStream(options.Seed, "passes/pairs").Shuffle<(int, int)>(pairs);
        return [.. pairs.Take(count).Order()];
    }

    private double LineHeight(double[] from, double[] to, WorkerTeam team) =>
        from.AsSpan().SequenceEqual(to)
            ? Value(from, team)
            : PathFit
                .Find([new("loss", objective)], from, to, new PathFitOptions { Terms = 0, Points = LinePoints }, team)
                .Losses[0]
                .Height.Loss;

    private double Value(double[] point, WorkerTeam team)
    {
        var loss = new double[1];
        objective.Values(point, loss, default, default, team);
        return loss[0];
    }
}
