using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Why a run of nested levels ended.</summary>
public enum SplittingStop
{
    /// <summary>All levels were taken.</summary>
    LevelsTaken,

    /// <summary>The next level lies in the rounding of the loss.</summary>
    Rounding,

    /// <summary>The next level is no longer large beside what the loss falls below that of the centre: the centre is no minimum at that scale.</summary>
    LowerPoint,

    /// <summary>Too many points share one loss.</summary>
    Plateau,
}

/// <summary>One run of multilevel splitting: V(ε) = vol {θ in the ball: L(θ) − L(θ*) ≤ ε} on nested levels [Cerou2012; Skilling2006].</summary>
/// <remarks>N points uniform on a level; the next level is their median. If they were independent the share of volume below it would have
/// E log = −Σ 1/k, k from the number of points kept to N, whatever the loss: the volumes are known, and the levels are what is random. Points
/// that are dropped start again from copies of others by slice sampling [Neal2003] along differences of points, axes and Gaussian directions.
/// </remarks>
/// <param name="Excesses">ε_k, [K], descending.</param>
/// <param name="LogVolumes">log V(ε_k)/V(ball), [K].</param>
/// <param name="LargestExcess">The largest finite excess of the first points.</param>
/// <param name="LowestExcess">The lowest of all losses that were seen, less that of the centre; below 0 where the centre is not the lowest.</param>
/// <param name="Points">N.</param>
/// <param name="Values">Values of the loss that were taken.</param>
public sealed record LevelVolumes(
    IReadOnlyList<double> Excesses,
    IReadOnlyList<double> LogVolumes,
    double LargestExcess,
    double LowestExcess,
    int Points,
    long Values,
    SplittingStop Stop
)
{
    // Rounding of a loss is told from its levels where it is this much smaller.
    private const double Roundings = 1e3;

    // A depth below the centre bends the law of volumes unless levels are this much higher.
    private const double Depths = 10;

    // Below it squares of parameters underflow.
    private const double Tiniest = 1e-280;

    public IReadOnlyList<double> Excesses { get; init; } =
        Excesses ?? throw new ArgumentNullException(nameof(Excesses));

    public IReadOnlyList<double> LogVolumes { get; init; } =
        LogVolumes ?? throw new ArgumentNullException(nameof(LogVolumes));

    /// <summary>One run. Cost: about 2 values per move, <see cref="SplittingOptions.Points"/> · <see cref="SplittingOptions.Moves"/>/2 moves per level;
    /// bits do not depend on the threads.</summary>
    /// <param name="centre">θ*, [P], finite, where the loss is finite.</param>
    /// <param name="run">0, 1, …: another run draws other numbers.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <exception cref="ArgumentException">The loss at the centre is not finite, or an option is out of range.</exception>
    public static LevelVolumes Of(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        SplittingOptions options,
        int run,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        options.Check();
        Centre.Check(objective, centre.Span, nameof(centre));
        var stream = new RandomStream(options.Seed, FormattableString.Invariant($"levels/{run}"));
        var (loss, rounding) = LossAt(objective, centre, team);
        var walk = new SublevelWalk(objective, centre, loss, options, stream, team);
        var (excesses, volumes) = (new List<double>(options.Levels), new List<double>(options.Levels));
        var (largest, volume) = (walk.LargestExcess, 0.0);
        var floor = Math.Max(Tiniest, Roundings * rounding);
        while (true)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var (level, kept) = walk.Median();
            if (kept < options.Points / 4)
            {
                return Ended(SplittingStop.Plateau);
            }
            var depth = -walk.LowestExcess;
            if (depth > rounding && level <= Depths * depth)
            {
                return Ended(SplittingStop.LowerPoint);
            }
            if (level <= floor)
            {
                return Ended(SplittingStop.Rounding);
            }
            volume -= Harmonic(kept + 1, options.Points);
            excesses.Add(level);
            volumes.Add(volume);
            progress?.Report((double)excesses.Count / options.Levels);
            if (excesses.Count == options.Levels)
            {
                return Ended(SplittingStop.LevelsTaken);
            }
            walk.Descend(level, kept);
        }

        LevelVolumes Ended(SplittingStop stop) =>
            new(excesses, volumes, largest, walk.LowestExcess, options.Points, walk.Values, stop);
    }

    /// <summary>L(θ*) and what rounding does to it.</summary>
    private static (double Loss, double Rounding) LossAt(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        WorkerTeam team
    )
    {
        var losses = new double[1];
        var magnitudes = new double[1];
        if (objective.As<ISummands>() is { } summands)
        {
            summands.ValuesAndMagnitudes(centre, losses, magnitudes, team);
            magnitudes[0] *= summands.Epsilon;
        }
        else
        {
            objective.Values(centre, losses, default, default, team);
            magnitudes[0] = RoundingProbe.DoubleEpsilon * Math.Abs(losses[0]);
        }
        return double.IsFinite(losses[0])
            ? (losses[0], magnitudes[0])
            : throw new ArgumentException(
                FormattableString.Invariant($"the loss at the centre is {losses[0]}; give a centre where it is finite"),
                nameof(centre)
            );
    }

    /// <summary>Σ 1/k, first ≤ k ≤ last.</summary>
    private static double Harmonic(int first, int last)
    {
        var sum = 0.0;
        for (var k = last; k >= first; k--)
        {
            sum += 1.0 / k;
        }
        return sum;
    }
}
