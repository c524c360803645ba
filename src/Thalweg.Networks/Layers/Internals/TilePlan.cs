using Thalweg.Networks.Jets;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.Layers;

/// <summary>Where everything lies in the memory of a thread.</summary>
internal sealed unsafe class TilePlan
{
    private readonly LayeredNetwork network;
    private readonly LayerTensor[] tensors;
    private readonly int features;
    private readonly int stride;
    private readonly bool hasRows;

    // Of what flows between layers, the input first; in-place layers share, but leave values that are read again.
    private readonly long[] values;
    private readonly long[] adjoints;
    private readonly long[] kept;
    private readonly long[] tangents;
    private readonly long[] adjointTangents;
    private readonly long[] tangentKept;
    private readonly int[] gradients;
    private readonly long rows;
    private readonly long labels;
    private readonly long targets;
    private readonly long wanted;
    private readonly long weights;
    private readonly long present;
    private readonly long headKept;

    public TilePlan(LayeredNetwork network, LayerPass[] passes, int headNumbers)
    {
        this.network = network;
        tensors = [.. network.Layers.SelectMany(layer => layer.Tensors)];
        features = network.Input.Count;
        stride = Tiles.Padded(features);
        hasRows =
            network.Layers[network.FirstTrained] is LinearLayer
            && network.Layers.Take(network.FirstTrained).All(layer => layer is FlattenLayer);
        (values, adjoints, tangents, adjointTangents) = (
            new long[passes.Length + 1],
            new long[passes.Length + 1],
            new long[passes.Length + 1],
            new long[passes.Length + 1]
        );
        (kept, tangentKept) = (new long[passes.Length], new long[passes.Length]);
        var place = new Places();
        rows = place.Take((long)Tiles.Size * stride);
        labels = place.Take(Tiles.Size);
        weights = place.Take(Tiles.Size);
        present = place.Take(Tiles.Size);
        Losses = place.Take(2 * Tiles.Size);
        headKept = place.Take(headNumbers);
        targets = place.Take((long)network.Output.Count * Tiles.Size);
        wanted = place.Take(1);
        values[0] = place.Take((long)stride * Tiles.Size);
        var isRead = false;
        for (var i = 0; i < passes.Length; i++)
        {
            var numbers = (long)network.Layers[i].Output.Count * Tiles.Size;
            var isSame = network.Layers[i] is FlattenLayer;
            values[i + 1] = isSame || (passes[i].IsInPlace && !isRead) ? values[i] : place.Take(numbers);
            isRead = passes[i].ReadsOutput || (isSame && isRead);
            adjoints[i + 1] = passes[i].IsInPlace && i > network.FirstTrained ? adjoints[i] : place.Take(numbers);
            kept[i] = place.Take(passes[i].Kept);
        }
        Length = place.Count;
        for (var i = 0; i < passes.Length; i++)
        {
            var numbers = (long)network.Layers[i].Output.Count * Tiles.Size;
            var shares = passes[i].IsInPlace && i > network.FirstTrained;
            tangents[i + 1] = shares ? tangents[i] : place.Take(numbers);
            adjointTangents[i + 1] = shares ? adjointTangents[i] : place.Take(numbers);
            tangentKept[i] = place.Take(passes[i].TangentKept);
        }
        TangentLength = place.Count - Length;
        gradients = new int[passes.Length];
        for (var i = 0; i < passes.Length; i++)
        {
            gradients[i] = GradientLength;
            GradientLength = checked(GradientLength + network.Layers[i].Tensors.Sum(Tiles.PaddedCount));
        }
    }

    public long Length { get; }

    public long TangentLength { get; }

    public int GradientLength { get; }

    public long Losses { get; }

    public long Output => values[^1];

    public long OutputAdjoint => adjoints[^1];

    public long OutputTangent => tangents[^1];

    public long OutputAdjointTangent => adjointTangents[^1];

    public LayerFrame Frame(double* memory, int layer, double* parameters, double* gradient, bool bends) =>
        new()
        {
            Parameters = parameters + network.OffsetOf(layer),
            Input = memory + values[layer],
            InputRows = hasRows && layer == network.FirstTrained ? memory + rows : null,
            Output = memory + values[layer + 1],
            InputAdjoint = layer > network.FirstTrained ? memory + adjoints[layer] : null,
            OutputAdjoint = memory + adjoints[layer + 1],
            Kept = memory + kept[layer],
            Gradient = gradient == null ? null : gradient + gradients[layer],
            Bends = bends,
        };

    public TangentFrame Tangent(double* memory, int layer, double* direction, double* product) =>
        new()
        {
            Parameters = direction + network.OffsetOf(layer),
            Input = layer > network.FirstTrained ? memory + tangents[layer] : null,
            Output = memory + tangents[layer + 1],
            InputAdjoint = layer > network.FirstTrained ? memory + adjointTangents[layer] : null,
            OutputAdjoint = memory + adjointTangents[layer + 1],
            Kept = memory + tangentKept[layer],
            Gradient = product + gradients[layer],
        };

    public HeadFrame Head(double* memory) =>
        new()
        {
            Labels = (int*)(memory + labels),
            Targets = memory + *(long*)(memory + wanted),
            Weights = memory + weights,
            Present = memory + present,
            Kept = memory + headKept,
        };

    public void Load(double* memory, in ImageTile tile, double weight, LossKind kind)
    {
        var images = memory + rows;
        var bytes = stackalloc byte*[Tiles.Size];
        for (var n = 0; n < Tiles.Size; n++)
        {
            var isThere = n < tile.Count;
            (memory + weights)[n] = isThere ? weight : 0.0;
            (memory + present)[n] = isThere ? 1.0 : 0.0;
            ((int*)(memory + labels))[n] = isThere && tile.Labels != null ? tile.Labels[tile.Images[n]] : 0;
            bytes[n] = isThere && tile.Bytes != null ? tile.Bytes + (tile.Images[n] * (nint)features) : null;
        }
        if (tile.Bytes != null)
        {
            ByteFractions.Load(bytes, Tiles.Size, features, images, stride, memory + values[0]);
        }
        else
        {
            LoadNumbers(images, tile);
            Transposition.Run(images, Tiles.Size, stride, stride, memory + values[0], Tiles.Size);
        }
        if (kind == LossKind.MeanSquaredError)
        {
            LoadTargets(memory, tile);
        }
    }

    /// <summary>Adds a gradient whose rows are padded to one in the order of θ.</summary>
    public void Unpad(ReadOnlySpan<double> padded, Span<double> gradient)
    {
        var (from, to) = (0, 0);
        foreach (var tensor in tensors)
        {
            if (tensor.Role == ParameterRole.Bias)
            {
                padded.Slice(from, tensor.Rows).CopyTo(gradient.Slice(to, tensor.Rows));
                to += tensor.Rows;
            }
            else
            {
                var width = Tiles.Padded(tensor.Columns);
                for (var m = 0; m < tensor.Rows; m++, to += tensor.Columns)
                {
                    padded.Slice(from + (m * width), tensor.Columns).CopyTo(gradient.Slice(to, tensor.Columns));
                }
            }
            from += Tiles.PaddedCount(tensor);
        }
    }

    private void LoadNumbers(double* images, in ImageTile tile)
    {
        for (var n = 0; n < Tiles.Size; n++)
        {
            var row = images + (n * (nint)stride);
            Tiles.Clear(row, stride);
            if (n < tile.Count)
            {
                Tiles.Copy(tile.Numbers + (tile.Images[n] * (nint)features), row, features);
            }
        }
    }

    private void LoadTargets(double* memory, in ImageTile tile)
    {
        // Images that are their own targets stay where they are: no layer changes them.
        *(long*)(memory + wanted) = tile.Targets == null ? values[0] : targets;
        if (tile.Targets == null)
        {
            return;
        }
        var outputs = network.Output.Count;
        var rest = memory + targets;
        for (var n = 0; n < Tiles.Size; n++)
        {
            for (var k = 0; k < outputs; k++)
            {
                rest[(k * Tiles.Size) + n] = n < tile.Count ? tile.Targets[(tile.Images[n] * (nint)outputs) + k] : 0.0;
            }
        }
    }

    /// <summary>Hands out places, each at the beginning of a cache line.</summary>
    private sealed class Places
    {
        public long Count { get; private set; }

        public long Take(long numbers)
        {
            var place = Count;
            Count += (numbers + 7) / 8 * 8;
            return place;
        }
    }
}
