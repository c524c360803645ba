using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Paths;

/// <summary>Σ f(w(t_m)) + λ Σ ‖w(t_{m+1}) − w(t_m)‖² as a loss of the coefficients of w, at M points t_m = m/(M − 1)
/// [Yu2026, Eq. 4].</summary>
internal sealed class PathSum : AlteringObjective
{
    private const int Tile = 2048;

    private readonly PathShape shape;
    private readonly double[] from;
    private readonly double[] to;
    private readonly double lambda;
    private readonly bool squared;
    private readonly double[][] weights;
    private readonly double[] losses;
    private readonly double[] gradients;
    private readonly double[] row = new double[Tile];
    private readonly int size;
    private double[] seen = [];

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
        weights = [.. T.Select(Weights)];
        losses = new double[points];
        gradients = new double[checked(points * size)];

        double[] Weights(double t)
        {
            var row = new double[terms];
            basis.Weights(t, row);
            return row;
        }
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
            var coefficients = parameters.Span.Slice(k * ParameterCount, ParameterCount);
            var points = Points(coefficients);
            if (!HasHeight || !coefficients.SequenceEqual(seen))
            {
                Inner.Values(points, this.losses, default, default, team);
                See(coefficients);
            }
            losses.Span[k] = Report(points, terms.IsEmpty ? default : terms.Slice(2 * k, 2));
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
        var points = Points(parameters.Span);
        Inner.Gradients(points, losses, gradients, default, team);
        See(parameters.Span);
        gradient.Span.Clear();
        for (var first = 0; first < size; first += Tile)
        {
            AddTile(points, first, Math.Min(Tile, size - first), gradient.Span);
        }
        return Report(points, terms);
    }

    /// <summary>Adds what all points have to say of some of the parameters, while the cache holds them.</summary>
    private void AddTile(double[] points, int first, int count, Span<double> target)
    {
        // The ends do not move.
        for (var m = 1; m < T.Length - 1; m++)
        {
            var own = row.AsSpan(0, count);
            Vectors.Scale(squared ? 2 * losses[m] : 1, gradients.AsSpan((m * size) + first, count), own);
            for (var i = 0; i < count; i++)
            {
                var entry = first + i;
                var at = points[(m * size) + entry];
                own[i] +=
                    2 * lambda * (at - points[((m - 1) * size) + entry] - (points[((m + 1) * size) + entry] - at));
            }
            for (var n = 0; n < weights[m].Length; n++)
            {
                if (weights[m][n] != 0)
                {
                    var coefficient = target.Slice((n * size) + first, count);
                    Vectors.Combine(coefficient, weights[m][n], own, coefficient);
                }
            }
        }
    }

    /// <summary>A record of a step asks for what its gradient has seen.</summary>
    private void See(ReadOnlySpan<double> coefficients)
    {
        if (HasHeight)
        {
            seen = coefficients.ToArray();
        }
    }

    /// <summary>Of the highest point: above the infimum, or above the higher end where none is known.</summary>
    private double Height() => losses.Max() - (Inner.LowerBound ?? Math.Max(losses[0], losses[^1]));

    private double[] Points(ReadOnlySpan<double> coefficients) =>
        new PathCurve(from, to, shape, coefficients).Points(T);

    private double Report(double[] points, Memory<double> terms)
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
