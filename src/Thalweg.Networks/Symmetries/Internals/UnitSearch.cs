using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Symmetries;

/// <summary>The exchanges and flips of all layers that bring a chart near another: matchings of one layer after the other until none helps, from
/// several starts.</summary>
internal sealed class UnitSearch(NetworkGroup group, Chart reference)
{
    // Of wide networks a start takes seconds, and its random matchings are no better than the others.
    private const int FewStarts = 4;
    private const int ManyStarts = 24;
    private const int Small = 4096;
    private const int MostSweeps = 100;

    // Of squared norms: rounding of the costs of a matching.
    private const double Rounding = 1e-13;

    private readonly int[] layers = [.. Enumerable.Range(0, group.Layers.Count).Where(l => !group.Layers[l].IsGauge)];
    private readonly double size = reference.SquaredNorm();

    /// <summary>The map of each layer, null of those that are no units.</summary>
    public UnitLayerMap?[] Nearest(Chart point)
    {
        var scale = Rounding * (size + point.SquaredNorm());
        var (best, least) = (Identity(), double.PositiveInfinity);
        foreach (var start in Starts(point))
        {
            var moving = point.Copy();
            foreach (var layer in layers)
            {
                moving.Move(layer, start.Maps[layer]!);
            }
            Descend(moving, start.Maps, start.Order, scale);
            var distance = moving.SquaredDistance(reference);
            if (distance < least)
            {
                (best, least) = (start.Maps, distance);
            }
            // A copy to rounding; nothing is nearer.
            if (least < 1e-10 * scale)
            {
                break;
            }
        }
        return best;
    }

    private void Descend(Chart moving, UnitLayerMap?[] maps, int[] order, double scale)
    {
        var isBetter = true;
        for (var sweep = 0; sweep < MostSweeps && isBetter; sweep++)
        {
            isBetter = false;
            foreach (var layer in order)
            {
                var map = Matching(layer, moving, _ => true).Best(out var gain);
                if (gain > scale)
                {
                    Move(moving, maps, layer, map);
                    isBetter = true;
                }
            }
        }
    }

    private IEnumerable<(UnitLayerMap?[] Maps, int[] Order)> Starts(Chart point)
    {
        yield return (Greedy(point, fromInput: true), layers);
        yield return (Greedy(point, fromInput: false), layers);
        yield return (Identity(), layers);
        var starts = layers.Sum(l => group.Layers[l].Width * group.Layers[l].Width) <= Small ? ManyStarts : FewStarts;
        for (var i = 0; i < starts && layers.Length > 1; i++)
        {
            var stream = new RandomStream((ulong)i, "alignment");
            var (maps, order) = (Identity(), layers.ToArray());
            stream.Shuffle(order.AsSpan());
            foreach (var layer in layers)
            {
                stream.Shuffle(maps[layer]!.Sources.AsSpan());
            }
            yield return (maps, order);
        }
    }

    /// <summary>Layer after layer matched by what joins it to layers that are matched already.</summary>
    private UnitLayerMap?[] Greedy(Chart point, bool fromInput)
    {
        var (moving, maps) = (point.Copy(), Identity());
        var open = new List<int>(layers);
        while (open.Count > 0)
        {
            var next = open.Where(l => moving.Blocks.Any(b => Joins(b, l)));
            var layer = (fromInput ? next.Take(1) : next.TakeLast(1)).DefaultIfEmpty(open[0]).Single();
            Move(moving, maps, layer, Matching(layer, moving, b => Joins(b, layer)).Best(out _));
            open.Remove(layer);
        }
        return maps;

        bool Joins(ChartBlock block, int layer) =>
            (block.RowLayer == layer && !open.Contains(block.ColumnLayer))
            || (block.ColumnLayer == layer && !open.Contains(block.RowLayer) && !IsOpen(block));

        // What units give out does not tell how a sine turned its input.
        bool IsOpen(ChartBlock block) =>
            block.RowLayer >= 0 && group.Layers[block.RowLayer].Options(block.Writer, 1).Count > 1;
    }

    private UnitMatching Matching(int layer, Chart moving, Func<ChartBlock, bool> uses) =>
        new(group.Layers[layer], layer, reference, moving, uses, isScaled: false);

    private static void Move(Chart moving, UnitLayerMap?[] maps, int layer, UnitLayerMap map)
    {
        moving.Move(layer, map);
        maps[layer] = (UnitLayerMap)map.After(maps[layer]!);
    }

    private UnitLayerMap?[] Identity() => [.. group.Layers.Select(l => l.IsGauge ? null : UnitLayerMap.Identity(l))];
}
