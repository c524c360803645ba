namespace Thalweg.Results.Records;

/// <summary>A ratio RI(numerator) / RI(denominator) over all seeds with its interval, seeds as the outer level.</summary>
/// <param name="IntervalLower">NaN where there is none; it leaves out 1 exactly where the comparison is decided.</param>
/// <param name="Comparisons">Ratios that share an error rate: those of one loss after several trainings, of two losses trained alike, of other variants at their own points, or of two losses at one point.</param>
public sealed record RoughnessRatio(
    string Numerator,
    string NumeratorAt,
    string Denominator,
    string DenominatorAt,
    double Ratio,
    double IntervalLower,
    double IntervalUpper,
    int Seeds,
    string Method,
    int Comparisons = 1
);
