using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>What Langevin dynamics find of a learning coefficient at one temperature.</summary>
/// <param name="InverseTemperature">β.</param>
/// <param name="Coefficient">β times the mean of L − L(θ*).</param>
/// <param name="StandardError">Over chains; not of what no chain reached, nor of the temperature.</param>
/// <param name="Acceptance">Share of the steps that the Metropolis test accepted.</param>
public sealed record LangevinTemperature(
    double InverseTemperature,
    double Coefficient,
    double StandardError,
    double Acceptance
);

/// <summary>The learning coefficient by Langevin dynamics at several temperatures [Welling2011; Lau2023].</summary>
/// <remarks>The gradient is that of the whole loss, and a Metropolis test takes away what finite steps add [RobertsTweedie1996]. β ⟨L − L(θ*)⟩ tends to λ as λ − (m − 1)/(log β + b): where m > 1 it is too small at any temperature that can be reached, for x²y² 0.387 at
/// β = 10³ and 0.437 at 10⁶ instead of ½. <see cref="Extrapolated"/> takes that away. Neither has an interval that could be trusted to cover:
/// <see cref="LearningCoefficient"/> has.</remarks>
/// <param name="Temperatures">Ascending in β.</param>
/// <param name="Extrapolated">From the two coldest, as if m ≤ 2.</param>
public sealed record LangevinCoefficient(IReadOnlyList<LangevinTemperature> Temperatures, double Extrapolated)
{
    // The step length aims at this share of accepted steps while it is sought.
    private const double Aim = 0.6;

    public IReadOnlyList<LangevinTemperature> Temperatures { get; init; } =
        Temperatures ?? throw new ArgumentNullException(nameof(Temperatures));

    /// <summary>All chains. Cost: one gradient per step; bits do not depend on the threads.</summary>
    /// <param name="centre">θ*, [P], finite.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static LangevinCoefficient Of(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        LangevinOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        Centre.Check(objective, centre.Span, nameof(centre));
        var done = 0;
        var all = options.InverseTemperatures.Count * options.Chains;
        var temperatures = new List<LangevinTemperature>();
        foreach (var β in options.InverseTemperatures)
        {
            var (means, acceptances) = (new double[options.Chains], new double[options.Chains]);
            for (var chain = 0; chain < options.Chains; chain++)
            {
                var name = FormattableString.Invariant($"langevin/{temperatures.Count}/{chain}");
                var run = new LangevinChain(objective, centre, β, options, new RandomStream(options.Seed, name), team);
                (means[chain], acceptances[chain]) = run.Run(Aim);
                progress?.Report((double)++done / all);
            }
            temperatures.Add(
                new LangevinTemperature(
                    β,
                    β * Descriptive.Mean(means),
                    β * Descriptive.StandardDeviation(means) / Math.Sqrt(means.Length),
                    Descriptive.Mean(acceptances)
                )
            );
        }
        var (warm, cold) = (temperatures[^2], temperatures[^1]);
        return new LangevinCoefficient(
            temperatures,
            Extrapolate(warm.InverseTemperature, warm.Coefficient, cold.InverseTemperature, cold.Coefficient)
        );
    }

    /// <summary>λ from the figures at two temperatures, as if m ≤ 2: with y = λ − 1/(log β + b) it is y + √(dy/d log β), in the middle of both and
    /// whatever b; y itself where it does not rise.</summary>
    public static double Extrapolate(
        double warmInverseTemperature,
        double warmCoefficient,
        double coldInverseTemperature,
        double coldCoefficient
    )
    {
        var slope =
            (coldCoefficient - warmCoefficient) / Elementary.Log(coldInverseTemperature / warmInverseTemperature);
        return (0.5 * (warmCoefficient + coldCoefficient)) + Math.Sqrt(Math.Max(0, slope));
    }
}
