namespace Thalweg.Results.Records;

/// <summary>One cell of the cross table: RI of one objective around the minimisers of one formulation, over all seeds.</summary>
public sealed record CrossCell(
    string Objective,
    string TrainedOn,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    IReadOnlyList<double> BySeed
);
