namespace Thalweg.Results.Records;

/// <summary>One setting of a sweep over M, m or l, at the trained points of all seeds of a variant.</summary>
/// <param name="Objective">Name of the loss.</param>
/// <param name="TrainedOn">Label of the variant.</param>
/// <param name="Seeds">Seeds that have an index.</param>
/// <param name="Roughness">The geometric mean, by Student's t on logarithms; the median where one is 0.</param>
/// <param name="OscillationIndex">The mean, by Student's t, cut at 0; null where sweeps do not hold it. Where no slice of any seed oscillates it has no upper end.</param>
/// <param name="Oscillating">The mean share, by Student's t, cut at 0 and 1; where no slice of any seed oscillates, the interval of none of all slices.</param>
public sealed record SweptSetting(
    string Objective,
    string TrainedOn,
    int Directions,
    int Intervals,
    double Radius,
    int Seeds,
    SeedFigure Roughness,
    SeedFigure? OscillationIndex,
    SeedFigure? Oscillating
);
