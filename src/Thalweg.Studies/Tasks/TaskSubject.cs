using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>The declared inputs of a task in typed form; its key is made from their canonical texts.</summary>
public abstract record TaskSubject;

/// <summary>One training run.</summary>
/// <param name="Others">The formulations whose losses are recorded alongside.</param>
public sealed record TrainSubject(ResolvedCall Formulation, ulong Seed, IReadOnlyList<ResolvedCall> Others)
    : TaskSubject;

/// <summary>A vector of parameters that a training run passed through.</summary>
/// <param name="Train">The task of the run.</param>
/// <param name="TrainedOn">The formulation of the run.</param>
/// <param name="Step">A declared checkpoint, or null for the end of the run.</param>
public sealed record TaskCentre(StudyTask Train, ResolvedCall TrainedOn, ulong Seed, long? Step);

/// <summary>Solution, error and residual at a centre.</summary>
public sealed record ProfileSubject(TaskCentre Centre) : TaskSubject;

/// <summary>How slices are drawn for a roughness index.</summary>
/// <param name="Directions">M.</param>
/// <param name="Intervals">m.</param>
/// <param name="Radius">l.</param>
public sealed record RoughnessSampling(int Directions, int Intervals, double Radius, string Normalize, string Bias)
{
    /// <summary>Loss values that one index costs.</summary>
    public long Values => (long)Directions * (Intervals + 1);
}

/// <summary>Roughness index of one objective at a centre.</summary>
public sealed record RoughnessSubject(
    TaskCentre Centre,
    ResolvedCall Objective,
    RoughnessSampling Sampling,
    ulong DirectionSeed
) : TaskSubject;

/// <summary>Slices or a surface of several objectives through a centre.</summary>
/// <param name="Checkpoints">For directions along the training path, the checkpoints they lead to; else null.</param>
/// <param name="Lines">Lines of a 1-D slice; 1 for a surface.</param>
public sealed record SliceSubject(
    TaskCentre Centre,
    IReadOnlyList<ResolvedCall> Objectives,
    int Lines,
    IReadOnlyList<int> Counts,
    IReadOnlyList<(double From, double To)> Ranges,
    IReadOnlyList<long>? Checkpoints,
    string Normalize,
    string Bias,
    ulong DirectionSeed
) : TaskSubject;

/// <summary>Roughness of one objective at a centre for other settings, one varied at a time.</summary>
public sealed record SweepSubject(
    TaskCentre Centre,
    ResolvedCall Objective,
    IReadOnlyList<RoughnessSampling> Settings,
    ulong DirectionSeed
) : TaskSubject;

/// <summary>The comparison of all runs of a study.</summary>
/// <param name="Trains">One row per formulation, one entry per seed.</param>
/// <param name="Cells">The cells of the cross table that were asked for.</param>
/// <param name="Seed">Seed of the resampling for intervals.</param>
public sealed record ComparisonSubject(
    IReadOnlyList<ResolvedCall> Formulations,
    IReadOnlyList<IReadOnlyList<StudyTask>> Trains,
    IReadOnlyList<ComparisonCell> Cells,
    ulong Seed
) : TaskSubject;

/// <summary>One cell of the cross table: the indices by seed.</summary>
public sealed record ComparisonCell(ResolvedCall Objective, ResolvedCall TrainedOn, IReadOnlyList<StudyTask> BySeed);
