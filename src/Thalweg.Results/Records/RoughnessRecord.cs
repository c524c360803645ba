namespace Thalweg.Results.Records;

/// <summary>Roughness index of one objective at one parameter vector.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Objective">Label of the loss that is sliced.</param>
/// <param name="TrainedOn">Label of the loss of the run.</param>
/// <param name="Step">Training step of the centre.</param>
/// <param name="IsFinal">True when the centre is the end of the run.</param>
/// <param name="TotalVariations">T by direction; null for a slice that is constant or not resolved, NaN for one with non-finite losses.</param>
/// <param name="UnresolvedSlices">Slices whose T still changed at the finest grid; 0 without refinement.</param>
/// <param name="ReachedIntervals">m by direction where slices were refined; null where they were not.</param>
/// <param name="GridPoints">Points of a slice before any refinement.</param>
/// <param name="Evaluations">Losses computed.</param>
/// <param name="NotResolvedSlices">Slices whose rounding bound is above 0.01; they are left out.</param>
/// <param name="RoundingBounds">What rounding alone can add to 2lT, by direction; null where there is no T.</param>
/// <param name="ComputedIn"><c>double</c> where the index of a loss of single precision was computed in double; else null.</param>
/// <param name="Oscillation">How much the slices go up and down; null, as all that follows, in records of earlier versions.</param>
/// <param name="Parts">What 2lT consists of, by direction.</param>
/// <param name="TwinRoughness">RI of the parabola twins.</param>
/// <param name="Shares">What T varies by; null where it does not.</param>
/// <param name="Influence">What RI owes to single directions; null where it is 0 or not known.</param>
/// <param name="Minimiser">Whether the slices are centred at a minimum.</param>
/// <param name="Valley">The valley radius; null where it was not asked for.</param>
/// <param name="Bottom">The index about the bottom; null where it was not asked for.</param>
/// <param name="Polished">The index at a point that was trained on; null where it was not asked for.</param>
/// <param name="RankedSlices">The slices that stand for all; null in records of earlier versions.</param>
public sealed record RoughnessRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    bool IsFinal,
    int Directions,
    int Intervals,
    double Radius,
    string Normalize,
    string Bias,
    ulong DirectionSeed,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    string IntervalMethod,
    double MeanTotalVariation,
    double StandardDeviation,
    int ConstantSlices,
    int NonFiniteSlices,
    IReadOnlyList<double?> TotalVariations,
    int UnresolvedSlices,
    IReadOnlyList<int>? ReachedIntervals,
    int GridPoints,
    long Evaluations,
    int NotResolvedSlices = 0,
    IReadOnlyList<double?>? RoundingBounds = null,
    string? ComputedIn = null,
    OscillationRecord? Oscillation = null,
    SlicePartsRecord? Parts = null,
    double? TwinRoughness = null,
    VarianceRecord? Shares = null,
    InfluenceRecord? Influence = null,
    MinimiserRecord? Minimiser = null,
    ValleyRadiusRecord? Valley = null,
    BottomRecord? Bottom = null,
    PolishedRecord? Polished = null,
    IReadOnlyList<RankedSliceRecord>? RankedSlices = null
);
