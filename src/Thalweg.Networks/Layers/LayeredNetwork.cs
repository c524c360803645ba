using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;

namespace Thalweg.Networks.Layers;

/// <summary>A chain of layers that maps an image to numbers; θ holds their tensors in order.</summary>
public sealed partial class LayeredNetwork
{
    private readonly int[] offsets;

    /// <param name="name">Canonical text.</param>
    /// <param name="layers">Each takes what the one before gives out.</param>
    /// <param name="prefixes">What the names of a layer's tensors begin with; null: its place in the list, as in PyTorch's Sequential.</param>
    /// <exception cref="ArgumentException">Shapes do not meet, there are no parameters, or the first layer would change the image in place.</exception>
    public LayeredNetwork(string name, IReadOnlyList<Layer> layers, IReadOnlyList<string>? prefixes = null)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        var tensors = new List<ParameterTensor>();
        offsets = new int[layers.Count];
        var (offset, layer) = (0L, 0);
        for (var i = 0; i < layers.Count; i++)
        {
            if (i > 0 && layers[i].Input != layers[i - 1].Output)
            {
                throw new ArgumentException(
                    $"layer {i + 1}, {layers[i].Text}, takes {layers[i].Input}, but the one before gives {layers[i - 1].Output}",
                    nameof(layers)
                );
            }
            offsets[i] = (int)offset;
            foreach (var tensor in layers[i].Tensors)
            {
                var prefix = prefixes?[i] ?? i.ToString(CultureInfo.InvariantCulture);
                tensors.Add(
                    new ParameterTensor(
                        $"{prefix}.{tensor.Suffix}",
                        tensor.Role,
                        layer,
                        tensor.Rows,
                        tensor.Columns,
                        (int)offset
                    )
                    {
                        Window = tensor.Window,
                    }
                );
                offset += (long)tensor.Rows * tensor.Columns;
                if (offset > int.MaxValue)
                {
                    throw new ArgumentException(
                        $"got {offset} parameters up to layer {i + 1}, expected at most {int.MaxValue}: take narrower layers or fewer of them",
                        nameof(layers)
                    );
                }
            }
            layer += layers[i].Tensors.Count > 0 ? 1 : 0;
        }
        if (tensors.Count == 0)
        {
            throw new ArgumentException(
                "no layer has parameters, so that there is nothing to train: add one such as linear(units=10)",
                nameof(layers)
            );
        }
        FirstTrained = Enumerable.Range(0, layers.Count).First(i => layers[i].Tensors.Count > 0);
        if (layers.Take(FirstTrained).Any(l => l is ActivationLayer))
        {
            throw new ArgumentException(
                "an activation stands before the first layer with parameters, where it would only change the images: leave it out",
                nameof(layers)
            );
        }
        Layout = new ParameterLayout(tensors);
    }

    /// <summary>Canonical text, for example <c>fcp</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Layer> Layers { get; }

    public ParameterLayout Layout { get; }

    /// <summary>P.</summary>
    public int ParameterCount => Layout.Count;

    /// <summary>Multiply-adds of a forward sweep over one image.</summary>
    public long Multiplications => Layers.Sum(layer => layer.Multiplications);

    public LayerShape Input => Layers[0].Input;

    public LayerShape Output => Layers[^1].Output;

    /// <summary>The place of the first layer with parameters: adjoints end there.</summary>
    internal int FirstTrained { get; }

    /// <summary>Where the parameters of a layer begin in θ.</summary>
    internal int OffsetOf(int layer) => offsets[layer];

    /// <summary>θ₀, [P], as PyTorch draws it by default (uniform, ±1/√inputs; of an LSTM ±1/√hidden), a pure function of the seed.</summary>
    /// <remarks>Each tensor has a stream of its own, named by its place.</remarks>
    public double[] Start(ulong seed)
    {
        var parameters = new double[Layout.Count];
        var i = 0;
        foreach (var layer in Layers)
        {
            for (var t = 0; t < layer.Tensors.Count; t++, i++)
            {
                var tensor = Layout.Tensors[i];
                var stream = new RandomStream(seed, string.Create(CultureInfo.InvariantCulture, $"initial/{i}"));
                layer.Draw(t, stream, parameters.AsSpan(tensor.Offset, tensor.Count));
            }
        }
        return parameters;
    }

    public override string ToString() => Name;
}
