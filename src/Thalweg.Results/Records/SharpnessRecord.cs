namespace Thalweg.Results.Records;

/// <summary>How steeply one loss rises about one place, by several measures.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products with the Hessian are differences of gradients.</param>
/// <param name="Loss">L there.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
/// <param name="LargestEigenvalue">λ_P of the Hessian; NaN, as its bound, where a product was not finite or it did not converge.</param>
/// <param name="LargestBound">How far an eigenvalue of the exact Hessian may be from it.</param>
/// <param name="Trace">Of the Hessian.</param>
/// <param name="TraceError">Standard error.</param>
/// <param name="TraceLower">Of its interval of 95 %.</param>
/// <param name="Ball">In ‖δ‖₂ ≤ ρ.</param>
/// <param name="Adaptive">In ‖δ/|θ|‖₂ ≤ ρ.</param>
/// <param name="Box">In |δ_i| ≤ ε (|θ_i| + 1).</param>
/// <param name="BoxPercent">100 · rise/(1 + L); NaN where 1 + L is not positive.</param>
/// <param name="Average">Mean of L(θ + δ) − L(θ) over the ball.</param>
/// <param name="AverageError">Standard error.</param>
/// <param name="AverageLower">Of its interval of 95 %.</param>
public sealed record SharpnessRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    bool IsExact,
    double Loss,
    double GradientNorm,
    double LargestEigenvalue,
    double LargestBound,
    double Trace,
    double TraceError,
    double TraceLower,
    double TraceUpper,
    RiseRecord Ball,
    RiseRecord Adaptive,
    RiseRecord Box,
    double BoxPercent,
    double Average,
    double AverageError,
    double AverageLower,
    double AverageUpper
);

/// <summary>The highest rise that was found in a set of δ: the maximum is at least that.</summary>
/// <param name="Size">ρ or ε of the set.</param>
/// <param name="Step">At the point of the set that is farthest along the gradient.</param>
/// <param name="Rise">Over all ascents.</param>
public sealed record RiseRecord(double Size, double Step, double Rise);
