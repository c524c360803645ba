using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Networks.Symmetries;

/// <summary>Images of points near one reference: units are matched in coordinates without the continuous part of the group, then all of it is improved in
/// parameters as they are.</summary>
internal sealed class NearestImage
{
    private const int MostRounds = 200;

    private readonly NetworkGroup group;
    private readonly double[] reference;
    private readonly Chart plain;
    private readonly UnitSearch search;
    private readonly NetworkMap back;

    public NearestImage(NetworkGroup group, double[] reference)
    {
        (this.group, this.reference) = (group, reference);
        plain = Chart.Of(group, reference);
        var (chart, factors, shifts) = Normal(reference);
        search = new UnitSearch(group, chart);
        back = Map(l => shifts[l] is { } s ? UnitLayerMap.Translation(group.Layers[l], s) : null)
            .After(
                Map(l => factors[l] is { } f ? UnitLayerMap.Scaling(group.Layers[l], [.. f.Select(x => 1 / x)]) : null)
            );
    }

    public Alignment Of(double[] point)
    {
        var (chart, factors, shifts) = Normal(point);
        var found = search.Nearest(chart);
        var normal = Map(l => factors[l] is { } f ? UnitLayerMap.Scaling(group.Layers[l], f) : null)
            .After(
                Map(l => shifts[l] is { } s ? UnitLayerMap.Translation(group.Layers[l], [.. s.Select(x => -x)]) : null)
            );
        var matched = Map(l => found[l] is { } map ? Real(l, map) : null);
        var before = Distance(point);
        var best = Improved(At(back.After(matched).After(normal), point));
        best = best.Distance < before ? best : Improved(At(group.Identity, point));
        return new Alignment(best.Image, best.Distance, before, Text(best));
    }

    private Place At(NetworkMap map, double[] point)
    {
        var image = map.Apply(point);
        return new(image, map, false, Distance(image));
    }

    /// <summary>θ without its continuous freedom, and what of it was taken away.</summary>
    private (Chart Chart, double[]?[] Factors, double[]?[] Shifts) Normal(double[] parameters)
    {
        double[]?[] shifts = [.. group.Layers.Select(layer => Shift(layer, parameters))];
        var centred = Map(l =>
            shifts[l] is { } s ? UnitLayerMap.Translation(group.Layers[l], [.. s.Select(x => -x)]) : null
        );
        var chart = Chart.Merged(group, centred.Apply(parameters)).Copy();
        return (chart, chart.Balance(group), shifts);
    }

    /// <summary>The bias that a stream begins with.</summary>
    private double[]? Shift(LayerGroup layer, double[] parameters)
    {
        if (!layer.Translates || layer.IsGauge)
        {
            return null;
        }
        var node = group.Network.Nodes[layer.Layer.Writers.First(w => w.Activation is null).Linear];
        return parameters[node.Bias..(node.Bias + node.Width)];
    }

    private Place Improved(Place place)
    {
        var rounding = 1e-15 * (1 + Vectors.Norm(reference));
        for (var round = 0; round < MostRounds && place.Distance > rounding; round++)
        {
            var before = place.Distance;
            for (var l = 0; l < group.Layers.Count; l++)
            {
                place = Refactored(place, l);
                place = Translated(place, l);
                place = Rematched(place, l);
                place = Flipped(place, l);
            }
            if (place.Distance > before * (1 - 1e-6))
            {
                break;
            }
        }
        return place;
    }

    private Place Refactored(Place place, int layer)
    {
        if (
            !group.Layers[layer].IsGauge
            || Factorization.Nearest(group, group.Layers[layer], reference, place.Image) is not { } image
        )
        {
            return place;
        }
        var distance = Distance(image);
        return distance < place.Distance * (1 - 1e-12)
            ? place with
            {
                Image = image,
                Distance = distance,
                IsRefactored = true,
            }
            : place;
    }

    /// <summary>The shift of a stream that is nearest: (I + Σ WᵀW) c = b_r − b + Σ Wᵀ(b' − b'_r), W and b' of what reads it.</summary>
    private Place Translated(Place place, int layer)
    {
        var own = group.Layers[layer];
        if (Shift(own, place.Image) is not { } bias)
        {
            return place;
        }
        var n = own.Width;
        double[] shift = [.. Shift(own, reference)!.Zip(bias, (r, b) => r - b)];
        var matrix = LinearLayerMap.Identity(n).Matrix.ToArray();
        foreach (var node in own.Layer.Readers.Select(r => group.Network.Nodes[r.Linear]))
        {
            for (var row = 0; row < node.Width; row++)
            {
                var weights = place.Image.AsSpan(node.Weight + (row * n), n);
                var apart = place.Image[node.Bias + row] - reference[node.Bias + row];
                Vectors.Combine(shift, apart, weights, shift);
                for (var i = 0; i < n; i++)
                {
                    var line = matrix.AsSpan(i * n, n);
                    Vectors.Combine(line, weights[i], weights, line);
                }
            }
        }
        CholeskyFactorization.InPlace(matrix, n, WorkerTeam.Sequential).Solve(shift);
        return Moved(place, layer, UnitLayerMap.Translation(own, shift));
    }

    private Place Rematched(Place place, int layer)
    {
        if (group.Layers[layer].IsGauge)
        {
            return place;
        }
        var matching = new UnitMatching(
            group.Layers[layer],
            layer,
            plain,
            Chart.Of(group, place.Image),
            _ => true,
            isScaled: true
        );
        return Moved(place, layer, Real(layer, matching.Best(out _)));
    }

    /// <summary>Flips that change biases behind the layer are no matter of one unit alone: each is tried.</summary>
    private Place Flipped(Place place, int layer)
    {
        var own = group.Layers[layer];
        var writers = own.Layer.Writers.Count;
        if (own.Factors.Count == 1 || Enumerable.Range(0, writers).All(w => own.Options(w, -1)[0].Offset == 0))
        {
            return place;
        }
        for (var unit = 0; unit < own.Width; unit++)
        {
            var map = UnitLayerMap.Identity(own);
            for (var w = 0; w < writers; w++)
            {
                map.Maps[w][unit] = own.Options(w, -1)[0];
            }
            place = Moved(place, layer, map);
        }
        return place;
    }

    private Place Moved(Place place, int layer, UnitLayerMap map)
    {
        var step = Map(l => l == layer ? map : null);
        var image = step.Apply(place.Image);
        var distance = Distance(image);
        return distance < place.Distance * (1 - 1e-12)
            ? place with
            {
                Image = image,
                Map = step.After(place.Map),
                Distance = distance,
            }
            : place;
    }

    /// <summary>The map of parameters that a map of merged coordinates stands for: there streams that turn about have no offset.</summary>
    private UnitLayerMap Real(int layer, UnitLayerMap map)
    {
        var own = group.Layers[layer];
        for (var w = 0; w < map.Maps.Length; w++)
        {
            if (own.Layer.Writers[w].Activation is null)
            {
                map.Maps[w] = [.. map.Maps[w].Select(m => m.Factor < 0 ? own.Options(w, -1)[0] : m)];
            }
        }
        return map;
    }

    private NetworkMap Map(Func<int, LayerMap?> layer) =>
        new(group, group.Layers.Select((own, l) => layer(l) ?? LayerMap.Identity(own)));

    private double Distance(double[] point)
    {
        var apart = new double[point.Length];
        Vectors.Difference(point, reference, apart);
        return Vectors.Norm(apart);
    }

    private string Text(Place place)
    {
        if (!place.IsRefactored)
        {
            return place.Map.ToString();
        }
        var linear = string.Join(
            "; ",
            group.Layers.Where(l => l.IsGauge).Select(l => $"{l.Layer.Name} in another basis")
        );
        return place.Map.ToString() is var units && units == group.Identity.ToString() ? linear : $"{linear}; {units}";
    }

    private sealed record Place(double[] Image, NetworkMap Map, bool IsRefactored, double Distance);
}
