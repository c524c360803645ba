using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>1-D slices through one centre for several objectives along the same directions. Arrays file: <c>t1</c> [n]; per
/// objective, by its slug o: <c>loss_o</c> [D, n], <c>term_o_NAME</c> [D, n]; <c>error_NAME</c> [D, n].</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Objectives">Names of the losses.</param>
/// <param name="Slugs">The same as parts of array names.</param>
/// <param name="RoundingBounds">By name of the loss, for each line, what rounding can add to how far the losses go up and down, over
/// their range; above 0.01 nothing is resolved. Null where all losses are equal or one is not finite.</param>
/// <param name="Axes">Of every line, where directions were not drawn, given or led to some parameters; left out otherwise.</param>
public sealed record SliceRecord(
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
    IReadOnlyList<string> Slugs,
    IReadOnlyDictionary<string, IReadOnlyList<double?>>? RoundingBounds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<SliceDirectionRecord>? Axes = null
);
