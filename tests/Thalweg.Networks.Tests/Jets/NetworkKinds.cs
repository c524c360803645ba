using Thalweg.Networks.Activations;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Networks of two inputs made of every kind of node, by the name that the fixture has for them.</summary>
internal static class NetworkKinds
{
    private static readonly FourierFeatures Fourier = new(3, [1.5], 7);

    private static readonly CoordinateFeatures Waves = CoordinateFeatures.Periodic(2, [(0, 0, 2)], 1, ["x", "y"]);

    private static readonly LayerForm Factorized = new() { Factors = new RowFactors() };

    private static readonly Dictionary<string, Func<Network>> Kinds = new(StringComparer.Ordinal)
    {
        ["modified"] = () => Network.Gated(2, 2, 5, 3, Activation.Tanh),
        ["modified, waves, factorized"] = () => Network.Gated(2, 1, 4, 2, Activation.Swish, Waves, form: Factorized),
        ["siren"] = () => Network.Siren(2, 1, 5, 2, 3),
        ["factorized"] = () => Network.Mlp(2, 1, [5, 4], Activation.Tanh, form: Factorized),
        ["factorized residual"] = () => Network.Residual(2, 1, 4, 1, Activation.Tanh, form: Factorized),
        ["slopes of layers"] = () =>
            Network.Mlp(2, 1, [5, 4], Activation.Sin, form: new() { Slopes = new ActivationSlopes(Scale: 5) }),
        ["slopes of units"] = () =>
            Network.Mlp(2, 1, [5, 4], Activation.Tanh, form: new() { Slopes = new ActivationSlopes(true, 2) }),
        ["scales"] = () => Network.MultiScale(2, 2, 4, 2, [1, 0.5, 3], Activation.Sin),
        ["separable"] = () => Network.Separable(2, 2, 4, 2, 3, Activation.Tanh),
        ["mixture"] = () => Network.Mixture(2, 2, 3, 4, 2, 5, Activation.Tanh),
        ["chebyshev"] = () => Network.ChebyshevKan(2, 2, 3, 1, 5),
        ["spline"] = () => Network.SplineKan(2, 1, 3, 1, 3, 4),
        ["quintic spline"] = () => Network.SplineKan(2, 1, 3, 1, 5, 3),
        ["Fourier"] = () => Network.Mlp(2, 1, [5, 4], Activation.Tanh, fourier: Fourier),
        ["Fourier of two scales"] = () =>
            Network.Gated(2, 1, 4, 2, Activation.Tanh, fourier: new FourierFeatures(2, [0.5, 2], 3)),
        ["pirate"] = () => Network.Pirate(2, 1, 5, 2, Activation.Tanh, Fourier),
        ["pirate, all"] = () =>
            Network.Pirate(
                2,
                2,
                4,
                2,
                Activation.Swish,
                Fourier,
                Waves,
                new() { Factors = new RowFactors(0.3, 0.2), Slopes = new ActivationSlopes(Scale: 2) }
            ),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    public static Network Create(string kind) => Kinds[kind]();

    /// <summary>θ_i = 0.6 sin(1.7 i + 0.3), as the script of the fixture has it.</summary>
    public static double[] Parameters(Network network) =>
        [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.6 * Math.Sin((1.7 * i) + 0.3))];
}
