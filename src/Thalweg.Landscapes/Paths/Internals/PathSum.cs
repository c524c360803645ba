using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Paths;

/// <summary>Σ f(w(t_m)) + λ Σ ‖w(t_{m+1}) − w(t_m)‖² as a loss of the coefficients of w, at M points t_m = m/(M − 1)
/// [Yu2026, Eq. 4].</summary>
internal sealed class PathSum : AlteringObjective, IWork
{
    private readonly PathShape shape;
    private readonly double[] from;
    private readonly double[] to;
    private readonly double lambda;
    private readonly bool squared;
    private readonly PathPlaces places;
    private readonly double[] points;
    private readonly double[] losses;
    private readonly double[] gradients;
    private readonly int size;
    private readonly List<double[]> rooms = [];
    private ReadOnlyMemory<double> coefficients;
    private Memory<double> target;
    private double[] seen = [];
    private bool hasEnds;

    public PathSum(
        IObjective inner,
        ReadOnlySpan<double> from,
        ReadOnlySpan<double> to,
        PathShape shape,
        int terms,
        int points,
        double lambda,
        bool squared
    )
        : base(inner)
    {
        this.shape = shape;
        this.from = from.ToArray();
        this.to = to.ToArray();
        this.lambda = lambda;
        this.squared = squared;
        size = inner.ParameterCount;
        ParameterCount = checked(terms * size);
        var basis = PathBasis.Of(shape, terms);
        T = [.. Enumerable.Range(0, points).Select(m => m / (points - 1.0))];
        var straight = new double[size];
        Vectors.Difference(to, from, straight);
        places = new PathPlaces(this.from, this.to, straight, shape, basis, T);
        this.points = new double[checked(points * size)];
        losses = new double[points];
        gradients = new double[this.points.Length];
    }

    public override string Name => $"path of {Inner.Name}";

    public override int ParameterCount { get; }

    public override IReadOnlyList<string> TermNames { get; } = ["losses", "lengths"];

    /// <summary>The metric of the highest point, where it is asked for.</summary>
    public const string HeightName = "height";

    /// <summary>Whether the highest point is a metric.</summary>
    public bool HasHeight { get; init; }

    public override IReadOnlyList<string> MetricNames => HasHeight ? [HeightName] : [];

    /// <summary>t_m, [M].</summary>
    public double[] T { get; }

    public override double? LowerBound =>
        squared ? 0
        : Inner.LowerBound is { } bound ? T.Length * bound
        : null;

    /// <summary>The coefficients of the straight line.</summary>
    public double[] Straight()
    {
        var start = new double[ParameterCount];
        var basis = PathBasis.Of(shape, ParameterCount / size);
        for (var n = 0; n < basis.Count; n++)
        {
            if (basis.Share(n) is { } share)
            {
                for (var i = 0; i < size; i++)
                {
                    start[(n * size) + i] = from[i] + (share * (to[i] - from[i]));
                }
            }
        }
        return start;
    }

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        for (var k = 0; k < losses.Length; k++)
        {
            var own = parameters.Slice(k * ParameterCount, ParameterCount);
            Place(own, team);
            if (!HasHeight || !own.Span.SequenceEqual(seen))
            {
                var open = Open();
                Inner.Values(points.AsMemory(Entries(open)), this.losses.AsMemory(open), default, default, team);
                See(own.Span);
            }
            losses.Span[k] = Report(terms.IsEmpty ? default : terms.Slice(2 * k, 2));
            if (!metrics.IsEmpty && HasHeight)
            {
                metrics.Span[k] = Height();
            }
        }
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        Place(parameters, team);
        var open = Open();
        var entries = Entries(open);
        Inner.Gradients(points.AsMemory(entries), losses.AsMemory(open), gradients.AsMemory(entries), default, team);
        See(parameters.Span);
        Run(gradient, team);
        return Report(terms);
    }

    /// <summary>Tiles of the points, or of the gradient where there is one to be written: threads share them.</summary>
    void IWork.Run(int item, int worker)
    {
        var entries = places.EntriesOf(item);
        if (target.IsEmpty)
        {
            places.Fill(entries, coefficients.Span, points);
        }
        else
        {
            AddTile(entries, rooms[worker], target.Span);
        }
    }

    private void Place(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        coefficients = parameters;
        Run(default, team);
    }

    private void Run(Memory<double> gradient, WorkerTeam team)
    {
        while (rooms.Count < team.Threads)
        {
            rooms.Add(new double[3 * PathPlaces.Tile]);
        }
        target = gradient;
        team.Run(places.Tiles, this);
    }

    /// <summary>The points to look at: all at first, and then all but the ends, which do not move.</summary>
    private Range Open()
    {
        var open = hasEnds ? 1..(T.Length - 1) : 0..T.Length;
        hasEnds = true;
        return open;
    }

    private Range Entries(Range points) => (points.Start.Value * size)..(points.End.Value * size);

    /// <summary>Writes what all points have to say of some of the parameters, while the cache holds them.</summary>
    private void AddTile(Range entries, double[] room, Span<double> target)
    {
        var (first, count) = entries.GetOffsetAndLength(size);
        var own = room.AsSpan(0, count);
        var bend = room.AsSpan(count, count);
        var ahead = room.AsSpan(2 * count, count);
        for (var n = 0; n < ParameterCount; n += size)
        {
            target.Slice(n + first, count).Clear();
        }
        // The ends do not move.
        for (var m = 1; m < T.Length - 1; m++)
        {
            Vectors.Scale(squared ? 2 * losses[m] : 1, gradients.AsSpan((m * size) + first, count), own);
            Vectors.Difference(Point(m), Point(m - 1), bend);
            Vectors.Difference(Point(m + 1), Point(m), ahead);
            Vectors.Difference(bend, ahead, bend);
            Vectors.Displace(own, 2 * lambda, bend, own);
            var weights = places.Weights[m];
            for (var n = 0; n < weights.Length; n++)
            {
                if (weights[n] != 0)
                {
                    var coefficient = target.Slice((n * size) + first, count);
                    Vectors.Combine(coefficient, weights[n], own, coefficient);
                }
            }
        }

        ReadOnlySpan<double> Point(int m) => points.AsSpan((m * size) + first, count);
    }

    /// <summary>A record of a step asks for what its gradient has seen.</summary>
    private void See(ReadOnlySpan<double> coefficients)
    {
        if (HasHeight)
        {
            if (seen.Length == 0)
            {
                seen = new double[coefficients.Length];
            }
            coefficients.CopyTo(seen);
        }
    }

    /// <summary>Of the highest point: above the infimum, or above the higher end where none is known.</summary>
    private double Height() => losses.Max() - (Inner.LowerBound ?? Math.Max(losses[0], losses[^1]));

    private double Report(Memory<double> terms)
    {
        var summed = 0.0;
        foreach (var loss in losses)
        {
            summed += squared ? loss * loss : loss;
        }
        var lengths = 0.0;
        for (var m = 1; m < T.Length; m++)
        {
            for (var i = 0; i < size; i++)
            {
                var step = points[(m * size) + i] - points[((m - 1) * size) + i];
                lengths += step * step;
            }
        }
        if (!terms.IsEmpty)
        {
            (terms.Span[0], terms.Span[1]) = (summed, lambda * lengths);
        }
        return summed + (lambda * lengths);
    }
}
