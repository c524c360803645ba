namespace Thalweg.Networks.Activations;

public sealed partial class Activation
{
    private const int Smooth = int.MaxValue;

    public static Activation Swish { get; } = Create<SwishFunction>("swish", Smooth, "z/(1 + exp(-z))");
    public static Activation Tanh { get; } = Create<TanhFunction>("tanh", Smooth, "tanh(z)");
    public static Activation Sin { get; } = Create<SinFunction>("sin", Smooth, "sin(z)");
    public static Activation Softplus { get; } = Create<SoftplusFunction>("softplus", Smooth, "log(1 + exp(z))");
    public static Activation Sigmoid { get; } = Create<SigmoidFunction>("sigmoid", Smooth, "1/(1 + exp(-z))");
    public static Activation Gelu { get; } = Create<GeluFunction>("gelu", Smooth, "z (1 + erf(z/sqrt(2)))/2");
    public static Activation Relu { get; } = Create<ReluFunction>("relu", 1, "max(z, 0)");
    public static Activation SquaredRelu { get; } = Create<SquaredReluFunction>("relu2", 2, "max(z, 0)^2");
    public static Activation CubedRelu { get; } = Create<CubedReluFunction>("relu3", 3, "max(z, 0)^3");

    /// <summary>All activations, in the order of listings.</summary>
    public static IReadOnlyList<Activation> Known { get; } =
    [Swish, Tanh, Sin, Softplus, Sigmoid, Gelu, Relu, SquaredRelu, CubedRelu];

    private static Activation Create<TFunction>(string name, int smoothness, string formula)
        where TFunction : struct, IActivationFunction =>
        new(name, smoothness, formula, TFunction.Symmetry, new FunctionType<TFunction>());
}
