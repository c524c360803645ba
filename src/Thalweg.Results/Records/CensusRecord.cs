namespace Thalweg.Results.Records;

/// <summary>The stationary points of a loss that were found, and what is known of their completeness.</summary>
/// <param name="Objective">Label of the loss.</param>
/// <param name="Parameters">P.</param>
/// <param name="Ridge">μ of the term ½ μ ‖θ‖² that was added; null for none.</param>
/// <param name="Box">Where starts were drawn, a range for each coordinate; the last one holds for all that follow.</param>
/// <param name="HighestIndex">The highest index that was searched for; null for the usual one.</param>
/// <param name="Starts">Random starts.</param>
/// <param name="Searches">Refinements from them.</param>
/// <param name="Points">One for each orbit, by value.</param>
/// <param name="Counts">Number of points of each index, copies counted; null where copies are a continuum.</param>
/// <param name="Euler">Σ (−1)^index over all points; null where it has no meaning.</param>
/// <param name="EulerGenuine">The same over those that the quadrature did not make.</param>
/// <param name="Complete">By search, and by the Euler check where there is one.</param>
/// <param name="Verdict">In words.</param>
/// <param name="Estimate">How many genuine orbits there are, by how often each was found.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Infinity">The direction in which the loss falls where it has no finite minimiser; null where it has one.</param>
public sealed record CensusRecord(
    Provenance Provenance,
    string Objective,
    int Parameters,
    double? Ridge,
    IReadOnlyList<CensusRange> Box,
    int? HighestIndex,
    int Starts,
    long Searches,
    IReadOnlyList<StationaryRecord> Points,
    IReadOnlyDictionary<string, int>? Counts,
    int? Euler,
    int? EulerGenuine,
    bool Complete,
    string Verdict,
    IReadOnlyList<PassRecord> Passes,
    double Estimate,
    double Lower,
    double Upper,
    IReadOnlyList<double>? Infinity
);

/// <summary>From where to where starts were drawn along a coordinate.</summary>
public sealed record CensusRange(double From, double To);

/// <summary>One stationary point for all its copies.</summary>
/// <param name="Point">θ, [P].</param>
/// <param name="Value">The loss there.</param>
/// <param name="Index">Eigenvalues of the Hessian below their bounds.</param>
/// <param name="NegativeEigenvalues">Those.</param>
/// <param name="ZeroModes">Eigenvalues within their bounds.</param>
/// <param name="Orbit">Number of copies under the declared symmetry, itself among them; null where they are a continuum.</param>
/// <param name="Quadrature">Whether the quadrature made it.</param>
/// <param name="Verified">Gradient, index and for a pass both ways down beyond doubt, and not made by the quadrature.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Alibi">What finer quadratures did to it: <c>holds</c>, <c>vanishes</c>, <c>moves</c>, <c>changes index</c>; null where none were asked.</param>
/// <param name="Smallest">min |λ| beyond zero modes; null where there is none.</param>
/// <param name="Bound">Of that eigenvalue.</param>
/// <param name="GradientNorm">‖∇L‖.</param>
/// <param name="NewtonStep">‖H⁻¹∇L‖.</param>
/// <param name="Found">Searches that ended there or in a copy.</param>
public sealed record StationaryRecord(
    IReadOnlyList<double> Point,
    double Value,
    int Index,
    IReadOnlyList<double> NegativeEigenvalues,
    int ZeroModes,
    int? Orbit,
    bool Quadrature,
    bool Verified,
    string Label,
    string? Alibi,
    double? Smallest,
    double? Bound,
    double GradientNorm,
    double NewtonStep,
    int Found
);

/// <summary>A pass and where its ways down end.</summary>
/// <param name="From">Place of a minimum in the list, counted from 0; null where the way down runs to infinity.</param>
/// <param name="To">The same of the other way.</param>
/// <param name="Height">Loss at the pass.</param>
/// <param name="Barrier">Height above the higher of the minima; null where a way runs to infinity.</param>
/// <param name="Saddle">Place of the pass in the list.</param>
/// <param name="Verified">Whether both ends are known and the pass is verified.</param>
/// <param name="FromSymmetry">The map that carries the listed minimum to the end of the way: <c>(-x1, x2)</c>, or <c>same point</c>.</param>
/// <param name="ToSymmetry">The same of the other way.</param>
public sealed record PassRecord(
    int? From,
    int? To,
    double Height,
    double? Barrier,
    int Saddle,
    bool Verified,
    string? FromSymmetry,
    string? ToSymmetry
);
