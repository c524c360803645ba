using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Networks.Tests.Jets;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Tests.Symmetries;

/// <summary>Every kind of network with every activation.</summary>
internal static class Subjects
{
    private static readonly Dictionary<string, Func<Activation, Network>> Kinds = new()
    {
        ["one layer"] = a => Network.Mlp(1, 1, [5], a),
        ["two inputs, two outputs"] = a => Network.Mlp(2, 2, [4, 3], a),
        ["three layers"] = a => Network.Mlp(1, 1, [4, 5, 4], a),
        ["no output bias"] = a => Network.Mlp(2, 1, [4, 4], a, NetworkBiases.Hidden),
        ["no biases"] = a => Network.Mlp(2, 1, [4, 4], a, NetworkBiases.None),
        ["linear input"] = a => Network.Mlp(1, 1, [4, 4, 4], a, linearInput: true),
        ["linear input, no biases"] = a => Network.Mlp(2, 1, [3, 4], a, NetworkBiases.None, linearInput: true),
        ["residual"] = a => Network.Residual(1, 1, 4, 1, a),
        ["two blocks"] = a => Network.Residual(2, 1, 4, 2, a),
        ["residual, no output bias"] = a => Network.Residual(1, 1, 4, 2, a, NetworkBiases.Hidden),
        ["side by side"] = a =>
            Network.Joined(
                2,
                new NetworkPart("u", Network.Mlp(2, 1, [4, 3], a)),
                new NetworkPart("c", Network.Residual(1, 1, 3, 1, a), FirstInput: 1),
                new NetworkPart("k", Network.Number(2, 1))
            ),
        ["behind waves"] = a =>
            Network.Mlp(2, 1, [4, 3], a, features: CoordinateFeatures.Periodic(2, [(0, 0, 1)], 2, ["x", "y"])),
        ["modified"] = a => Network.Gated(2, 1, 4, 3, a),
        ["pirate"] = a => Network.Pirate(2, 1, 4, 1, a, new FourierFeatures(3, [1.5], 7)),
        ["scales"] = a => Network.MultiScale(2, 1, 4, 2, [1, 3], a),
        ["separable"] = a => Network.Separable(2, 2, 3, 2, 3, a),
        ["mixture"] = a => Network.Mixture(2, 2, 3, 4, 1, 3, a),
        ["factorized"] = a => Network.Mlp(2, 1, [4, 3], a, form: new LayerForm { Factors = new RowFactors() }),
        ["slopes of units"] = a =>
            Network.Mlp(2, 1, [4, 3], a, form: new LayerForm { Slopes = new ActivationSlopes(IsPerUnit: true, 2) }),
        ["slopes of layers"] = a =>
            Network.Residual(2, 1, 3, 1, a, form: new LayerForm { Slopes = new ActivationSlopes() }),
        ["Fourier"] = a => Network.Mlp(2, 1, [4, 3], a, fourier: new FourierFeatures(3, [1, 4], 5)),
        ["modified, all"] = a =>
            Network.Gated(
                2,
                1,
                3,
                2,
                a,
                CoordinateFeatures.Periodic(2, [(0, 0, 1)], 1, ["x", "y"]),
                new FourierFeatures(2, [1], 5),
                new LayerForm { Factors = new RowFactors(), Slopes = new ActivationSlopes(Scale: 3) }
            ),
        ["residual, no biases"] = a => Network.Residual(2, 1, 4, 1, a, NetworkBiases.None),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in Kinds.Keys)
            {
                foreach (var activation in Activation.Known)
                {
                    all.Add(kind, activation.Name);
                }
            }
            return all;
        }
    }

    public static Network Create(string kind, string activation) =>
        Kinds[kind](Activation.Known.Single(a => a.Name == activation));

    public static double[] Point(Network network, ulong seed)
    {
        var point = new double[network.ParameterCount];
        new RandomStream(seed, "point").FillGaussian(point);
        return point;
    }

    /// <summary>N and its gradient in x at 16 points.</summary>
    public static double[] Outputs(Network network, double[] parameters)
    {
        var coordinates = new double[network.Inputs * Propagated.Points];
        new RandomStream(1, "coordinates").FillUniform(coordinates);
        var plan = new JetPlan(JetSweep.Forward, StreamSet.Gradient(network.Inputs));
        var adjoint = new double[network.Outputs * plan.Streams.Count * Propagated.Points];
        return Propagated.Run(network, plan, new Arithmetic(), parameters, coordinates, adjoint).Streams;
    }
}
