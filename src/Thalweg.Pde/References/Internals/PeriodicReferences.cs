namespace Thalweg.Pde.References;

/// <summary>The computed solutions of the catalogue in time: how fine they are, and what that was measured to be worth.</summary>
internal static class PeriodicReferences
{
    private const string Method = "Fourier in space, ETDRK4 in time, against twice the waves and the steps";

    public static PeriodicReference SmoothAllenCahn { get; } =
        Of(PeriodicEquations.AllenCahn(isSmooth: true), 1024, 2e-8, Method, new Stretch(1, 500, 5));

    /// <summary>Steps are short at first, when the kink of the start is smoothed.</summary>
    public static PeriodicReference AllenCahn { get; } =
        Of(
            PeriodicEquations.AllenCahn(isSmooth: false),
            4096,
            2.1e-4,
            $"{Method}; at the kink of the start alone, 1e-9 from t = 0.02 on",
            new Stretch(0.01, 400),
            new Stretch(0.04, 150),
            new Stretch(1, 960, 4)
        );

    public static PeriodicReference KortewegDeVries { get; } =
        Of(PeriodicEquations.KortewegDeVries, 512, 1e-7, Method, new Stretch(1, 4000, 4));

    public static PeriodicReference KuramotoSivashinsky { get; } =
        Of(
            PeriodicEquations.KuramotoSivashinsky,
            512,
            4e-6,
            $"{Method}, and twice what a longer computation shows: small differences grow until t = 1",
            new Stretch(1, 16000, 8)
        );

    private static PeriodicReference Of(
        SemilinearEquation equation,
        int size,
        double error,
        string method,
        params Stretch[] times
    ) =>
        new(
            () => new(equation, size, times),
            () => new(equation, 2 * size, [.. times.Select(t => t with { Steps = 2 * t.Steps, Keep = 2 * t.Keep })]),
            error,
            method
        );
}
