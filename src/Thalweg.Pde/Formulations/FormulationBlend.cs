using System.Globalization;

namespace Thalweg.Pde.Formulations;

/// <summary>(1 − s) A + s B of two formulations of one problem on one trial function.</summary>
/// <param name="A">The formulation at s = 0.</param>
/// <param name="B">The formulation at s = 1.</param>
/// <param name="Share">s in [0, 1].</param>
public sealed record FormulationBlend(Formulation A, Formulation B, double Share)
{
    public Formulation A { get; init; } = Single(A, nameof(A));

    public Formulation B { get; init; } = Single(B, nameof(B));

    public double Share { get; init; } =
        Share is >= 0 and <= 1
            ? Share
            : throw new ArgumentOutOfRangeException(
                nameof(Share),
                Share,
                string.Create(CultureInfo.InvariantCulture, $"share is {Share}, expected 0 to 1")
            );

    /// <summary>The formulation.</summary>
    public Formulation AsFormulation() => new(FormulationKind.Blend) { Blend = this };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a={A}, b={B}, s={Share:R}");

    private static Formulation Single(Formulation part, string argument)
    {
        ArgumentNullException.ThrowIfNull(part, argument);
        return part.Kind != FormulationKind.Blend
            ? part
            : throw new ArgumentException(
                "got a blend as a part of a blend, expected a formulation of its own",
                argument
            );
    }
}
