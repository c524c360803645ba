using Thalweg.Pde.Problems;

namespace Thalweg.Pde.References;

/// <summary>The computed solutions of the catalogue in time: how fine they are, and what that was measured to be worth.</summary>
internal static class PeriodicReferences
{
    private const string Method = "Fourier in space, ETDRK4 in time, against twice the waves and the steps";

    public static PeriodicReference SmoothAllenCahn { get; } =
        new(
            () => new(PeriodicEquations.AllenCahn(isSmooth: true), 1024, new Stretch(1, 500, 5)),
            new Certificate(2e-8, Method)
        );

    /// <summary>Steps are short at first, when the kink of the start is smoothed.</summary>
    public static PeriodicReference AllenCahn { get; } =
        new(
            () =>
                new(
                    PeriodicEquations.AllenCahn(isSmooth: false),
                    4096,
                    new Stretch(0.01, 400),
                    new Stretch(0.04, 150),
                    new Stretch(1, 960, 4)
                ),
            new Certificate(2.1e-4, $"{Method}; at the kink of the start alone, 1e-9 from t = 0.02 on")
        );

    public static PeriodicReference KortewegDeVries { get; } =
        new(() => new(PeriodicEquations.KortewegDeVries, 512, new Stretch(1, 4000, 4)), new Certificate(1e-7, Method));

    public static PeriodicReference KuramotoSivashinsky { get; } =
        new(
            () => new(PeriodicEquations.KuramotoSivashinsky, 512, new Stretch(1, 16000, 8)),
            new Certificate(1e-6, Method)
        );
}
