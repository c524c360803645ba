using Thalweg.Numerics.Random;

namespace Thalweg.Pde.Quadrature;

/// <summary>Draws of batches from a pool that every epoch shuffles anew.</summary>
internal sealed class PoolDrawing : Drawing
{
    private readonly PointSet pool;
    private readonly ulong seed;
    private readonly string part;
    private readonly int[] order;
    private readonly RandomStream random = new(0, "");
    private long epoch = -1;

    /// <param name="part">The word for the part in the names of random streams.</param>
    public PoolDrawing(PointSet pool, int batch, double measure, ulong seed, string part)
        : base(new PointSet(pool.Dimension, new double[pool.Dimension * batch], new double[batch]))
    {
        this.pool = pool;
        this.seed = seed;
        this.part = part;
        order = new int[pool.Count];
        Array.Fill(Points.Weights, measure / batch);
    }

    public override void MoveTo(long draw)
    {
        var (d, batch) = (Points.Dimension, Points.Count);
        var (wanted, slot) = Math.DivRem(draw, pool.Count / batch);
        if (wanted != epoch)
        {
            Shuffle(wanted);
        }
        for (var k = 0; k < d; k++)
        {
            var axis = pool.Axis(k);
            for (var i = 0; i < batch; i++)
            {
                Points.Coordinates[k * batch + i] = axis[order[slot * batch + i]];
            }
        }
    }

    private void Shuffle(long wanted)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        StreamName.Restart(random, seed, "pool", part, wanted);
        random.Shuffle(order.AsSpan());
        epoch = wanted;
    }
}
