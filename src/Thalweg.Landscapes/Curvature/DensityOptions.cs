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
        AtLeast(2, Vectors, nameof(Vectors));
        AtLeast(1, Steps, nameof(Steps));
        AtLeast(2, Nodes, nameof(Nodes));
        if (!(RelativeWidth > 0 && RelativeWidth < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(RelativeWidth),
                RelativeWidth,
                $"RelativeWidth is {RelativeWidth}; give a number between 0 and 1"
            );
        }
    }

    private static void AtLeast(int least, int value, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give at least {least}");
        }
    }
}
