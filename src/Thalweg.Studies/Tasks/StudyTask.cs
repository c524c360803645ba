using System.Text.Json.Nodes;
using Thalweg.Results.Keys;
using Thalweg.Results.Store;
using Thalweg.Studies.Memory;

namespace Thalweg.Studies.Tasks;

/// <summary>The smallest unit of a study that can be computed alone: a pure function of its inputs.</summary>
/// <param name="Kind">What is computed, for example <c>train</c>; part of the key.</param>
/// <param name="Algorithm">Version of the algorithm of the kind; part of the key.</param>
/// <param name="Inputs">All declared inputs with defaults filled in, seeds, and the keys of earlier tasks.</param>
/// <param name="Compute">Computes the result from what <paramref name="Inputs"/> was written from, and from nothing else.</param>
public sealed record StudyTask(
    string Kind,
    int Algorithm,
    JsonObject Inputs,
    Func<StudyTask, TaskContext, TaskResult> Compute
)
{
    public TaskIdentity Identity { get; } = new(Kind, Algorithm, Inputs);

    public TaskKey Key => Identity.Key;

    /// <summary>Tasks whose results are read; each stands in <see cref="Inputs"/> by its key.</summary>
    public IReadOnlyList<StudyTask> Dependencies { get; init; } = [];

    /// <summary>A task whose computation hands out this result as well, from one and the same run; null for none. Where both are to be done it goes first, and
    /// this one is computed alone only if it left no result.</summary>
    public StudyTask? ComesWith { get; init; }

    /// <summary>Number of the training chain (variant × seed) it hangs on, or null for comparisons.</summary>
    public int? Chain { get; init; }

    /// <summary>Short description for people, for example <c>train ritz, seed 3</c>; not part of the key.</summary>
    public required string Label { get; init; }

    /// <summary>What tells the loss that is looked at from the others of the study, for people; null where there are several.</summary>
    public string? Loss { get; init; }

    /// <summary>What it takes beside its losses; not part of the key.</summary>
    public IReadOnlyList<MemoryPart> Memory { get; init; } = [];

    /// <summary>Estimated cost for progress and planning; not part of the key.</summary>
    public TaskWork Work { get; init; }

    /// <summary><see cref="Work"/> of a study that has both, where it comes with another task: none.</summary>
    public TaskWork WorkOfStudy => ComesWith is null ? Work : default;
}
