using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>A path from one place (t = 0) to another (t = 1) and how losses go along it. Arrays file: <c>t1</c> [n];
/// <c>coefficients</c> [N, P]; <c>along</c> and <c>off</c> [n], where its points lie: along the straight line, over its length, and beside it;
/// per objective, by its slug o: <c>loss_o</c> and <c>gradient_o</c> [1, n]; <c>t_curve</c> [m] and
/// <c>curve_o</c> [1, m]: the points and what lies between them.</summary>
/// <param name="Method">How it was found, with all options.</param>
/// <param name="Shape">fourier: the straight line and Σ coefficients[n] sin((n + 1)πt); bezier and chain: the points between the ends.</param>
/// <param name="Count">n, points with both ends.</param>
/// <param name="Tolerance">Width of t within which heights are located.</param>
/// <param name="Distance">Length of the straight line.</param>
/// <param name="Length">Length of the path.</param>
/// <param name="Objective">The sum that was minimised, where one was.</param>
/// <param name="GradientNorm">What the search came down to: the gradient of that sum, or the largest slope across the path.</param>
/// <param name="Stop">Why the search ended; null where there was none.</param>
/// <param name="Losses">The first is the one that the path was sought with.</param>
/// <param name="Saddle">Of that loss; null where it was not asked for, where the highest point is an end, or where there are too many parameters.</param>
/// <param name="Alignment">Where the end was aligned to the start: arrays have <c>image</c> [P], the copy that the path leads to. Absent where it was not asked for.</param>
public sealed record PathRecord(
    Provenance Provenance,
    LineEnd From,
    LineEnd To,
    string Method,
    string Shape,
    int Count,
    double Tolerance,
    double Distance,
    double Length,
    double? Objective,
    double? GradientNorm,
    long Steps,
    long GradientEvaluations,
    long ValueEvaluations,
    string? Stop,
    string? Message,
    IReadOnlyDictionary<string, double?> LowerBounds,
    IReadOnlyList<PathLossRecord> Losses,
    PathSaddleRecord? Saddle = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PathAlignmentRecord? Alignment = null
);

/// <summary>What carrying the end of a path to a copy of it near the start did.</summary>
/// <param name="DistanceBefore">From the start to the end as it was.</param>
/// <param name="Distance">From the start to the copy that the path leads to.</param>
/// <param name="Map">The map in words; <c>same point</c> where no copy is nearer.</param>
/// <param name="LineHeightBefore">The highest loss on the straight line to the end as it was.</param>
/// <param name="LineHeight">The highest loss on the straight line to the copy.</param>
/// <param name="LossBefore">At the end as it was.</param>
/// <param name="Loss">At the copy: the same to rounding.</param>
public sealed record PathAlignmentRecord(
    double DistanceBefore,
    double Distance,
    string Map,
    double LineHeightBefore,
    double LineHeight,
    double LossBefore,
    double Loss
);

/// <summary>The stationary point that the top of a path leads to.</summary>
/// <param name="Point">θ, [P].</param>
/// <param name="Value">The loss there.</param>
/// <param name="Index">Eigenvalues of the Hessian below their bounds.</param>
/// <param name="NegativeEigenvalues">Those.</param>
/// <param name="ZeroModes">Eigenvalues within their bounds.</param>
/// <param name="Verified">Gradient and index 1 beyond doubt, both ways down end in a minimum or run to infinity, and finer quadratures have it too.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Alibi">What finer quadratures did to it; null where none were asked.</param>
/// <param name="Off">Its distance from the top of the path.</param>
/// <param name="Ridge">μ of the term ½ μ ‖θ‖² that the loss was given for it; absent for none.</param>
public sealed record PathSaddleRecord(
    IReadOnlyList<double> Point,
    double Value,
    int Index,
    IReadOnlyList<double> NegativeEigenvalues,
    int ZeroModes,
    bool Verified,
    string Label,
    string? Alibi,
    double Off,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Ridge = null
);

/// <summary>How one loss goes along a path. What is not finite counts as infinitely high.</summary>
/// <param name="Objective">Name of the loss.</param>
/// <param name="Slug">The same as a part of array names.</param>
/// <param name="PointHeight">The highest loss of the points, and where.</param>
/// <param name="Height">The highest loss found on the curve between the points, and where.</param>
/// <param name="Barrier">Height above the higher end.</param>
/// <param name="IsMonotone">True where the points only fall or only rise, to rounding.</param>
public sealed record PathLossRecord(
    string Objective,
    string Slug,
    double Start,
    double End,
    double PointHeight,
    double PointHeightAt,
    double Height,
    double HeightAt,
    double Barrier,
    bool IsMonotone
);
