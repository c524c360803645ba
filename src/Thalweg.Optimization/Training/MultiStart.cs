using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Training;

/// <summary>One of several runs from different starts.</summary>
/// <param name="Seed">Of its start.</param>
/// <param name="Best">The best parameters that the run recorded of the quantity that the runs are ranked by.</param>
public sealed record StartedRun(ulong Seed, BestParameters Best, TrainingResult Result);

/// <summary>Trains from several starts and keeps the best.</summary>
/// <remarks>
/// The runs go one after the other, each with all threads of the team, so that their bits do not depend on the thread count
/// and one objective serves them all. Runs are ranked by the lowest recorded value of the quantity, at equal values by their
/// place in the list of seeds; a run that never had a number there is not kept. Cost: the sum of the runs; memory: k
/// trajectories.
/// </remarks>
public sealed class MultiStart
{
    private readonly Trainer trainer;
    private readonly Func<ulong, double[]> start;
    private readonly string quantity;

    /// <param name="trainer">Its <see cref="TrainingOptions.KeepBest"/> names the quantity.</param>
    /// <param name="start">θ_0 for a seed, [P].</param>
    /// <param name="quantity"><c>loss</c>, the name of a metric, or the label of a monitored objective.</param>
    /// <exception cref="ArgumentException">The trainer does not keep the best of the quantity.</exception>
    public MultiStart(Trainer trainer, Func<ulong, double[]> start, string quantity = "loss")
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(quantity);
        (this.trainer, this.start, this.quantity) = (trainer, start, quantity);
        if (!trainer.KeepsBest(quantity))
        {
            throw new ArgumentException(
                $"the runs are ranked by '{quantity}', which is not in KeepBest of their options; add it there",
                nameof(quantity)
            );
        }
    }

    /// <summary>Runs every seed.</summary>
    /// <param name="seeds">All different.</param>
    /// <param name="keep">k ≥ 1, how many of the best runs are returned.</param>
    /// <param name="finished">Told of every run as it ends.</param>
    /// <param name="restore">The saved state of a seed, or null where there is none: runs that were interrupted go on, and those that
    /// ended are not repeated.</param>
    /// <param name="save">As in <see cref="Trainer.Run"/>, and at the end of every run.</param>
    /// <returns>At most k runs, the best first.</returns>
    /// <exception cref="ArgumentException">A seed is given twice.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public IReadOnlyList<StartedRun> Run(
        IReadOnlyList<ulong> seeds,
        int keep,
        WorkerTeam team,
        Action<ulong, TrainingResult>? finished = null,
        Func<ulong, TrainingState?>? restore = null,
        Action<ulong, TrainingState>? save = null,
        IProgress<TrainingProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(team);
        if (keep < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(keep), keep, $"keep is {keep}; give 1 or more");
        }
        if (seeds.Distinct().Count() < seeds.Count)
        {
            throw new ArgumentException("a seed is given twice; keep one, equal seeds give equal runs", nameof(seeds));
        }
        var best = new List<StartedRun>(keep + 1);
        foreach (var seed in seeds)
        {
            var state = restore?.Invoke(seed) ?? trainer.Begin(start(seed));
            var result = trainer.Run(state, team, saved => save?.Invoke(seed, saved), progress);
            save?.Invoke(seed, state);
            finished?.Invoke(seed, result);
            if (result.Best.FirstOrDefault(b => b.Quantity == quantity) is not { } own)
            {
                continue;
            }
            var value = trainer.Value(own);
            var place = best.FindIndex(other => value < trainer.Value(other.Best));
            best.Insert(place < 0 ? best.Count : place, new StartedRun(seed, own, result));
            if (best.Count > keep)
            {
                best.RemoveAt(keep);
            }
        }
        return best;
    }
}
