using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>What makes a loss a likelihood: L/<paramref name="Scale"/> is −2 log of it, up to a constant.</summary>
/// <param name="Scale">s, above 0: σ²/n where the loss is the mean of n squares of misfits, σ = 1 where they are in deviations.</param>
/// <param name="Degrees">Degrees of freedom of σ² where it was estimated by the misfit; null where it is known.</param>
public sealed record LikelihoodScale(double Scale, double? Degrees)
{
    public double Scale { get; } =
        Scale > 0 && double.IsFinite(Scale)
            ? Scale
            : throw new ArgumentOutOfRangeException(
                nameof(Scale),
                Scale,
                $"Scale is {Scale}; give a finite number above 0"
            );

    public double? Degrees { get; } =
        Degrees is null or > 0
            ? Degrees
            : throw new ArgumentOutOfRangeException(
                nameof(Degrees),
                Degrees,
                $"Degrees is {Degrees}; give more than 0"
            );

    /// <summary>What (L(c) − min L)/s stays below with the probability <paramref name="level"/> at the true c: the quantile of χ² with one degree of
    /// freedom, and of F with 1 and ν where σ² is estimated.</summary>
    /// <param name="level">In (0, 1).</param>
    public double Threshold(double level)
    {
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                $"level is {level}; give a probability between 0 and 1, such as 0.95"
            );
        }
        // χ² with one degree is the square of a normal number, F(1, ν) that of one of Student's.
        var quantile = Degrees is { } degrees
            ? StudentDistribution.Quantile((1 + level) / 2, degrees)
            : NormalDistribution.Quantile((1 + level) / 2);
        return quantile * quantile;
    }
}
