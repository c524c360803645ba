using Thalweg.Networks.Activations;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Symmetries;

/// <summary>The units of one layer matched with those of a reference: each pair costs the squared distance of what it would have in common, and the
/// cheapest matching is a linear assignment.</summary>
internal sealed class UnitMatching
{
    private readonly LayerGroup layer;
    private readonly bool isScaled;
    private readonly ChartBlock?[] moving;
    private readonly ChartBlock?[] still;
    private readonly double[][] rows;
    private readonly double[][] rowSizes;
    private readonly double[][] rowTargets;
    private readonly double[] columns;
    private readonly double[] columnSizes;
    private readonly double[] columnTargets;

    /// <param name="uses">Which of the blocks may be looked at.</param>
    /// <param name="isScaled">Whether scalings are chosen too.</param>
    public UnitMatching(
        LayerGroup layer,
        int place,
        Chart reference,
        Chart point,
        Func<ChartBlock, bool> uses,
        bool isScaled
    )
    {
        (this.layer, this.isScaled) = (layer, isScaled && layer.Scales);
        var (n, writers) = (layer.Width, layer.Layer.Writers.Count);
        (moving, still) = (new ChartBlock?[writers], new ChartBlock?[writers]);
        (rows, rowSizes, rowTargets) = (new double[writers][], new double[writers][], new double[writers][]);
        (columns, columnSizes, columnTargets) = (new double[n * n], new double[n], new double[n]);
        for (var k = 0; k < point.Blocks.Count; k++)
        {
            var (a, b) = (point.Blocks[k], reference.Blocks[k]);
            // A map of the units among themselves costs what depends on two of them at once: no linear assignment sees it.
            if (!uses(a) || (a.RowLayer == place && a.ColumnLayer == place))
            {
                continue;
            }
            if (a.RowLayer == place)
            {
                (moving[a.Writer], still[a.Writer]) = (a, b);
                rows[a.Writer] = Inner(b.Weight, a.Weight, n, a.Columns);
                (rowSizes[a.Writer], rowTargets[a.Writer]) = (Sizes(a.Weight, n), Sizes(b.Weight, n));
            }
            else if (a.ColumnLayer == place)
            {
                var (own, other) = (Matrices.Transposed(a.Weight, a.Rows, n), Matrices.Transposed(b.Weight, a.Rows, n));
                Add(columns, Inner(other, own, n, a.Rows));
                Add(columnSizes, Sizes(own, n));
                Add(columnTargets, Sizes(other, n));
            }
        }
    }

    /// <summary>The cheapest map of the layer, and how much less it costs than to leave all as it is.</summary>
    public UnitLayerMap Best(out double gain)
    {
        var n = layer.Width;
        var costs = new double[n * n];
        var maps = new UnitMap[layer.Layer.Writers.Count];
        var before = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                costs[(i * n) + j] = Pair(i, j, maps);
            }
            Array.Fill(maps, UnitMap.Identity);
            before += Cost(i, i, 1, maps);
        }
        var sources = LinearAssignment.Of(costs, n);
        var best = UnitLayerMap.Identity(layer) with { Sources = sources };
        gain = before;
        for (var i = 0; i < n; i++)
        {
            gain -= Pair(i, sources[i], maps);
            for (var w = 0; w < maps.Length; w++)
            {
                best.Maps[w][i] = maps[w];
            }
        }
        return best;
    }

    /// <summary>The least cost of unit j at the place of unit i, and by which maps.</summary>
    private double Pair(int i, int j, UnitMap[] maps)
    {
        if (isScaled)
        {
            return Scaled(i, j, maps);
        }
        var least = double.PositiveInfinity;
        Span<UnitMap> tried = stackalloc UnitMap[maps.Length];
        foreach (var factor in layer.Factors)
        {
            var cost = ColumnCost(i, j, factor);
            for (var w = 0; w < maps.Length; w++)
            {
                cost += Nearest(i, j, w, factor, out tried[w]);
            }
            if (cost < least)
            {
                least = cost;
                tried.CopyTo(maps);
            }
        }
        return least;
    }

    private double Nearest(int i, int j, int writer, double factor, out UnitMap nearest)
    {
        var least = double.PositiveInfinity;
        nearest = default;
        var bias = still[writer]?.Bias;
        foreach (var option in layer.Options(writer, factor))
        {
            var map = option;
            // The shift of a writer without an activation is no choice: these coordinates have it at 0.
            if (layer.Layer.Writers[writer].Activation is null)
            {
                map = new(factor, 0, factor, 0);
            }
            else if (layer.Period(writer) is { } period && bias is not null)
            {
                var apart = bias[i] - (map.Slope * moving[writer]!.Bias![j]) - map.Shift;
                map = map with { Shift = map.Shift + (Math.Round(apart / period) * period) };
            }
            var cost = RowCost(i, j, writer, map);
            if (cost < least)
            {
                (least, nearest) = (cost, map);
            }
        }
        return least;
    }

    private double Cost(int i, int j, double factor, UnitMap[] maps)
    {
        var cost = ColumnCost(i, j, factor);
        for (var w = 0; w < maps.Length; w++)
        {
            cost += RowCost(i, j, w, maps[w]);
        }
        return cost;
    }

    private double ColumnCost(int i, int j, double factor) =>
        (columnSizes[j] / (factor * factor)) + columnTargets[i] - (2 / factor * columns[(i * layer.Width) + j]);

    private double RowCost(int i, int j, int writer, UnitMap map)
    {
        if (moving[writer] is not { } own)
        {
            return 0;
        }
        var cost =
            (map.Slope * map.Slope * rowSizes[writer][j])
            + rowTargets[writer][i]
            - (2 * map.Slope * rows[writer][(i * layer.Width) + j]);
        if (own.Bias is { } bias)
        {
            var apart = (map.Slope * bias[j]) + map.Shift - still[writer]!.Bias![i];
            cost += apart * apart;
        }
        return cost;
    }

    /// <summary>The scaling by e^u of least cost, from where each part alone would have it: Σ (A e^{2pu} − 2B e^{pu}) has more than one minimum at times.</summary>
    private double Scaled(int i, int j, UnitMap[] maps)
    {
        var n = layer.Width;
        var parts = new List<(double Power, double Size, double Inner)>();
        for (var w = 0; w < maps.Length; w++)
        {
            if (moving[w] is { } own)
            {
                var (b, r) = (own.Bias?[j] ?? 0, still[w]!.Bias?[i] ?? 0);
                parts.Add((layer.Power(w), rowSizes[w][j] + (b * b), rows[w][(i * n) + j] + (b * r)));
            }
        }
        parts.Add((-1, columnSizes[j], columns[(i * n) + j]));
        var (best, least) = (0.0, Value(0));
        foreach (
            var start in parts
                .Where(p => p is { Size: > 0, Inner: > 0 })
                .Select(p => Elementary.Log(p.Inner / p.Size) / p.Power)
                .Append(0)
        )
        {
            var u = start;
            for (var step = 0; step < 30; step++)
            {
                var (slope, bend, safe) = (0.0, 0.0, 0.0);
                foreach (var (power, size, inner) in parts)
                {
                    var e = Elementary.Exp(power * u);
                    slope += power * ((size * e * e) - (inner * e));
                    bend += power * power * ((2 * size * e * e) - (inner * e));
                    safe += power * power * 2 * size * e * e;
                }
                if (!(safe > 0))
                {
                    break;
                }
                var move = Math.Clamp(-slope / (bend > 0.1 * safe ? bend : safe), -0.5, 0.5);
                u += move;
                if (Math.Abs(move) < 1e-15)
                {
                    break;
                }
            }
            var value = Value(u);
            if (value < least)
            {
                (best, least) = (u, value);
            }
        }
        var factor = Elementary.Exp(best);
        for (var w = 0; w < maps.Length; w++)
        {
            maps[w] = layer.Scaling(w, factor);
        }
        return Cost(i, j, factor, maps);

        double Value(double u)
        {
            var sum = 0.0;
            foreach (var (power, size, inner) in parts)
            {
                var e = Elementary.Exp(power * u);
                sum += (size * e * e) - (2 * inner * e);
            }
            return sum;
        }
    }

    /// <summary>⟨row i of a, row j of b⟩.</summary>
    private static double[] Inner(double[] a, double[] b, int count, int length)
    {
        var inner = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                inner[(i * count) + j] = Vectors.Dot(a.AsSpan(i * length, length), b.AsSpan(j * length, length));
            }
        }
        return inner;
    }

    private static double[] Sizes(double[] a, int count)
    {
        var length = a.Length / count;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => Vectors.Dot(a.AsSpan(i * length, length), a.AsSpan(i * length, length))),
        ];
    }

    private static void Add(double[] sum, double[] other)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += other[i];
        }
    }
}
