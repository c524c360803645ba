using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>What the hidden units of a network are worth at points: for each linear map but the first what it takes in, a layer.</summary>
/// <remarks>Of an mlp these are the outputs of its hidden layers; of a resnet the residual stream ahead of each block and of the output, and what stands
/// between the two maps of a block. An affine map has none.</remarks>
public sealed unsafe class HiddenLayers
{
    private readonly ForwardPropagation<double> propagation;
    private readonly int[] nodes;

    public HiddenLayers(Network network)
    {
        Network = network ?? throw new ArgumentNullException(nameof(network));
        propagation = new ForwardPropagation<double>(
            network,
            StreamSet.Value(network.Inputs),
            LaneWidth.Widest,
            fuses: false
        );
        var readers = network
            .Nodes.Where(node => node.Kind == NodeKind.Linear && !network.Given[node.Source])
            .DistinctBy(node => node.Source)
            .OrderBy(node => node.Source)
            .ToArray();
        nodes = [.. readers.Select(node => node.Source)];
        Names = [.. readers.Select(node => NameOf(network, node.Weight))];
        Widths = [.. nodes.Select(node => network.Nodes[node].Width)];
    }

    public Network Network { get; }

    /// <summary>Of each layer the name of the linear map that takes it in, <c>layer_1</c>, …, <c>layer_out</c>, from the input to the output.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Units of each layer.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Of each layer its units at the points, [width, n]. Cost: one value of the network for each point, on one thread, in double
    /// precision.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="coordinates">[d, n], one row per axis.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public IReadOnlyList<double[]> At(ReadOnlySpan<double> parameters, ReadOnlySpan<double> coordinates)
    {
        if (parameters.Length != Network.ParameterCount)
        {
            throw new ArgumentException(
                $"got {parameters.Length} numbers, expected {Network.ParameterCount}, the parameters of {Network}",
                nameof(parameters)
            );
        }
        if (coordinates.Length % Network.Inputs != 0)
        {
            throw new ArgumentException(
                $"got {coordinates.Length} numbers, expected a multiple of {Network.Inputs}, the inputs of {Network}: one row of all points per axis",
                nameof(coordinates)
            );
        }
        var count = coordinates.Length / Network.Inputs;
        List<double[]> layers = [.. Widths.Select(width => new double[width * count])];
        var scratch = new JetScratch();
        var memory = scratch.Memory<double>(propagation.KeptLength);
        var tile = new double[Network.Inputs * propagation.TilePoints];
        fixed (double* theta = parameters)
        fixed (double* x = tile)
        {
            for (var first = 0; first < count; first += propagation.TilePoints)
            {
                var points = Math.Min(propagation.TilePoints, count - first);
                Load(coordinates, count, first, points, tile);
                propagation.ForwardKept(theta, x, propagation.TilePoints, propagation.TilePoints, memory);
                for (var layer = 0; layer < nodes.Length; layer++)
                {
                    var rows = memory + propagation.KeptStreams[nodes[layer]];
                    for (var unit = 0; unit < Widths[layer]; unit++)
                    {
                        new ReadOnlySpan<double>(rows + (unit * propagation.Stride), points).CopyTo(
                            layers[layer].AsSpan((unit * count) + first)
                        );
                    }
                }
            }
        }
        GC.KeepAlive(scratch);
        return layers;
    }

    /// <summary>The points of a tile, the last one repeated until it is full.</summary>
    private void Load(ReadOnlySpan<double> coordinates, int count, int first, int points, double[] tile)
    {
        for (var axis = 0; axis < Network.Inputs; axis++)
        {
            var row = tile.AsSpan(axis * propagation.TilePoints, propagation.TilePoints);
            var known = coordinates.Slice((axis * count) + first, points);
            known.CopyTo(row);
            row[points..].Fill(known[^1]);
        }
    }

    private static string NameOf(Network network, int weight)
    {
        var tensor = network.Layout.Tensors.First(t => t.Offset == weight);
        return tensor.Name[..tensor.Name.LastIndexOf('.')];
    }
}
