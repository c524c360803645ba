namespace Thalweg.Optimization.Training;

/// <summary>The steps at which something is kept: every n-th, listed ones, or both. The first and the last step of a run
/// always belong to a plan.</summary>
public sealed class StepPlan
{
    private readonly long every;
    private readonly long[] listed;

    private StepPlan(long every, long[] listed)
    {
        this.every = every;
        this.listed = listed;
    }

    /// <summary>The first and the last step alone.</summary>
    public static StepPlan Ends { get; } = new(0, []);

    /// <summary>Steps 0, n, 2n, …</summary>
    public static StepPlan Every(long interval) =>
        interval >= 1
            ? new(interval, [])
            : throw new ArgumentOutOfRangeException(
                nameof(interval),
                interval,
                $"interval is {interval}; give a whole number of steps, 1 or more"
            );

    /// <summary>The listed steps, in any order.</summary>
    public static StepPlan At(params ReadOnlySpan<long> steps) => Ends.And(steps);

    /// <summary>This plan and the listed steps.</summary>
    public StepPlan And(params ReadOnlySpan<long> steps)
    {
        var all = new SortedSet<long>(listed);
        foreach (var step in steps)
        {
            if (step < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(steps),
                    step,
                    $"step {step} is listed; give steps from 0 on"
                );
            }
            all.Add(step);
        }
        return new StepPlan(every, [.. all]);
    }

    /// <summary>Whether the plan names the step; the last step of a run is the trainer's to know.</summary>
    public bool Contains(long step) =>
        step == 0 || (every > 0 && step % every == 0) || Array.BinarySearch(listed, step) >= 0;
}
