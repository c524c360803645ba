using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;

namespace Thalweg.Data.Objectives;

public sealed unsafe partial class DataObjective
{
    private DataObjective? drawn;
    private int[] order = [];
    private long epoch = -1;
    private RandomStream? random;

    /// <inheritdoc/>
    /// <remarks>Batch <paramref name="draw"/> of the sequence of epochs: a pure function of the draw, the number of images and the seed.</remarks>
    public IObjective At(long draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        if (batches is not { } rule)
        {
            return this;
        }
        var size = Math.Min(rule.Size, images.Count);
        var perEpoch = (images.Count + size - 1) / size;
        var (whole, place) = Math.DivRem(draw, perEpoch);
        Permute(whole, rule.Seed);
        var first = (int)place * size;
        drawn ??= new DataObjective(loss, images.Batch(size), null);
        drawn.images.Choose(order.AsSpan(first, Math.Min(size, images.Count - first)));
        return drawn;
    }

    private void Permute(long number, ulong seed)
    {
        if (epoch == number)
        {
            return;
        }
        if (order.Length == 0)
        {
            order = new int[images.Count];
        }
        images.Chosen.CopyTo(order);
        var name = string.Create(CultureInfo.InvariantCulture, $"data/epoch/{number}");
        random ??= new RandomStream(seed, name);
        random.Restart(seed, name);
        random.Shuffle(order.AsSpan());
        epoch = number;
    }
}
