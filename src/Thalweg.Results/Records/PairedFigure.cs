namespace Thalweg.Results.Records;

/// <summary>A ratio of what two variants came to, paired by seed.</summary>
/// <param name="Quantity">Name of an error, <c>loss</c>, <c>gradientNorm</c>, <c>gradientEvaluations</c>, <c>valueEvaluations</c>,
/// <c>roughness</c>, <c>oscillationIndex</c> or <c>seconds</c>.</param>
/// <param name="Numerator">Label of a variant.</param>
/// <param name="Denominator">Label of a variant.</param>
/// <param name="Ratio">Geometric mean of the ratios; NaN where no seed has two positive figures.</param>
/// <param name="IntervalLower">NaN with fewer than two seeds.</param>
/// <param name="Seeds">Seeds with two positive figures.</param>
/// <param name="Comparisons">Pairs of the quantity, which share an error rate.</param>
/// <param name="Method">How the interval was made, and what it is adjusted for.</param>
public sealed record PairedFigure(
    string Quantity,
    string Numerator,
    string Denominator,
    double Ratio,
    double IntervalLower,
    double IntervalUpper,
    int Seeds,
    int Comparisons,
    string Method
);
