namespace Thalweg.Landscapes.Curvature;

/// <summary>The sets in which sharpness is looked for; defaults are those of their sources.</summary>
public sealed record SharpnessOptions
{
    /// <summary>ρ of the ball ‖δ‖₂ ≤ ρ, of <see cref="Sharpness.Ball"/> and <see cref="Sharpness.Average"/> [Foret2021].</summary>
    public double Radius { get; init; } = 0.05;

    /// <summary>ρ of ‖δ/|θ|‖₂ ≤ ρ, entry by entry [Kwon2021].</summary>
    public double AdaptiveRadius { get; init; } = 0.5;

    /// <summary>ε of the box |δ_i| ≤ ε (|θ_i| + 1) [Keskar2017].</summary>
    public double Box { get; init; } = 1e-3;

    /// <summary>Random starts of each ascent, beside that along the gradient.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Steps of an ascent at most.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Pairs ±δ of the average.</summary>
    public int Pairs { get; init; } = 128;

    /// <summary>Of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        Length(Radius, nameof(Radius));
        Length(AdaptiveRadius, nameof(AdaptiveRadius));
        Length(Box, nameof(Box));
        OptionValue.Require(
            Starts >= 1,
            nameof(Starts),
            Starts,
            "1 start or more: at a minimum there is no gradient to follow"
        );
        OptionValue.Require(Steps >= 1, nameof(Steps), Steps, "1 step or more");
        OptionValue.Require(Pairs >= 2, nameof(Pairs), Pairs, "2 pairs or more: one has no standard error");

        static void Length(double value, string name) =>
            OptionValue.Require(value is > 0 and < double.PositiveInfinity, name, value, "a length above 0");
    }
}
