using Thalweg.Numerics.Linear;

namespace Thalweg.Networks.Layers;

/// <summary>Where the parameters of a unit lie in one tensor: at Offset + unit · Unit + o · Outer + t, o &lt; Outers, t &lt; Inner.</summary>
/// <param name="IsIncoming">Whether they weight what comes from the layers before.</param>
internal readonly record struct UnitPlace(int Offset, int Unit, int Outers, int Outer, int Inner, bool IsIncoming);

/// <summary>Exchanges of the units of one hidden layer.</summary>
internal sealed class UnitExchange(int units, bool hasSigns, IReadOnlyList<UnitPlace> places)
{
    public int Units => units;

    /// <summary>Whether a unit may change its sign.</summary>
    public bool HasSigns => hasSigns;

    /// <summary>The groups of a network, from the images to the outputs.</summary>
    public static IEnumerable<UnitExchange> Of(LayeredNetwork network)
    {
        Producer? open = null;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            switch (layer)
            {
                case ActivationLayer activation when open is not null:
                    open.IsOdd &= activation.Activation.Symmetry.Flips.Any(flip =>
                        flip is { Slope: -1, Shift: 0, Factor: -1, Offset: 0 }
                    );
                    break;
                case PermuteLayer:
                    // What was a unit is torn apart.
                    open = null;
                    break;
                case LinearLayer or ConvolutionLayer or LstmLayer:
                    if (open is not null && Consumed(layer, network.OffsetOf(i), open.Units) is { } taken)
                    {
                        yield return new UnitExchange(open.Units, open.IsOdd, [.. open.Places, taken]);
                    }
                    open = new Producer(
                        layer.Output.Channels,
                        [.. Produced(layer, network.OffsetOf(i))],
                        layer is not LstmLayer
                    );
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Puts unit order[u], times its sign, in the place of unit u.</summary>
    public void Apply(Span<double> point, ReadOnlySpan<int> order, ReadOnlySpan<double> signs)
    {
        foreach (var place in places)
        {
            var size = place.Outers * place.Inner;
            var kept = new double[units * size];
            Gather(point, place, kept);
            for (var u = 0; u < units; u++)
            {
                for (var k = 0; k < size; k++)
                {
                    point[Index(place, u, k)] = signs[u] * kept[(order[u] * size) + k];
                }
            }
        }
    }

    /// <summary>Carries a point so that its units lie as near as can be to those of the reference.</summary>
    /// <param name="byAll">False: by the weights that come in alone.</param>
    public void Match(ReadOnlySpan<double> reference, Span<double> point, bool byAll)
    {
        var products = new double[units * units];
        foreach (var place in places.Where(place => byAll || place.IsIncoming))
        {
            var size = place.Outers * place.Inner;
            var (own, other) = (new double[units * size], new double[units * size]);
            Gather(reference, place, own);
            Gather(point, place, other);
            for (var i = 0; i < units; i++)
            {
                for (var j = 0; j < units; j++)
                {
                    products[(i * units) + j] += Vectors.Dot(own.AsSpan(i * size, size), other.AsSpan(j * size, size));
                }
            }
        }
        double[] costs = [.. products.Select(product => hasSigns ? -Math.Abs(product) : -product)];
        var order = LinearAssignment.Of(costs, units);
        var signs = new double[units];
        for (var u = 0; u < units; u++)
        {
            signs[u] = hasSigns && products[(u * units) + order[u]] < 0 ? -1.0 : 1.0;
        }
        Apply(point, order, signs);
    }

    private void Gather(ReadOnlySpan<double> point, UnitPlace place, Span<double> kept)
    {
        var size = place.Outers * place.Inner;
        for (var u = 0; u < units; u++)
        {
            for (var k = 0; k < size; k++)
            {
                kept[(u * size) + k] = point[Index(place, u, k)];
            }
        }
    }

    private static int Index(UnitPlace place, int unit, int entry) =>
        place.Offset + (unit * place.Unit) + (entry / place.Inner * place.Outer) + (entry % place.Inner);

    private static IEnumerable<UnitPlace> Produced(Layer layer, int offset)
    {
        var isRecurrent = layer is LstmLayer;
        var (gates, units) = (isRecurrent ? 4 : 1, layer.Output.Channels);
        foreach (var tensor in layer.Tensors)
        {
            var isState = isRecurrent && tensor.Suffix == "weight_hh_l0";
            yield return new UnitPlace(offset, tensor.Columns, gates, units * tensor.Columns, tensor.Columns, !isState);
            if (isState)
            {
                yield return new UnitPlace(offset, 1, tensor.Rows, tensor.Columns, 1, IsIncoming: false);
            }
            offset += tensor.Count;
        }
    }

    /// <summary>The columns that a unit is weighted with; null where it cannot be told apart there.</summary>
    private static UnitPlace? Consumed(Layer layer, int offset, int units)
    {
        var tensor = layer.Tensors[0];
        return layer is LstmLayer || tensor.Columns % units != 0
            ? null
            : new UnitPlace(offset, tensor.Columns / units, tensor.Rows, tensor.Columns, tensor.Columns / units, false);
    }

    private sealed class Producer(int units, List<UnitPlace> places, bool isOdd)
    {
        public int Units { get; } = units;

        public List<UnitPlace> Places { get; } = places;

        public bool IsOdd { get; set; } = isOdd;
    }
}
