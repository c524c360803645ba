using System.Text.Json.Nodes;
using Thalweg.Results.Keys;

namespace Thalweg.Studies.Tasks;

/// <summary>The smallest unit of a study that can be computed alone: a pure function of its inputs.</summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Inputs">All declared inputs with defaults filled in, seeds, and the keys of earlier tasks.</param>
/// <param name="Dependencies">Tasks whose results are read; each stands in <paramref name="Inputs"/> by its key.</param>
/// <param name="Chain">Number of the training chain (formulation × seed) it hangs on, or null for comparisons.</param>
/// <param name="Label">Short description for people, for example <c>train ritz, seed 3</c>; not part of the key.</param>
/// <param name="Work">Estimated cost for progress and planning; not part of the key.</param>
public sealed record StudyTask(
    TaskKind Kind,
    JsonObject Inputs,
    IReadOnlyList<StudyTask> Dependencies,
    int? Chain,
    string Label,
    TaskWork Work
)
{
    /// <summary>What the store needs to know of the task.</summary>
    public TaskIdentity Identity { get; } = new(Kind.Name(), Kind.Algorithm(), Inputs);

    public TaskKey Key => Identity.Key;

    /// <summary>The inputs in typed form; null only for tasks that belong to no study.</summary>
    public TaskSubject? Subject { get; init; }
}

/// <summary>Objective evaluations that a task needs.</summary>
public readonly record struct TaskWork(long Gradients, long Values)
{
    /// <summary>Work in units of one loss value; a gradient costs about three.</summary>
    public long Units => (3 * Gradients) + Values;

    public static TaskWork operator +(TaskWork a, TaskWork b) => new(a.Gradients + b.Gradients, a.Values + b.Values);
}
