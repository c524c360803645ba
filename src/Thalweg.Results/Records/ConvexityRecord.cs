using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>Evidence of convexity about one place: the smallest eigenvalue λ_1 of the Hessian on a plane, in a ball and along the path of training. Arrays file:
/// <c>t1</c> [n1], <c>t2</c> [n2], <c>smallest</c>, <c>largest</c>, <c>bounds</c> [n1, n2] on the plane; <c>path</c> [n] (t from −1 at the start to 0 at the place,
/// by arc length), <c>path_smallest</c>, <c>path_largest</c>, <c>path_bounds</c> [n]; <c>radii</c> [M] of the rays of the ball.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre.</param>
/// <param name="Objective">Label of the loss.</param>
/// <param name="Smallest">λ_1 at the centre; NaN, with the other two, where a product was not finite.</param>
/// <param name="Largest">λ_P there.</param>
/// <param name="Bound">How far both may be wrong.</param>
/// <param name="Directions">What spans the plane.</param>
/// <param name="Plane">What λ_1 is on the plane.</param>
/// <param name="Path">What it is along the path; null where the run has no path.</param>
/// <param name="Verdict"><c>negative curvature at the point</c> beyond its bound; <c>negative curvature near by</c>; and where none was found <c>degenerate</c> for H = 0 at
/// the centre, <c>undecided</c> where bounds do not decide the sign of λ_1 there, else <c>none found</c>, which is no proof; <c>not finite</c>.</param>
public sealed record ConvexityRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    double Smallest,
    double Largest,
    double Bound,
    string Directions,
    string Normalize,
    string Bias,
    ConvexitySamples Plane,
    ConvexityBall Ball,
    ConvexitySamples? Path,
    string Verdict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<SliceDirectionRecord>? Axes = null
);

/// <summary>λ_1 at some points.</summary>
/// <param name="Negative">Points where it is negative beyond its bound.</param>
/// <param name="Undecided">Points where bounds do not decide its sign.</param>
/// <param name="NotFinite">Points without a spectrum.</param>
/// <param name="Lowest">The lowest of all; NaN where there is none.</param>
/// <param name="LowestRatio">The lowest λ_1/λ_P; NaN where no λ_P is positive.</param>
public sealed record ConvexitySamples(
    int Points,
    int Negative,
    int Undecided,
    int NotFinite,
    double Lowest,
    double LowestRatio
);

/// <summary>λ_1 in a ball about a place.</summary>
/// <param name="Radius">How far was looked, ‖θ' − θ‖₂.</param>
/// <param name="Rays">Random rays on which it was sampled.</param>
/// <param name="SampledRadius">The largest radius up to which no point of any ray has negative curvature beyond its bound: a sample's, no smaller than that of the ball.
/// Infinity where none was met, 0 where the centre has some or a ray meets some within a thousandth of <paramref name="Radius"/>, NaN where all points are degenerate.</param>
/// <param name="SearchedRadius">The largest radius in which a search for the smallest λ_1 found none; likewise no smaller than that of the ball.</param>
/// <param name="Lowest">The lowest λ_1 that the search found within <paramref name="Radius"/>, with its bound and its distance from the centre.</param>
/// <param name="Undecided">Points of the rays where bounds do not decide.</param>
/// <param name="Spectra">Spectra that were taken for all of it.</param>
public sealed record ConvexityBall(
    double Radius,
    int Rays,
    double SampledRadius,
    double SearchedRadius,
    double Lowest,
    double LowestBound,
    double LowestAt,
    int Undecided,
    int Spectra
);
