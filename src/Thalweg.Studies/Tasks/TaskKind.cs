namespace Thalweg.Studies.Tasks;

/// <summary>What a task computes.</summary>
public enum TaskKind
{
    /// <summary>One training run from its seed.</summary>
    Train,

    /// <summary>Solution, error and residual on a grid at the end of a run.</summary>
    Profile,

    /// <summary>Roughness index of one objective at one checkpoint.</summary>
    Roughness,

    /// <summary>1-D slices of all objectives through the end of a run.</summary>
    Slice,

    /// <summary>2-D slice of all objectives through the end of a run.</summary>
    Surface,

    /// <summary>Roughness against the number of directions, the number of intervals or the half-width.</summary>
    Sweep,

    /// <summary>Medians, cross table and ratios over all runs.</summary>
    Comparison,
}

/// <summary>Names and algorithm versions of the task kinds, both part of every key.</summary>
public static class TaskKinds
{
    /// <summary>The word in file and key, for example <c>train</c>.</summary>
    public static string Name(this TaskKind kind) =>
        kind switch
        {
            TaskKind.Train => "train",
            TaskKind.Profile => "profile",
            TaskKind.Roughness => "roughness",
            TaskKind.Slice => "slice",
            TaskKind.Surface => "surface",
            TaskKind.Sweep => "sweep",
            TaskKind.Comparison => "comparison",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a task kind"),
        };

    /// <summary>
    /// Version of the algorithm behind a kind. Raise it with every change that moves a result, so that stored results of the
    /// old algorithm are computed again instead of silently mixed with new ones; results that depend on them follow by key.
    /// </summary>
    public static int Algorithm(this TaskKind kind) =>
        kind switch
        {
            TaskKind.Train => 4,
            TaskKind.Profile => 2,
            TaskKind.Roughness => 2,
            TaskKind.Slice => 2,
            TaskKind.Surface => 2,
            TaskKind.Sweep => 2,
            TaskKind.Comparison => 2,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a task kind"),
        };
}
