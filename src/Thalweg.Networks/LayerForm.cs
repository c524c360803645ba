using System.Globalization;

namespace Thalweg.Networks;

/// <summary>How the layers of a network are parametrised, where it is not W x + b and σ(z).</summary>
public sealed record LayerForm
{
    /// <summary>W x + b and σ(z).</summary>
    public static LayerForm Plain { get; } = new();

    /// <summary>Null: weights as they are.</summary>
    public RowFactors? Factors { get; init; }

    /// <summary>Null: activations as they are.</summary>
    public ActivationSlopes? Slopes { get; init; }

    internal string Text =>
        $"{(Factors is null ? "" : $", weights={Factors}")}{(Slopes is null ? "" : $", slopes={Slopes}")}";
}

/// <summary>W = diag(exp(s)) V with s and V trained, s from N(Mean, Deviation²) at the start and V such that W is what it would have been
/// [WangWangSeidmanPerdikaris2022].</summary>
/// <exception cref="ArgumentOutOfRangeException">Not finite, or a negative deviation.</exception>
public sealed record RowFactors(double Mean = 0.5, double Deviation = 0.1)
{
    public double Mean { get; init; } =
        double.IsFinite(Mean)
            ? Mean
            : throw new ArgumentOutOfRangeException(nameof(Mean), Mean, $"got {Mean}, expected a finite number");

    public double Deviation { get; init; } =
        Deviation >= 0 && double.IsFinite(Deviation)
            ? Deviation
            : throw new ArgumentOutOfRangeException(
                nameof(Deviation),
                Deviation,
                $"got {Deviation}, expected 0 or more"
            );

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"factorized(mean={Mean:R}, deviation={Deviation:R})");
}

/// <summary>σ(n a z) in the place of σ(z), with a trained from 1/n on, one for each layer or one for each unit [Jagtap2020].</summary>
/// <param name="IsPerUnit">False: one for each layer.</param>
/// <param name="Scale">n.</param>
/// <exception cref="ArgumentOutOfRangeException">A scale that is not positive.</exception>
public sealed record ActivationSlopes(bool IsPerUnit = false, double Scale = 1)
{
    public double Scale { get; init; } =
        Scale > 0 && double.IsFinite(Scale)
            ? Scale
            : throw new ArgumentOutOfRangeException(nameof(Scale), Scale, $"got {Scale}, expected a positive number");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsPerUnit ? "unit" : "layer")}(scale={Scale:R})");
}
