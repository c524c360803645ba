using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>How a basin is measured by rays.</summary>
public sealed record RayOptions
{
    /// <summary>ε: the basin is where L − L(θ*) stays below it.</summary>
    public double Excess { get; init; } = 1e-3;

    /// <summary>R: rays end there.</summary>
    public double Radius { get; init; } = 1;

    /// <summary>Random directions, each with its opposite.</summary>
    public int Pairs { get; init; } = 256;

    /// <summary>Of the directions.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        OptionValue.Require(Excess is > 0 and < double.PositiveInfinity, nameof(Excess), Excess, "a loss above 0");
        OptionValue.Require(Radius is > 0 and < double.PositiveInfinity, nameof(Radius), Radius, "a length above 0");
        OptionValue.Require(Pairs >= 8, nameof(Pairs), Pairs, "8 pairs or more");
    }
}

/// <summary>The volume of the part of a basin {L − L(θ*) ≤ ε} that is seen from θ* in a ball, by rays with importance sampling [Scherlis2025].</summary>
/// <remarks>V = ∫ r(u)^P/P du over directions u, r the first radius at which the loss rises by ε: the mean of r^P/(P p(u)) for u from a density p. Where
/// the spectrum of the Hessian is known, u is drawn along N(0, H⁻¹) (with |λ|, and none below ε/R²), in which a quadratic basin has no variance. r^P scatters over many
/// orders elsewhere: the mean is unbiased, its logarithm nearly always too small unless many rays carry it (<see cref="EffectiveRays"/>).</remarks>
/// <param name="LogVolume">Natural logarithm; NaN where no ray stays below ε at all.</param>
/// <param name="StandardError">Of the logarithm, to first order.</param>
/// <param name="EffectiveRays">(Σ w)²/Σ w² pairs: below some tens neither figure means anything.</param>
/// <param name="EndedAtRadius">Rays on which the loss stayed below ε up to R.</param>
/// <param name="Values">Values of the loss that were taken.</param>
public sealed record BasinVolume(
    double LogVolume,
    double StandardError,
    double EffectiveRays,
    int EndedAtRadius,
    long Values
)
{
    /// <summary>Student's interval of the logarithm of the volume, to be trusted where many rays carry it.</summary>
    public Interval IntervalAt(double level)
    {
        var reach = StandardError * StudentDistribution.Quantile(0.5 + (0.5 * level), Math.Max(1, EffectiveRays - 1));
        return new Interval(LogVolume - reach, LogVolume + reach, level);
    }

    /// <summary>log of π^(P/2) R^P/Γ(P/2 + 1).</summary>
    public static double OfBall(int dimension, double radius)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return RayDirections.LogAreaOfSphere(dimension)
            - Elementary.Log(dimension)
            + (dimension * Elementary.Log(radius));
    }

    /// <summary>By rays. Cost: some 60 values per ray; bits do not depend on the threads.</summary>
    /// <param name="centre">θ*, [P], finite.</param>
    /// <param name="spectrum">Of the Hessian at θ*; null draws directions evenly.</param>
    /// <exception cref="ArgumentException">The loss at the centre is not finite, the spectrum is of another size, or an option is out of range.</exception>
    public static BasinVolume ByRays(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        RayOptions options,
        WorkerTeam team,
        DenseSpectrum? spectrum = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        Centre.Check(objective, centre.Span, nameof(centre));
        var n = objective.ParameterCount;
        if (spectrum is not null && spectrum.Eigenvalues.Count != n)
        {
            throw new ArgumentException(
                $"spectrum has {spectrum.Eigenvalues.Count} eigenvalues, expected {n}: give that of the loss at the centre",
                nameof(spectrum)
            );
        }
        var draw = new RayDirections(n, spectrum, options);
        var rays = new Rays(objective, centre, options, team);
        var logarithms = new double[options.Pairs];
        var ended = 0;
        for (var k = 0; k < options.Pairs; k++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var logDensity = draw.Next();
            var (up, down) = rays.Along(draw.Direction);
            ended += (up >= options.Radius ? 1 : 0) + (down >= options.Radius ? 1 : 0);
            logarithms[k] = LogMean(n * Elementary.Log(up), n * Elementary.Log(down)) - Elementary.Log(n) - logDensity;
        }
        return Of(logarithms, ended, rays.Values);
    }

    private static BasinVolume Of(double[] logarithms, int ended, long values)
    {
        var largest = logarithms.Max();
        if (!double.IsFinite(largest))
        {
            return new BasinVolume(double.NaN, double.NaN, 0, ended, values);
        }
        double[] weights = [.. logarithms.Select(l => Elementary.Exp(l - largest))];
        var (mean, sum) = (Descriptive.Mean(weights), weights.Sum());
        return new BasinVolume(
            largest + Elementary.Log(mean),
            Descriptive.StandardDeviation(weights) / (mean * Math.Sqrt(weights.Length)),
            sum * sum / OrderedSums.Dot(weights, weights),
            ended,
            values
        );
    }

    private static double LogMean(double a, double b)
    {
        var (high, low) = (Math.Max(a, b), Math.Min(a, b));
        return double.IsNegativeInfinity(high) ? high : high + Elementary.Log(0.5 * (1 + Elementary.Exp(low - high)));
    }
}
