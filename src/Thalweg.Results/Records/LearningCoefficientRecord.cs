namespace Thalweg.Results.Records;

/// <summary>The local learning coefficient of one loss at one place, by volumes of nested levels in a ball, with what Langevin dynamics and rays say beside
/// it. Arrays file: <c>excesses</c> and <c>logVolumes</c> [R, K], of the levels that all runs have.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="Loss">L at the centre, after polishing.</param>
/// <param name="Moved">Of polishing, ‖θ − θ₀‖₂/‖θ₀‖₂; null where it was not asked for.</param>
/// <param name="Radius">Of the ball.</param>
/// <param name="Runs">R.</param>
/// <param name="Levels">K.</param>
/// <param name="Estimate">λ; NaN where no model holds on the levels, or they are too few.</param>
/// <param name="Lower">Of its interval of 95 %, runs and models together; NaN as the estimate.</param>
/// <param name="Multiplicity">m of the simplest model that is not refuted; 0 where there is none.</param>
/// <param name="MostMultiplicity">The largest m that is not refuted.</param>
/// <param name="Inflation">The scatter of runs over that which independent points would have.</param>
/// <param name="ExcessFrom">The largest ε of the levels of the fit.</param>
/// <param name="ExcessTo">The smallest.</param>
/// <param name="LowestExcess">The lowest loss seen in the ball less that of the centre; below 0 the centre is no minimum of the ball.</param>
/// <param name="Stop">Why levels ended: <c>levels taken</c>, <c>rounding</c>, <c>lower point</c>, <c>plateau</c> or <c>not finite</c>, of the run with the fewest.</param>
/// <param name="Values">Values of the loss that were taken.</param>
/// <param name="Langevin">By temperature, without any claim of coverage.</param>
/// <param name="LangevinExtrapolated">From the two coldest.</param>
/// <param name="Basin">By rays, at the largest ε of the fit; null where there is no fit.</param>
public sealed record LearningCoefficientRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    double Loss,
    double? Moved,
    double Radius,
    int Runs,
    int Levels,
    double Estimate,
    double Lower,
    double Upper,
    int Multiplicity,
    int MostMultiplicity,
    double Inflation,
    double ExcessFrom,
    double ExcessTo,
    double LowestExcess,
    string Stop,
    long Values,
    IReadOnlyList<LangevinPoint> Langevin,
    double LangevinExtrapolated,
    BasinRecord? Basin
);

/// <summary>Langevin dynamics at one temperature.</summary>
/// <param name="InverseTemperature">β.</param>
/// <param name="Coefficient">β times the mean excess.</param>
/// <param name="StandardError">Over chains.</param>
/// <param name="Acceptance">Share of the steps that the Metropolis test accepted.</param>
public sealed record LangevinPoint(
    double InverseTemperature,
    double Coefficient,
    double StandardError,
    double Acceptance
);

/// <summary>The volume of a basin, natural logarithms.</summary>
/// <param name="Excess">ε.</param>
/// <param name="BySplitting">Of the whole set in the ball, mean over runs.</param>
/// <param name="ByRays">Of the part that is seen from the centre.</param>
/// <param name="StandardError">Of the rays.</param>
/// <param name="EffectivePairs">Pairs of rays that carry the figure.</param>
public sealed record BasinRecord(
    double Excess,
    double BySplitting,
    double ByRays,
    double StandardError,
    double EffectivePairs
);
