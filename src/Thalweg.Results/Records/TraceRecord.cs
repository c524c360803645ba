namespace Thalweg.Results.Records;

/// <summary>The trace of the Hessian of one loss at one place, by random vectors.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
/// <param name="Method"><c>hutchinson</c>, <c>hutch++</c> or <c>xtrace</c>.</param>
/// <param name="Tolerance">Of the standard error over the estimate, at which it ends.</param>
/// <param name="Estimate">Of Σ H_ii; NaN, as all numbers, where a product was not finite.</param>
/// <param name="StandardError">Over random vectors, rounding included.</param>
/// <param name="DifferenceError">What differences of gradients may be wrong by; 0 where products are exact.</param>
/// <param name="Lower">Lower end of the 95 % interval, <paramref name="DifferenceError"/> included.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Samples">Numbers that the standard error is from.</param>
/// <param name="Products">Products with the Hessian that were taken.</param>
/// <param name="Stop">Why it ended: <c>tolerance</c>, <c>exact</c> (the vectors span all that the Hessian maps to), <c>products</c> (they were
/// spent), <c>not finite</c>.</param>
public sealed record TraceRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    bool IsExact,
    string Method,
    double Tolerance,
    double Estimate,
    double StandardError,
    double DifferenceError,
    double Lower,
    double Upper,
    int Samples,
    int Products,
    string Stop
);
