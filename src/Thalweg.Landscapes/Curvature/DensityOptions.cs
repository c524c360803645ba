namespace Thalweg.Landscapes.Curvature;

/// <summary>How a spectral density is estimated.</summary>
public sealed record DensityOptions
{
    /// <summary>Random start vectors.</summary>
    public int Vectors { get; init; } = 16;

    /// <summary>Steps of Lanczos from each; the parameters at most.</summary>
    public int Steps { get; init; } = 64;

    /// <summary>Values of λ that the density is given at.</summary>
    public int Nodes { get; init; } = 256;

    /// <summary>σ of the Gaussian that every eigenvalue is spread by, over the range of the Ritz values.</summary>
    public double RelativeWidth { get; init; } = 0.01;

    /// <summary>Of the start vectors.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        OptionValue.Require(Vectors >= 2, nameof(Vectors), Vectors, "at least 2");
        OptionValue.Require(Steps >= 1, nameof(Steps), Steps, "at least 1");
        OptionValue.Require(Nodes >= 2, nameof(Nodes), Nodes, "at least 2");
        OptionValue.Require(
            RelativeWidth is > 0 and < 1,
            nameof(RelativeWidth),
            RelativeWidth,
            "a number between 0 and 1"
        );
    }
}
