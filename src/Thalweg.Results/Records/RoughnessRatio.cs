namespace Thalweg.Results.Records;

/// <summary>A ratio RI(numerator) / RI(denominator) over all seeds with its interval, seeds as the outer level.</summary>
public sealed record RoughnessRatio(
    string Numerator,
    string NumeratorAt,
    string Denominator,
    string DenominatorAt,
    double Ratio,
    double IntervalLower,
    double IntervalUpper,
    int Seeds,
    string Method
);
