namespace Thalweg.Studies.Tasks;

/// <summary>Objective evaluations that a task needs.</summary>
public readonly record struct TaskWork(long Gradients, long Values)
{
    /// <summary>Work in units of one loss value; a gradient costs about three.</summary>
    public long Units => (3 * Gradients) + Values;

    public static TaskWork operator +(TaskWork a, TaskWork b) => new(a.Gradients + b.Gradients, a.Values + b.Values);
}
