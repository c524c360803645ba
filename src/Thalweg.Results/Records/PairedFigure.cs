namespace Thalweg.Results.Records;

/// <summary>A ratio of what two variants came to, paired by seed.</summary>
/// <param name="Quantity">Name of an error, <c>loss</c>, <c>gradientNorm</c>, <c>gradientEvaluations</c>, <c>valueEvaluations</c>,
/// <c>roughness</c>, <c>oscillationIndex</c>, <c>valleyRadius</c> or <c>seconds</c>.</param>
/// <param name="Numerator">Label of a variant.</param>
/// <param name="Denominator">Label of a variant.</param>
/// <param name="Ratio">Geometric mean of the ratios; their median where a figure is 0 or infinite; NaN where no seed has two figures that are known,
/// where one is negative or where all are 0.</param>
/// <param name="IntervalLower">NaN with fewer than two seeds, or where the sign test bounds nothing; the interval leaves out 1 exactly where
/// the pair is decided.</param>
/// <param name="IntervalUpper">Infinite where only the lower end is bounded.</param>
/// <param name="Seeds">Seeds with two figures that are known.</param>
/// <param name="Comparisons">Pairs of the quantity that have an interval and share an error rate.</param>
/// <param name="Method">How the interval was made, and at which level.</param>
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
