namespace Thalweg.Results.Records;

/// <summary>Branches of stationary points of a loss as one of its numbers changes.</summary>
/// <param name="TrainKey">Key of the run from whose end the first point was refined; null where parameters were given.</param>
/// <param name="Objective">Name of the loss.</param>
/// <param name="Parameter">The number that changes: <c>ridge</c>, <c>blend</c>, or the part and option, as <c>formulation.penalty</c>.</param>
/// <param name="Other">Name of the loss that a blend leads to; else null.</param>
/// <param name="Start">The number at the first point.</param>
/// <param name="From">Lower end of the interval of the number.</param>
/// <param name="To">Upper end.</param>
/// <param name="Amplitude">What <see cref="BranchRecord.Amplitudes"/> are: <c>direction</c>, θ along the direction of the first branching; <c>norm</c>, ‖θ‖, where there is
/// none.</param>
/// <param name="Branches">Those through the first point, then those that cross.</param>
public sealed record ContinuationRecord(
    Provenance Provenance,
    string? TrainKey,
    string? TrainedOn,
    ulong? Seed,
    string Objective,
    string? Other,
    string Parameter,
    double Start,
    double From,
    double To,
    string Amplitude,
    IReadOnlyList<BranchRecord> Branches
);

/// <summary>One branch, point by point.</summary>
/// <param name="Parent">Place of the branch that it leaves; null for those through the first point.</param>
/// <param name="Event">Place of the branching among that branch's events.</param>
/// <param name="Sign">Which half of the crossing branch, 1 or −1; 0 for those through the first point.</param>
/// <param name="Stop">Why it ends.</param>
/// <param name="At">The number.</param>
/// <param name="Values">The loss.</param>
/// <param name="Indices">Negative eigenvalues: 0 for a minimum.</param>
/// <param name="End">θ of the last point, [P]; empty where there is none.</param>
public sealed record BranchRecord(
    int? Parent,
    int? Event,
    int Sign,
    string Stop,
    IReadOnlyList<BranchEventRecord> Events,
    IReadOnlyList<double> At,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> Norms,
    IReadOnlyList<double> Amplitudes,
    IReadOnlyList<int> Indices,
    IReadOnlyList<double> End
);

/// <summary>Where an eigenvalue changes its sign along a branch.</summary>
/// <param name="Kind"><c>fold</c>, <c>branching</c> or <c>pitchfork</c>, the tip of a fork.</param>
/// <param name="At">The number.</param>
/// <param name="Value">The loss.</param>
/// <param name="Amplitude">As of the points.</param>
/// <param name="Point">θ, [P].</param>
/// <param name="Direction">The eigenvector of the eigenvalue 0, [P].</param>
public sealed record BranchEventRecord(
    string Kind,
    double At,
    double Value,
    double Amplitude,
    IReadOnlyList<double> Point,
    IReadOnlyList<double> Direction
);
