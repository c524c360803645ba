using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks;

public sealed partial class Network
{
    private sealed class Builder
    {
        private readonly NetworkBiases biases;
        private int layers;
        private int parameters;

        public Builder(int inputs, NetworkBiases biases, CoordinateFeatures? features = null)
        {
            this.biases = biases;
            Nodes.Add(new NetworkNode(NodeKind.Input, inputs));
            if (features is not null)
            {
                Start = Add(features, inputs);
            }
        }

        /// <summary>What the first layer reads.</summary>
        public int Start { get; }

        public List<NetworkNode> Nodes { get; } = [];

        public List<ParameterTensor> Tensors { get; } = [];

        public void Output(int source, int width) => Linear(source, width, "layer_out", biases == NetworkBiases.All);

        public int Linear(int source, int width, string name) =>
            Linear(source, width, name, biases != NetworkBiases.None);

        private int Linear(int source, int width, string name, bool bias)
        {
            var columns = Nodes[source].Width;
            var weight = Tensor($"{name}.weight", ParameterRole.Weight, width, columns);
            var offset = bias ? Tensor($"{name}.bias", ParameterRole.Bias, width, 1) : -1;
            layers++;
            return Push(new NetworkNode(NodeKind.Linear, width, source, Weight: weight, Bias: offset));
        }

        public int Activate(int source, Activation activation) =>
            Push(new NetworkNode(NodeKind.Activation, Nodes[source].Width, source, Activation: activation));

        public int Add(int source, int second) =>
            Push(new NetworkNode(NodeKind.Sum, Nodes[source].Width, source, second));

        /// <summary>Numbers of θ.</summary>
        public int Constant(string name, double start)
        {
            var offset = Tensor(name, ParameterRole.Bias, 1, 1, start);
            layers++;
            return Push(new NetworkNode(NodeKind.Constant, 1, Source: 0, Bias: offset));
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

        public int Fix(FixedMap map) => Push(new NetworkNode(NodeKind.Fixed, map.Shift.Length, Source: 0, Map: map));

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

        private int Tensor(string name, ParameterRole role, int rows, int columns, double? start = null)
        {
            var offset = parameters;
            var count = offset + ((long)rows * columns);
            if (count > int.MaxValue)
            {
                throw new ArgumentException(
                    $"got {count} parameters up to '{name}', expected at most {int.MaxValue}: take narrower layers or fewer of them"
                );
            }
            Tensors.Add(new ParameterTensor(name, role, layers, rows, columns, offset) { Start = start });
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
