using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Networks.Layers;

/// <summary>The maps of θ that exchange the units of hidden layers (neurons, channels with the columns of the flattened map, units of an LSTM over
/// gates, recurrent columns and read-out) and, where activations are odd, turn their signs: the function of the network stays.</summary>
/// <remarks>The image nearest to another point is sought layer by layer from the images, by the weights that come in; then every layer again by all its weights,
/// by linear assignment [Ainsworth2023], until none improves. Images of the reference itself are found exactly; else the result is the best that this finds.</remarks>
public sealed class LayeredGroup : IAlignable, IEquatable<LayeredGroup>
{
    private const int MostSweeps = 100;

    private readonly string name;
    private readonly UnitExchange[] exchanges;

    private readonly int parameters;

    private LayeredGroup(string name, int parameters, UnitExchange[] exchanges) =>
        (this.name, this.parameters, this.exchanges) = (name, parameters, exchanges);

    public static LayeredGroup Of(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new LayeredGroup(network.Name, network.ParameterCount, [.. UnitExchange.Of(network)]);
    }

    /// <summary>No map changes a length.</summary>
    public IAlignable Isometric => this;

    /// <summary>Units of each hidden layer that can be exchanged.</summary>
    public IReadOnlyList<int> Units => [.. exchanges.Select(exchange => exchange.Units)];

    /// <summary>Maps that generate all: of each layer the exchange of each unit and the next, and the sign of each where there are signs. Cost: 2P numbers for each.</summary>
    public SymmetryGroup Symmetry =>
        SymmetryGroup.Of(
            parameters,
            [
                .. exchanges.SelectMany(exchange =>
                    Enumerable
                        .Range(0, exchange.Units - 1)
                        .Select(unit => Map(exchange, unit, unit + 1))
                        .Concat(
                            exchange.HasSigns
                                ? Enumerable.Range(0, exchange.Units).Select(unit => Map(exchange, unit, unit))
                                : []
                        )
                ),
            ]
        );

    public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
    {
        if (reference.Length != point.Length)
        {
            throw new ArgumentException(
                $"point has {point.Length} numbers and the reference {reference.Length}, expected as many",
                nameof(point)
            );
        }
        var before = Distance(reference, point);
        double[] image = [.. point];
        double[] other = [.. point];
        foreach (var exchange in exchanges)
        {
            exchange.Match(reference, other, byAll: false);
        }
        // An image of the reference itself is there at once.
        if (Distance(reference, other) > 0)
        {
            Improve(reference, image);
            Improve(reference, other);
        }
        if (Distance(reference, other) < Distance(reference, image))
        {
            image = other;
        }
        var distance = Distance(reference, image);
        return distance < before
            ? new Alignment(image, distance, before, Words(point, image))
            : new Alignment([.. point], before, before, "same point");
    }

    /// <summary>A map drawn at random, applied: exchanges, and signs where there are any.</summary>
    /// <param name="next">Uniform on 0 … bound − 1.</param>
    public double[] Carry(ReadOnlySpan<double> point, Func<int, int> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        double[] image = [.. point];
        foreach (var exchange in exchanges)
        {
            var order = new int[exchange.Units];
            var signs = new double[exchange.Units];
            for (var u = 0; u < order.Length; u++)
            {
                order[u] = u;
                signs[u] = exchange.HasSigns && next(2) == 1 ? -1.0 : 1.0;
            }
            for (var u = order.Length - 1; u > 0; u--)
            {
                var other = next(u + 1);
                (order[u], order[other]) = (order[other], order[u]);
            }
            exchange.Apply(image, order, signs);
        }
        return image;
    }

    public bool Equals(LayeredGroup? other) => other is not null && other.name == name;

    public override bool Equals(object? obj) => Equals(obj as LayeredGroup);

    public override int GetHashCode() => name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Exchanges two units, or changes the sign of one, as numbers from 1 on show.</summary>
    private SignedPermutation Map(UnitExchange exchange, int first, int second)
    {
        int[] order = [.. Enumerable.Range(0, exchange.Units)];
        (order[first], order[second]) = (second, first);
        var signs = new double[exchange.Units];
        Array.Fill(signs, 1.0);
        signs[first] = first == second ? -1 : 1;
        double[] image = [.. Enumerable.Range(1, parameters)];
        exchange.Apply(image, order, signs);
        return new([.. image.Select(x => (int)Math.Abs(x) - 1)], [.. image.Select(Math.Sign)]);
    }

    private void Improve(ReadOnlySpan<double> reference, double[] image)
    {
        var distance = Distance(reference, image);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var start = distance;
            foreach (var exchange in exchanges)
            {
                double[] trial = [.. image];
                exchange.Match(reference, trial, byAll: true);
                if (Distance(reference, trial) is var next && next < distance)
                {
                    trial.CopyTo(image, 0);
                    distance = next;
                }
            }
            if (!(distance < start))
            {
                return;
            }
        }
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var difference = new double[a.Length];
        Vectors.Difference(a, b, difference);
        return Vectors.Norm(difference);
    }

    private static string Words(ReadOnlySpan<double> point, double[] image)
    {
        var moved = 0;
        for (var i = 0; i < image.Length; i++)
        {
            moved += image[i] == point[i] ? 0 : 1;
        }
        return string.Create(CultureInfo.InvariantCulture, $"units exchanged, {moved} parameters moved");
    }
}
