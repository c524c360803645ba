namespace Thalweg.Results.Records;

/// <summary>The ends of the spectrum of one loss at the end of one run, on its own points and on other numbers of points.</summary>
/// <param name="TrainKey">Key of the run; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
/// <param name="Rule">How the other points were chosen: a quadrature by its name.</param>
/// <param name="Own">On the points that the loss was declared with.</param>
/// <param name="Others">On the other points, by size, then draw.</param>
public sealed record CurvaturePointsRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    bool IsExact,
    string Rule,
    CurvatureOnPoints Own,
    IReadOnlyList<CurvatureOnPoints> Others
);

/// <summary>The ends of a spectrum on one set of points.</summary>
/// <param name="Size">What the rule was given: nodes or intervals of an axis, or points. Null of the loss's own points.</param>
/// <param name="Draw">Which draw of a random rule, from 0; null of a rule that is not drawn.</param>
/// <param name="Points">Points of one evaluation, those on the boundary included.</param>
/// <param name="IsDense">Whether all eigenvalues were taken; else the ends are by Lanczos and the trace is estimated.</param>
/// <param name="IsConverged">Whether both ends were found before the products were spent.</param>
/// <param name="Smallest">The smallest λ, ascending; empty, and all other numbers of curvature NaN, where a product was not finite.</param>
/// <param name="SmallestBounds">How near to each an eigenvalue of the exact Hessian is.</param>
/// <param name="Largest">The largest λ, ascending.</param>
/// <param name="LargestBounds">As <paramref name="SmallestBounds"/>.</param>
/// <param name="Negative">From those below their bounds to those that may be.</param>
/// <param name="Zero">From those that are 0 beyond doubt to those that may be.</param>
/// <param name="Trace">Σ H_ii.</param>
/// <param name="TraceLower">Lower end of its 95 % interval; of all eigenvalues what their bounds leave.</param>
/// <param name="TraceUpper">Its upper end.</param>
/// <param name="Loss">L on these points.</param>
/// <param name="GradientNorm">‖∇L‖₂ on these points.</param>
public sealed record CurvatureOnPoints(
    int? Size,
    int? Draw,
    int Points,
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
    double GradientNorm
);
