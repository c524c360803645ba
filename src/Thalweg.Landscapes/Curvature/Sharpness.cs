using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The highest rise that was found in a set of δ about θ: the maximum is at least that.</summary>
/// <param name="Step">L(θ + δ) − L(θ) at the point of the set that is farthest along the gradient; 0 where there is no gradient.</param>
/// <param name="Rise">The largest of L(θ + δ) − L(θ) over all ascents, no less than <paramref name="Step"/> and 0.</param>
public sealed record SharpnessRise(double Step, double Rise);

/// <summary>Measures of how steeply a loss rises about θ, each as in its source.</summary>
/// <param name="Loss">L(θ).</param>
/// <param name="Ball">In ‖δ‖₂ ≤ ρ: the step is what sharpness-aware minimization takes for the maximum [Foret2021].</param>
/// <param name="Adaptive">In ‖δ/|θ|‖₂ ≤ ρ, which does not change where layers are rescaled against each other [Kwon2021].</param>
/// <param name="Box">In |δ_i| ≤ ε (|θ_i| + 1) [Keskar2017].</param>
/// <param name="Average">Mean of L(θ + δ) − L(θ) over ‖δ‖₂ ≤ ρ; NaN where a loss is not finite.</param>
/// <param name="AverageError">Its standard error.</param>
/// <param name="Pairs">Pairs ±δ that the average is over.</param>
public sealed record Sharpness(
    double Loss,
    SharpnessRise Ball,
    SharpnessRise Adaptive,
    SharpnessRise Box,
    double Average,
    double AverageError,
    int Pairs
)
{
    // Points of one batch.
    private const int Block = 64;

    public SharpnessRise Ball { get; init; } = Ball ?? throw new ArgumentNullException(nameof(Ball));

    public SharpnessRise Adaptive { get; init; } = Adaptive ?? throw new ArgumentNullException(nameof(Adaptive));

    public SharpnessRise Box { get; init; } = Box ?? throw new ArgumentNullException(nameof(Box));

    /// <summary>100 · rise/(1 + L), the figure of the source of the box [Keskar2017]; NaN where 1 + L is not positive, as it may be for an energy.</summary>
    public double BoxPercent => 1 + Loss > 0 ? 100 * Box.Rise / (1 + Loss) : double.NaN;

    /// <summary>Student's interval of the average.</summary>
    public Interval AverageAt(double level)
    {
        var reach = AverageError * StudentDistribution.Quantile(0.5 + (0.5 * level), Pairs - 1);
        return new Interval(Average - reach, Average + reach, level);
    }

    /// <summary>All of them. Cost: at most 3 (starts + 1) · steps gradients, a few in practice, and two values per pair; bits do not depend on the threads.</summary>
    /// <param name="parameters">θ, [P], finite.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static Sharpness At(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        SharpnessOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        Centre.Check(objective, parameters.Span, nameof(parameters));
        var ascent = new SetAscent(objective, parameters, options, team);
        var θ = parameters.ToArray();
        var ball = ascent.In("ball", (g, δ) => PerturbationSets.Ball(g, options.Radius, δ));
        progress?.Report(0.25);
        var adaptive = ascent.In("adaptive", (g, δ) => PerturbationSets.Adaptive(g, θ, options.AdaptiveRadius, δ));
        progress?.Report(0.5);
        var box = ascent.In("box", (g, δ) => PerturbationSets.Box(g, θ, options.Box, δ));
        progress?.Report(0.75);
        var (average, error) = Mean(objective, θ, ascent.Loss, options, team);
        progress?.Report(1);
        return new Sharpness(ascent.Loss, ball, adaptive, box, average, error, options.Pairs);
    }

    /// <summary>Over pairs, so that the slope of the loss takes no part in the scatter.</summary>
    private static (double Average, double Error) Mean(
        IObjective objective,
        double[] centre,
        double loss,
        SharpnessOptions options,
        WorkerTeam team
    )
    {
        var n = centre.Length;
        var stream = new RandomStream(options.Seed, "sharpness/average");
        var samples = new double[options.Pairs];
        var points = new double[2 * Block * n];
        var losses = new double[2 * Block];
        var offset = new double[n];
        for (var first = 0; first < samples.Length; first += Block)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Block, samples.Length - first);
            for (var k = 0; k < count; k++)
            {
                BallPoint.Draw(stream, options.Radius, offset);
                Vectors.Combine(centre, 1, offset, points.AsSpan(2 * k * n, n));
                Vectors.Combine(centre, -1, offset, points.AsSpan(((2 * k) + 1) * n, n));
            }
            objective.Values(points.AsMemory(0, 2 * count * n), losses.AsMemory(0, 2 * count), default, default, team);
            for (var k = 0; k < count; k++)
            {
                samples[first + k] = 0.5 * (losses[2 * k] - loss + (losses[(2 * k) + 1] - loss));
            }
        }
        return Array.TrueForAll(samples, double.IsFinite)
            ? (Descriptive.Mean(samples), Descriptive.StandardDeviation(samples) / Math.Sqrt(samples.Length))
            : (double.NaN, double.NaN);
    }
}
