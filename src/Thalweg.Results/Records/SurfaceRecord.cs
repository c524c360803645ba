namespace Thalweg.Results.Records;

/// <summary>2-D slice (surface) through one centre for several objectives on the same plane. Arrays file: <c>t1</c> [n1],
/// <c>t2</c> [n2]; per objective o: <c>loss_o</c> [n1, n2], <c>term_o_NAME</c>; <c>error_NAME</c> [n1, n2];
/// <c>trajectory</c> [C, 3] (coordinates t1, t2 and distance from the plane of each checkpoint),
/// <c>trajectory_loss_o</c> [C] (true losses).</summary>
public sealed record SurfaceRecord(
    Provenance Provenance,
    string TrainKey,
    string TrainedOn,
    ulong Seed,
    long Step,
    string Directions,
    string Normalize,
    string Bias,
    IReadOnlyList<string> Objectives,
    IReadOnlyDictionary<string, double?> LowerBounds,
    IReadOnlyList<long> TrajectorySteps
);
