namespace Thalweg.Results.Records;

/// <summary>The ends of the spectrum of one loss at one checkpoint of a training.</summary>
/// <param name="TrainKey">Key of the run; null, with what follows from it, where the parameters were given.</param>
/// <param name="IsFinal">True at the end of the run.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
/// <param name="IsDense">Whether all eigenvalues were taken; else the ends are by Lanczos and the trace is estimated.</param>
/// <param name="IsConverged">Whether both ends were found before the products were spent; a bound says how far each eigenvalue is known all the same.</param>
/// <param name="Smallest">The smallest λ, ascending; empty, and all other numbers of curvature NaN, where a product was not finite.</param>
/// <param name="SmallestBounds">How near to each an eigenvalue of the exact Hessian is.</param>
/// <param name="Largest">The largest λ, ascending.</param>
/// <param name="LargestBounds">As <paramref name="SmallestBounds"/>.</param>
/// <param name="Negative">From those below their bounds to those that may be.</param>
/// <param name="Zero">From those that are 0 beyond doubt to those that may be.</param>
/// <param name="Trace">Σ H_ii.</param>
/// <param name="TraceLower">Lower end of its 95 % interval; of all eigenvalues what their bounds leave.</param>
/// <param name="TraceUpper">Its upper end.</param>
/// <param name="Loss">L there, in double precision.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
/// <param name="Optimizer">What takes the next step from here; null where the run does not tell.</param>
/// <param name="Rate">Learning rate of that step; null where the optimizer has none.</param>
public sealed record CurvaturePathRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    bool IsFinal,
    int Parameters,
    bool IsExact,
    bool IsDense,
    bool IsConverged,
    IReadOnlyList<double> Smallest,
    IReadOnlyList<double> SmallestBounds,
    IReadOnlyList<double> Largest,
    IReadOnlyList<double> LargestBounds,
    SpectrumCount Negative,
    SpectrumCount Zero,
    double Trace,
    double TraceLower,
    double TraceUpper,
    double Loss,
    double GradientNorm,
    string? Optimizer,
    double? Rate
);
