using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The local learning coefficient λ of a loss at θ*, from volumes of its sublevel sets: V(ε) ∝ ε^λ (log 1/ε)^(m−1) as ε → 0
/// [Watanabe2009; Lau2023].</summary>
/// <remarks>
/// <para>λ = P/2 at a minimum whose Hessian is regular, and less where it is degenerate; it belongs to the set of minima in the ball, not to one
/// point. The model is log V = −λ t + (m − 1) log(t + b) + c with t = log(ε₀/ε), ε₀ the largest excess of the ball, m = 1, 2, … and b ≥ 0.</para>
/// <para>The interval holds the Student interval over runs of every model that the two halves of the levels do not refute, so that it says what
/// is not known of m and b too: runs scatter by what points have in common, and 0.01 of the risk is spent on refuting the true model. A law that
/// begins below the lowest level is beyond it.</para>
/// </remarks>
public sealed record LearningCoefficient
{
    // Of the risk, what is spent on refuting models.
    private const double Refuting = 0.2;

    // Levels that a fit leaves out, as shares, until some model holds on the others.
    private static readonly double[] LeftOut = [1.0 / 2, 2.0 / 3, 5.0 / 6];

    // Runs that scatter so many times more than independent points would are not runs of points that follow their levels.
    private const double LargestInflation = 8;

    // b beyond so many times the range of t is like m − 1.
    private const double LargestShift = 64;

    /// <summary>λ of the simplest model that is not refuted; NaN where none holds, levels are too few, runs scatter eight times more than independent
    /// points would, or λ would be above P/2, which it is at no minimum.</summary>
    public double Estimate { get; private init; } = double.NaN;

    /// <summary>NaN at both ends where there is no estimate.</summary>
    public Interval Interval { get; private init; }

    /// <summary>λ of each run by that model, [R]; empty where there is no estimate.</summary>
    public IReadOnlyList<double> PerRun { get; private init; } = [];

    /// <summary>m of that model; 0 where there is none.</summary>
    public int Multiplicity { get; private init; }

    /// <summary>The largest m that is not refuted; it is bounded by the models that were compared, not by the data.</summary>
    public int MostMultiplicity { get; private init; }

    /// <summary>From the largest to the smallest ε of the fit, geometric means over runs.</summary>
    public (double From, double To) Range { get; private init; } = (double.NaN, double.NaN);

    /// <summary>The scatter of runs over that which independent points would have: 1 where moves make points independent, some where they hardly do; NaN
    /// where no model holds.</summary>
    public double Inflation { get; private init; } = double.NaN;

    /// <summary>The runs.</summary>
    public required IReadOnlyList<LevelVolumes> Runs { get; init; }

    /// <summary>The lowest loss that was seen in the ball less that of the centre, 0 or below: levels that are not far above it were left out.</summary>
    public double LowestExcess => Runs.Min(run => run.LowestExcess);

    /// <summary>All values of the loss.</summary>
    public long Values => Runs.Sum(run => run.Values);

    /// <summary>log V(ε)/V(ball), mean over runs, linear in log ε between levels; NaN outside them.</summary>
    public double LogVolumeAt(double excess)
    {
        var sum = 0.0;
        foreach (var run in Runs)
        {
            var below = 0;
            while (below < run.Excesses.Count && run.Excesses[below] > excess)
            {
                below++;
            }
            if (below == 0 || below == run.Excesses.Count)
            {
                return double.NaN;
            }
            var (from, to) = (run.Excesses[below - 1], run.Excesses[below]);
            var share = Elementary.Log(excess / from) / Elementary.Log(to / from);
            sum += run.LogVolumes[below - 1] + (share * (run.LogVolumes[below] - run.LogVolumes[below - 1]));
        }
        return sum / Runs.Count;
    }

    /// <summary>All runs and the fit. Cost: that of <see cref="LevelVolumes.Of"/> times the runs.</summary>
    /// <param name="centre">θ*, [P], finite.</param>
    public static LearningCoefficient Of(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        SplittingOptions options,
        WorkerTeam team,
        double level = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        return Fit(
            [
                .. Enumerable
                    .Range(0, options.Runs)
                    .Select(run => LevelVolumes.Of(objective, centre, options, run, team)),
            ],
            objective.ParameterCount,
            options.LargestMultiplicity,
            level
        );
    }

    /// <summary>The coefficient that runs show.</summary>
    /// <param name="runs">[R], four or more, of one ball.</param>
    /// <param name="parameterCount">P: λ ≤ P/2 at a minimum, so that an interval beyond it is none of one.</param>
    /// <param name="largestMultiplicity">No larger m is compared, nor one beyond P.</param>
    public static LearningCoefficient Fit(
        IReadOnlyList<LevelVolumes> runs,
        int parameterCount,
        int largestMultiplicity = 3,
        double level = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        if (runs.Count < SplittingOptions.LeastRuns)
        {
            throw new ArgumentException(
                $"runs holds {runs.Count}, expected {SplittingOptions.LeastRuns} or more: fewer have no interval",
                nameof(runs)
            );
        }
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                $"level is {level}; give a number between 0 and 1"
            );
        }
        var nothing = new LearningCoefficient { Runs = runs, Interval = new Interval(double.NaN, double.NaN, level) };
        var levels = runs.Min(run => run.Excesses.Count);
        if (levels < SplittingOptions.LeastLevels)
        {
            return nothing;
        }
        var risk = 1 - level;
        foreach (var share in LeftOut)
        {
            var window = new LevelWindow(runs, (int)(share * (levels - 1)), levels - 1);
            if (!(window.Depth > 0 && double.IsFinite(window.Depth)))
            {
                continue;
            }
            var models = Models(Math.Min(largestMultiplicity, parameterCount), window.Depth)
                .Where(model => window.Holds(model, Refuting * risk))
                .ToList();
            if (models.Count == 0)
            {
                continue;
            }
            var intervals = models.ConvertAll(model =>
                SeedInterval.OfMean(window.Coefficients(model), 1 - ((1 - Refuting) * risk))
            );
            var simplest = models[0].Multiplicity;
            var best = models
                .Where(model => model.Multiplicity == simplest)
                .MinBy(model => Math.Abs(window.Statistic(model)))!;
            var perRun = window.Coefficients(best);
            var inflation = window.InflationOf(perRun);
            if (intervals.Min(i => i.Lower) > 0.5 * parameterCount || inflation > LargestInflation)
            {
                return nothing with { Inflation = inflation };
            }
            return nothing with
            {
                Inflation = inflation,
                Estimate = Descriptive.Mean(perRun),
                Interval = new Interval(intervals.Min(i => i.Lower), intervals.Max(i => i.Upper), level),
                PerRun = perRun,
                Multiplicity = simplest,
                MostMultiplicity = models.Max(model => model.Multiplicity),
                Range = window.Range,
            };
        }
        return nothing;
    }

    /// <summary>m = 1, then m = 2, … each with shifts from none to many times the depth.</summary>
    private static IEnumerable<VolumeModel> Models(int largestMultiplicity, double depth)
    {
        yield return new VolumeModel(1, 0);
        for (var m = 2; m <= largestMultiplicity; m++)
        {
            yield return new VolumeModel(m, 0);
            for (var b = depth / 64; b <= LargestShift * depth; b *= 2)
            {
                yield return new VolumeModel(m, b);
            }
        }
    }
}
