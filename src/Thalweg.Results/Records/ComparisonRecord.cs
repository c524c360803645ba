namespace Thalweg.Results.Records;

/// <summary>Comparison between all chains of a study: medians, the cross table and the ratios that the headline is made from.</summary>
public sealed record ComparisonRecord(
    Provenance Provenance,
    IReadOnlyList<string> Formulations,
    int Seeds,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> MedianErrors,
    IReadOnlyDictionary<string, double> MedianLoss,
    IReadOnlyDictionary<string, double?> MedianLossAboveBound,
    IReadOnlyList<CrossCell> Cross,
    IReadOnlyList<RoughnessRatio> Ratios
);
