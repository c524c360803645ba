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

    /// <summary>For formulas; not in <see cref="Known"/>.</summary>
    public static Activation Exp { get; } = Create<ExpFunction>("exp", Smooth, "exp(z)");

    /// <inheritdoc cref="Exp"/>
    public static Activation Reciprocal { get; } = Create<ReciprocalFunction>("reciprocal", Smooth, "1/z");

    /// <inheritdoc cref="Exp"/>
    public static Activation Log { get; } = Create<LogFunction>("log", Smooth, "log(z)");

    /// <inheritdoc cref="Exp"/>
    public static Activation Sqrt { get; } = Create<SqrtFunction>("sqrt", Smooth, "sqrt(z)");

    // What edges of networks are made of.
    internal static Activation CubicSpline { get; } = Create<CubicSplineFunction>("spline3", 3, "B_3(z)");
    internal static Activation QuinticSpline { get; } = Create<QuinticSplineFunction>("spline5", 5, "B_5(z)");

    /// <summary>T_2, T_3, …, to the highest degree.</summary>
    internal static IReadOnlyList<Activation> Chebyshev { get; } =
    [
        Create<ChebyshevFunction<Degree2>>("T_2", Smooth, "T_2(z)"),
        Create<ChebyshevFunction<Degree3>>("T_3", Smooth, "T_3(z)"),
        Create<ChebyshevFunction<Degree4>>("T_4", Smooth, "T_4(z)"),
        Create<ChebyshevFunction<Degree5>>("T_5", Smooth, "T_5(z)"),
        Create<ChebyshevFunction<Degree6>>("T_6", Smooth, "T_6(z)"),
        Create<ChebyshevFunction<Degree7>>("T_7", Smooth, "T_7(z)"),
        Create<ChebyshevFunction<Degree8>>("T_8", Smooth, "T_8(z)"),
    ];

    private static Activation Create<TFunction>(string name, int smoothness, string formula)
        where TFunction : struct, IActivationFunction =>
        new(name, smoothness, formula, TFunction.Symmetry, new FunctionType<TFunction>());
}
