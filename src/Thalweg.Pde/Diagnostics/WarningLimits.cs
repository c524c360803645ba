namespace Thalweg.Pde.Diagnostics;

/// <summary>Where a figure becomes a <see cref="Warning"/>.</summary>
public sealed record WarningLimits
{
    /// <summary>Mean squared residual on independent points over that on the training points, above which there is a warning; for an
    /// energy, how many standard errors the two estimates of it may be apart.</summary>
    public double ResidualRatio { get; init; } = 10;

    /// <summary>Points per shortest wave below which there is a warning.</summary>
    public double PointsPerWave { get; init; } = 4;

    /// <summary>Largest over smallest gradient norm of a term above which there is a warning.</summary>
    public double GradientRatio { get; init; } = 100;

    /// <summary>Seed of the independent points.</summary>
    public ulong Seed { get; init; } = 1;
}
