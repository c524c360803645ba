using System.Globalization;
using Thalweg.Numerics.Random;
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
    private Shuffled? interior;
    private Shuffled? boundary;
    private Shuffled? initial;

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

    public override int CountOn(Domain domain) => Batch;

    public override PointSet Interior(Domain domain, long draw = 0) =>
        Take(ref interior, domain, draw, domain.Volume, "interior", all.Interior);

    public override PointSet Boundary(Domain domain, long draw = 0) =>
        domain.Dimension == 1
            ? EndPoints(domain)
            : Take(ref boundary, domain, draw, domain.BoundaryMeasure, "boundary", all.Boundary);

    public override PointSet Initial(Domain domain, long draw = 0) =>
        Take(ref initial, domain, draw, domain.InitialMeasure, "initial", all.Initial);

    private PointSet Take(
        ref Shuffled? cache,
        Domain domain,
        long draw,
        double measure,
        string region,
        Func<Domain, long, PointSet> points
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        var (epoch, slot) = Math.DivRem(draw, Pool / Batch);
        // Another thread may replace the field meanwhile; what was read stays whole.
        var shuffled = cache;
        if (shuffled is null || shuffled.Domain != domain || shuffled.Epoch != epoch)
        {
            var set = shuffled?.Domain == domain ? shuffled.Points : points(domain, 0);
            shuffled = new Shuffled(domain, epoch, set, Order(region, epoch));
            cache = shuffled;
        }
        var d = domain.Dimension;
        var coordinates = new double[d * Batch];
        for (var k = 0; k < d; k++)
        {
            var axis = shuffled.Points.Axis(k);
            for (var i = 0; i < Batch; i++)
            {
                coordinates[k * Batch + i] = axis[shuffled.Order[slot * Batch + i]];
            }
        }
        var weights = new double[Batch];
        Array.Fill(weights, measure / Batch);
        return new PointSet(d, coordinates, weights);
    }

    private int[] Order(string region, long epoch)
    {
        var order = new int[Pool];
        for (var i = 0; i < Pool; i++)
        {
            order[i] = i;
        }
        var name = string.Create(CultureInfo.InvariantCulture, $"quadrature/pool/{region}/{epoch}");
        new RandomStream(Seed, name).Shuffle(order.AsSpan());
        return order;
    }

    private sealed record Shuffled(Domain Domain, long Epoch, PointSet Points, int[] Order);
}
