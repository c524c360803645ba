using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>
/// Residual-based adaptive refinement [Lu2021, Wu2023]: each round adds the m candidates with the largest |r|, of a set drawn
/// uniformly, to the points there are. <c>rar</c> or <c>rar(add=m, candidates=M, limit=n, seed=s)</c>.
/// </summary>
/// <remarks>Cost of a round: M residuals; every evaluation of the loss grows with the points.</remarks>
public sealed record ResidualRefinement : PointSampler
{
    private const string Label = "rar";

    /// <summary>m; a tenth of the points of the quadrature if null.</summary>
    public int? Add
    {
        get;
        init => field = value is { } count ? Count(count, "add", Label) : null;
    }

    /// <summary>M; ten times the points of the quadrature if null.</summary>
    public int? Candidates
    {
        get;
        init => field = value is { } count ? Count(count, "candidates", Label) : null;
    }

    /// <summary>How many points there are at most, after which rounds change nothing; twice those of the quadrature if null.</summary>
    public int? Limit
    {
        get;
        init => field = value is { } count ? Count(count, "limit", Label) : null;
    }

    public override string Name => Spelled(Label, ("add", Add), ("candidates", Candidates), ("limit", Limit));

    internal override PointSet Choose(SamplingRound round)
    {
        var room = Math.Max(0, (Limit ?? (2 * round.Initial)) - round.Points.Count);
        var count = Math.Min(Adding(round.Initial), room);
        if (count == 0)
        {
            return round.Points;
        }
        var candidates = Uniform(round.Domain, Drawing(round.Initial), Random(Label, round.Number));
        var residual = round.Field.At(candidates);
        return Density.IsFinite(residual)
            ? Equal(Join(round.Points, candidates, Largest(residual, count)), round.Domain)
            : round.Points;
    }

    internal override string? MisfitOn(Domain domain, int points) =>
        Limit <= points
            ? $"limit of sampler '{Name}' is {Limit}, expected more than the {points} points of the quadrature, or nothing would be added: raise it"
        : Adding(points) > Drawing(points)
            ? $"candidates of sampler '{Name}' is {Drawing(points)}, expected at least add={Adding(points)}: draw more candidates or add fewer points"
        : null;

    /// <summary>Places of the largest magnitudes, largest first; among equals the earlier.</summary>
    private static int[] Largest(double[] values, int count)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Array.Sort(
            order,
            (i, j) =>
            {
                var bySize = Math.Abs(values[j]).CompareTo(Math.Abs(values[i]));
                return bySize != 0 ? bySize : i.CompareTo(j);
            }
        );
        return order[..count];
    }

    private int Adding(int initial) => Add ?? Math.Max(1, initial / 10);

    private int Drawing(int initial) => Candidates ?? 10 * initial;
}
