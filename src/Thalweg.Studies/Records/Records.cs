namespace Thalweg.Studies.Records;

/// <summary>What every result record carries: what was computed, from which inputs, by which version.</summary>
/// <param name="Kind">Task kind: <c>train</c>, <c>profile</c>, <c>roughness</c>, <c>slice</c>, <c>surface</c>, <c>comparison</c>, <c>sweep</c>.</param>
/// <param name="Key">SHA-256 of the canonical JSON of the inputs, in lower-case hex; also the file name.</param>
/// <param name="Format">Version of the record format.</param>
/// <param name="Algorithm">Version of the algorithm of this kind.</param>
/// <param name="Warnings">Sentences that a reader of the result must see.</param>
public sealed record Provenance(string Kind, string Key, int Format, int Algorithm, IReadOnlyList<string> Warnings);

/// <summary>Loss, terms, gradient norm and solution errors at one parameter vector.</summary>
public sealed record Evaluation(
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double GradientNorm,
    IReadOnlyDictionary<string, double> Errors
);

/// <summary>One row per recorded training step. Columns are parallel arrays.</summary>
/// <param name="Steps">Optimizer steps done before the row was recorded.</param>
/// <param name="OtherLosses">Losses of the other formulations at the same θ, by formulation label.</param>
public sealed record TrainingHistory(
    IReadOnlyList<long> Steps,
    IReadOnlyList<double> Loss,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Terms,
    IReadOnlyList<double> GradientNorm,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Errors,
    IReadOnlyDictionary<string, IReadOnlyList<double>> OtherLosses
);

/// <summary>One training run. Arrays file: <c>parameters</c> [P], <c>checkpoints</c> [C, P].</summary>
/// <param name="Formulation">Label of the formulation trained on, for example <c>ritz</c>.</param>
/// <param name="LowerBound">Known infimum of the loss or null.</param>
/// <param name="CheckpointSteps">Steps of the rows of <c>checkpoints</c>.</param>
/// <param name="FinalStep">Step of <c>parameters</c>; below <paramref name="StepsDone"/> where training went back to earlier
/// parameters, and null only in records that do not tell.</param>
public sealed record TrainRecord(
    Provenance Provenance,
    string Formulation,
    ulong Seed,
    int ParameterCount,
    string StopReason,
    long StepsDone,
    long GradientEvaluations,
    double? LowerBound,
    Evaluation Final,
    TrainingHistory History,
    IReadOnlyList<long> CheckpointSteps,
    long? FinalStep = null,
    long ValueEvaluations = 0,
    long JacobianEvaluations = 0,
    IReadOnlyList<PhaseRecord>? Phases = null
);

/// <summary>One phase of a training run.</summary>
/// <param name="Optimizer">With its options.</param>
/// <param name="FirstStep">Steps of the run done before it.</param>
/// <param name="Message">The stop reason with its figures.</param>
/// <param name="Loss">Where the phase ended.</param>
public sealed record PhaseRecord(
    string Optimizer,
    long FirstStep,
    long Steps,
    string StopReason,
    string Message,
    double Loss,
    double GradientNorm,
    long GradientEvaluations,
    long ValueEvaluations,
    long JacobianEvaluations
);

/// <summary>Solution, error and residual on a grid. Arrays file: <c>x</c> [n] or <c>x1</c> [n1], <c>x2</c> [n2]; <c>u</c>,
/// <c>exact</c>, <c>error</c>, <c>residual</c> of shape [n] or [n1, n2] (index order x1, x2).</summary>
public sealed record ProfileRecord(
    Provenance Provenance,
    string TrainKey,
    string Formulation,
    ulong Seed,
    int Dimension,
    string Description
);

/// <summary>Roughness index of one objective at one parameter vector.</summary>
/// <param name="Objective">Formulation label of the loss that is sliced.</param>
/// <param name="TrainedOn">Formulation label of the run whose parameters are the centre.</param>
/// <param name="Step">Training step of the centre.</param>
/// <param name="IsFinal">True when the centre is the end of the run.</param>
/// <param name="TotalVariations">T by direction; null for a constant slice, NaN for one with non-finite losses.</param>
/// <param name="SampleSlices">A few of the slices, losses [s][m+1], for the figure; t runs evenly over [−l, l].</param>
public sealed record RoughnessRecord(
    Provenance Provenance,
    string TrainKey,
    string Objective,
    string TrainedOn,
    ulong Seed,
    long Step,
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
    IReadOnlyList<IReadOnlyList<double>> SampleSlices
);

/// <summary>1-D slices through one centre for several objectives along the same directions. Arrays file: <c>t1</c> [n]; per
/// objective o: <c>loss_o</c> [D, n], <c>term_o_NAME</c> [D, n]; <c>error_NAME</c> [D, n].</summary>
public sealed record SliceRecord(
    Provenance Provenance,
    string TrainKey,
    string TrainedOn,
    ulong Seed,
    long Step,
    string Directions,
    string Normalize,
    string Bias,
    IReadOnlyList<string> Objectives,
    IReadOnlyDictionary<string, double?> LowerBounds
);

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

/// <summary>One cell of the cross table: RI of one objective around the minimisers of one formulation, over all seeds.</summary>
public sealed record CrossCell(
    string Objective,
    string TrainedOn,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    IReadOnlyList<double> BySeed
);

/// <summary>A ratio RI(numerator) / RI(denominator) over all seeds with its interval, seeds as the outer level.</summary>
public sealed record RoughnessRatio(
    string Numerator,
    string NumeratorAt,
    string Denominator,
    string DenominatorAt,
    double Ratio,
    double IntervalLower,
    double IntervalUpper,
    int Seeds,
    string Method
);

/// <summary>Comparison between all chains of a study: medians, the cross table and the ratios that the headline is made from.</summary>
public sealed record ComparisonRecord(
    Provenance Provenance,
    IReadOnlyList<string> Formulations,
    int Seeds,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> MedianErrors,
    IReadOnlyDictionary<string, double> MedianLoss,
    IReadOnlyDictionary<string, double?> MedianLossAboveBound,
    IReadOnlyList<CrossCell> Cross,
    IReadOnlyList<RoughnessRatio> Ratios
);

/// <summary>One setting of a sweep over M, m or l, at one centre for one objective.</summary>
public sealed record SweepRow(
    int Directions,
    int Intervals,
    double Radius,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    double MeanTotalVariation,
    double StandardDeviation
);

/// <summary>Sweep of the roughness settings.</summary>
public sealed record SweepRecord(
    Provenance Provenance,
    string TrainKey,
    string Objective,
    string TrainedOn,
    ulong Seed,
    IReadOnlyList<SweepRow> Rows
);
