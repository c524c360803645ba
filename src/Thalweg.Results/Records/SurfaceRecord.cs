using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>2-D slice (surface) through one centre for several objectives on the same plane. Arrays file: <c>t1</c> [n1],
/// <c>t2</c> [n2]; per objective, by its slug o: <c>loss_o</c> [n1, n2], <c>term_o_NAME</c>; <c>error_NAME</c> [n1, n2];
/// <c>trajectory</c> [C, 3] (coordinates t1, t2 and distance from the plane of each checkpoint),
/// <c>trajectory_loss_o</c> [C] (true losses) and <c>projection_loss_o</c> [C] (losses at those coordinates on the plane, which is where the
/// plane shows the checkpoint).</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Objectives">Names of the losses.</param>
/// <param name="Slugs">The same as parts of array names.</param>
/// <param name="RoundingBounds">By name of the loss, for the plane, what rounding can add to how far the losses go up and down, over
/// their range; above 0.01 nothing is resolved. Null where all losses are equal or one is not finite.</param>
/// <param name="Axes">Of both axes, where directions were not drawn, given or led to some parameters; left out otherwise.</param>
public sealed record SurfaceRecord(
    Provenance Provenance,
    string? TrainKey,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    string Directions,
    string Normalize,
    string Bias,
    IReadOnlyList<string> Objectives,
    IReadOnlyDictionary<string, double?> LowerBounds,
    IReadOnlyList<long> TrajectorySteps,
    IReadOnlyList<string> Slugs,
    IReadOnlyDictionary<string, IReadOnlyList<double?>>? RoundingBounds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<SliceDirectionRecord>? Axes = null
);
