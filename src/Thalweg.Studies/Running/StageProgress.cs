namespace Thalweg.Studies.Running;

/// <summary>How far one kind of task has come, for one line of a progress display.</summary>
/// <param name="Stage">The kind of task.</param>
/// <param name="TasksDone">Tasks whose results are in the store.</param>
/// <param name="TasksTotal">Tasks of this kind in the run.</param>
/// <param name="Fraction">Share of the work that is done, 0 to 1, unfinished tasks included.</param>
/// <param name="Rate">Loss values a second that this process has achieved in this stage, or 0 when not yet known.</param>
/// <param name="Remaining">Estimated time to the end of the stage, or null when not yet known.</param>
public sealed record StageProgress(
    string Stage,
    int TasksDone,
    int TasksTotal,
    double Fraction,
    double Rate,
    TimeSpan? Remaining
);
