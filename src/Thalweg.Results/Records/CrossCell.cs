namespace Thalweg.Results.Records;

/// <summary>One cell of the cross table: RI of one objective around the trained points of one variant, over all seeds.</summary>
/// <param name="Roughness">The geometric mean of the indices that are known; their median where one is 0.</param>
/// <param name="Slices">Slices of all seeds.</param>
/// <param name="NotResolvedSlices">Those of them that rounding hides; they are left out.</param>
public sealed record CrossCell(
    string Objective,
    string TrainedOn,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    IReadOnlyList<double> BySeed,
    int Slices = 0,
    int NotResolvedSlices = 0
);
