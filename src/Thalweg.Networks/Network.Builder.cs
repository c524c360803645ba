using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks;

public sealed partial class Network
{
    private sealed partial class Builder
    {
        private readonly NetworkBiases biases;
        private readonly LayerForm form;
        private int layers;
        private bool isRepeated;
        private int parameters;

        public Builder(
            int inputs,
            NetworkBiases biases,
            CoordinateFeatures? features = null,
            FourierFeatures? fourier = null,
            LayerForm? form = null
        )
        {
            this.biases = biases;
            this.form = form ?? LayerForm.Plain;
            Nodes.Add(new NetworkNode(NodeKind.Input, inputs));
            var first = features is null ? 0 : Add(features, inputs);
            Starts = fourier is null
                ? [first]
                :
                [
                    .. fourier.Scales.Select(
                        (_, scale) => Activate(Fix(fourier.Map(scale, Nodes[first].Width), first), Activation.Sin)
                    ),
                ];
        }

        /// <summary>What the first layer reads, once for each scale of Fourier features.</summary>
        public IReadOnlyList<int> Starts { get; }

        /// <summary>The same where there is one.</summary>
        public int Start => Starts[0];

        public List<NetworkNode> Nodes { get; } = [];

        public List<ParameterTensor> Tensors { get; } = [];

        public void Output(int source, int width) => Linear(source, width, "layer_out", biases == NetworkBiases.All);

        public int Linear(int source, int width, string name) =>
            Linear(source, width, name, biases != NetworkBiases.None);

        /// <summary>W x, a layer of its own, without a bias whatever the network has.</summary>
        public int Multiply(int source, int width, string name) => Linear(source, width, name, bias: false);

        /// <param name="frequency">What is to multiply it before it enters a sine.</param>
        public int Linear(int source, int width, string name, bool bias, double frequency = 1)
        {
            var columns = Nodes[source].Width;
            var weight = Tensor($"{name}.weight", ParameterRole.Weight, width, columns, frequency: frequency);
            var offset = bias ? Tensor($"{name}.bias", ParameterRole.Bias, width, 1) : -1;
            var factor = form.Factors is { } factors
                ? Tensor($"{name}.factor", ParameterRole.Bias, width, 1, factors.Mean, factors.Deviation)
                : -1;
            layers += isRepeated ? 0 : 1;
            if (factor < 0)
            {
                return Push(new NetworkNode(NodeKind.Linear, width, source, Weight: weight, Bias: offset));
            }
            var node = Push(new NetworkNode(NodeKind.Linear, width, source, Weight: weight));
            node = Times(node, Activate(Numbers(factor, width), Activation.Exp));
            return bias ? Add(node, Numbers(offset, width)) : node;
        }

        /// <summary>σ of a layer's output, with slopes where the network has them.</summary>
        /// <param name="name">Of the layer.</param>
        public int Activate(int source, Activation activation, string name)
        {
            if (form.Slopes is not { } slopes)
            {
                return Activate(source, activation);
            }
            var width = Nodes[source].Width;
            var (count, start) = (slopes.IsPerUnit ? width : 1, 1 / slopes.Scale);
            // Of the layer that has just been made.
            layers -= isRepeated ? 0 : 1;
            var slope = Numbers(Tensor($"{name}.slope", ParameterRole.Bias, count, 1, start), count);
            layers += isRepeated ? 0 : 1;
            if (!slopes.IsPerUnit)
            {
                slope = Spread(slope, width, slopes.Scale);
            }
            else if (slopes.Scale != 1)
            {
                slope = Scale(slope, slopes.Scale);
            }
            return Activate(Times(source, slope), activation);
        }

        public int Activate(int source, Activation activation) =>
            activation.Composition is { } formula
                ? formula.Build(source, (a, b, isProduct) => isProduct ? Times(a, b) : Add(a, b), Scale, Activate)
                : Push(new NetworkNode(NodeKind.Activation, Nodes[source].Width, source, Activation: activation));

        public int Add(int source, int second) =>
            Push(new NetworkNode(NodeKind.Sum, Nodes[source].Width, source, second));

        /// <summary>Entry by entry.</summary>
        public int Times(int source, int second) =>
            Push(new NetworkNode(NodeKind.Product, Nodes[source].Width, source, second));

        public int Subtract(int source, int second) => Add(source, Scale(second, -1));

        /// <summary>factor · x + shift, entry by entry.</summary>
        public int Scale(int source, double factor, double shift = 0) =>
            Push(new NetworkNode(NodeKind.Scale, Nodes[source].Width, source, Factor: factor, Shift: shift));

        /// <summary>One row as many times as wanted, times a factor.</summary>
        public int Spread(int source, int width, double factor = 1) =>
            Fix(new FixedMap([.. Enumerable.Repeat(factor, width)], new double[width]), source);

        /// <summary>Some of the inputs.</summary>
        public int Part(int first, int width) =>
            width == Nodes[0].Width ? 0 : Push(new NetworkNode(NodeKind.Part, width, Source: 0, First: first));

        /// <summary>Numbers of θ.</summary>
        public int Constant(string name, double start)
        {
            var offset = Tensor(name, ParameterRole.Bias, 1, 1, start);
            layers++;
            return Numbers(offset, 1);
        }

        private int Numbers(int offset, int width) =>
            Push(new NetworkNode(NodeKind.Constant, width, Source: 0, Bias: offset));

        /// <summary>The same hidden layers, with the same θ, behind each of the <see cref="Starts"/>, side by side.</summary>
        public int Trunk(Func<int, int> build)
        {
            var heads = new List<int>();
            foreach (var start in Starts)
            {
                isRepeated = heads.Count > 0;
                heads.Add(build(start));
            }
            isRepeated = false;
            return Join(heads);
        }

        /// <summary>σ(W x + b).</summary>
        public int Layer(int source, int width, string name, Activation activation) =>
            Activate(Linear(source, width, name), activation, name);

        /// <summary>Hidden layers one behind the other, the first named after the input.</summary>
        public int Hidden(
            int source,
            IReadOnlyList<int> widths,
            string prefix,
            Activation activation,
            bool linearInput = false
        )
        {
            for (var layer = 0; layer < widths.Count; layer++)
            {
                var name = layer == 0 ? $"{prefix}in" : $"{prefix}{layer}";
                source =
                    layer == 0 && linearInput
                        ? Linear(source, widths[layer], name)
                        : Layer(source, widths[layer], name, activation);
            }
            return source;
        }

        /// <summary>A network over some of the inputs, its tensors named behind a prefix.</summary>
        /// <returns>Its last node.</returns>
        public int Insert(string prefix, Network network, int firstInput)
        {
            var (firstParameter, firstLayer) = (parameters, layers);
            var input =
                network.Inputs == Nodes[0].Width
                    ? 0
                    : Push(new NetworkNode(NodeKind.Part, network.Inputs, Source: 0, First: firstInput));
            var last = Share(
                network,
                input,
                [
                    .. network.Layout.Tensors.Select(tensor =>
                        tensor with
                        {
                            Name = $"{prefix}.{tensor.Name}",
                            Layer = firstLayer + tensor.Layer,
                            Offset = firstParameter + tensor.Offset,
                        }
                    ),
                ],
                firstParameter
            );
            layers += network.Layout.Tensors.Select(t => t.Layer).DefaultIfEmpty(-1).Max() + 1;
            return last;
        }

        /// <summary>The nodes of a network behind a node in the place of its inputs.</summary>
        /// <param name="tensors">What is added to θ: its tensors, or none where they are there already.</param>
        /// <param name="firstParameter">Where they begin.</param>
        /// <returns>Its last node.</returns>
        public int Share(Network network, int input, IReadOnlyList<ParameterTensor> tensors, int firstParameter = 0)
        {
            Tensors.AddRange(tensors);
            parameters += tensors.Sum(t => t.Count);
            var places = new int[network.Nodes.Count];
            places[0] = input;
            for (var i = 1; i < places.Length; i++)
            {
                var node = network.Nodes[i];
                places[i] = Push(
                    node with
                    {
                        Source = places[node.Source],
                        Second = node.Second < 0 ? -1 : places[node.Second],
                        Weight = node.Weight < 0 ? -1 : firstParameter + node.Weight,
                        Bias = node.Bias < 0 ? -1 : firstParameter + node.Bias,
                        Sources = node.Sources is null ? null : [.. node.Sources.Select(s => places[s])],
                    }
                );
            }
            return places[^1];
        }

        public int Join(IReadOnlyList<int> sources) =>
            sources.Count == 1
                ? sources[0]
                : Push(new NetworkNode(NodeKind.Join, sources.Sum(s => Nodes[s].Width), sources[0], Sources: sources));

        public int Fix(FixedMap map, int source = 0) =>
            Push(new NetworkNode(NodeKind.Fixed, map.Shift.Length, source, Map: map));

        private int Add(CoordinateFeatures features, int inputs)
        {
            if (features.Dimension != inputs)
            {
                throw new ArgumentException(
                    $"got features of {features.Dimension} coordinates, expected {inputs}, as the network has inputs",
                    nameof(features)
                );
            }
            var sources = new List<int>();
            if (features.Waves is { } waves)
            {
                sources.Add(Activate(Fix(waves), Activation.Sin));
            }
            if (features.Kept is { } kept)
            {
                sources.Add(Fix(kept));
            }
            return Join(sources);
        }

        private int Tensor(
            string name,
            ParameterRole role,
            int rows,
            int columns,
            double? start = null,
            double? spread = null,
            double frequency = 1
        )
        {
            if (isRepeated && Tensors.Find(t => t.Name == name) is { } known)
            {
                return known.Offset;
            }
            var offset = parameters;
            var count = offset + ((long)rows * columns);
            if (count > int.MaxValue)
            {
                throw new ArgumentException(
                    $"got {count} parameters up to '{name}', expected at most {int.MaxValue}: take narrower layers or fewer of them"
                );
            }
            Tensors.Add(
                new ParameterTensor(name, role, layers, rows, columns, offset)
                {
                    Start = start,
                    FactorSpread = spread,
                    Frequency = frequency,
                }
            );
            parameters = (int)count;
            return offset;
        }

        private int Push(NetworkNode node)
        {
            Nodes.Add(node);
            return Nodes.Count - 1;
        }
    }
}
