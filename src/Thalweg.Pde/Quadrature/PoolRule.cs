using System.Globalization;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Batches from a pool of uniform points: an epoch takes the pool once through in shuffled order, batch by batch, and every
/// epoch shuffles anew. Draw k is batch k mod (pool/batch) of epoch k div (pool/batch), whatever was drawn before.
/// <c>monte-carlo(pool=10000, batch=100, seed=s)</c>.
/// </summary>
public sealed class PoolRule : QuadratureRule
{
    private readonly MonteCarloRule all;
    private readonly Cached?[] pools = new Cached?[3];

    /// <param name="pool">Number of points in the pool, on the boundary and on the initial surface as in the
    /// interior.</param>
    /// <param name="batch">Points of a draw; divides the pool.</param>
    /// <param name="seed">Seed of the points and of the order.</param>
    public PoolRule(int pool, int batch, ulong seed = 0)
    {
        Pool = PointCount.Checked(pool, "monte-carlo", nameof(pool));
        Batch = PointCount.Checked(batch, "monte-carlo", nameof(batch));
        Seed = seed;
        if (pool % batch != 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"batch of quadrature 'monte-carlo' is {batch}, expected a divisor of pool={pool}: "
                )
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"use pool={((pool - 1) / batch + 1) * batch} or another batch"
                    ),
                nameof(batch)
            );
        }
        all = new MonteCarloRule(pool, Redraw.Never, seed);
    }

    public int Pool { get; }

    public int Batch { get; }

    public ulong Seed { get; }

    public override bool Redrawn => true;

    public override string Name =>
        RuleName.Of("monte-carlo", "pool", Pool, ("batch", Batch), ("seed", Seed == 0 ? null : Seed));

    public override int CountOn(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Batch;
    }

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Interior, draw);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Boundary, draw);
    }

    public override PointSet Initial(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Initial, draw);
    }

    internal override Drawing DrawingOn(Domain domain, DomainPart part) =>
        part == DomainPart.Boundary && domain.Dimension == 1
            ? new StillDrawing(EndPoints(domain))
            : new PoolDrawing(PoolOn(domain, part), Batch, domain.MeasureOf(part), Seed, StreamName.OfPool(part));

    private PointSet Drawn(Domain domain, DomainPart part, long draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        var drawing = DrawingOn(domain, part);
        drawing.MoveTo(draw);
        return drawing.Points;
    }

    private PointSet PoolOn(Domain domain, DomainPart part)
    {
        // Another thread may replace the entry meanwhile; what was read stays whole.
        var cached = pools[(int)part];
        if (cached?.Domain != domain)
        {
            cached = new Cached(domain, all.PointsOn(domain, part, 0));
            pools[(int)part] = cached;
        }
        return cached.Points;
    }

    private sealed record Cached(Domain Domain, PointSet Points);
}
