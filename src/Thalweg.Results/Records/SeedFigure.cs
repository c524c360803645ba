namespace Thalweg.Results.Records;

/// <summary>One figure over all seeds of a variant.</summary>
/// <param name="Value">NaN where no seed has one.</param>
/// <param name="Lower">Lower end of its 95 % interval over seeds; with one seed, over directions.</param>
/// <param name="Upper">NaN where there is no upper end.</param>
public sealed record SeedFigure(double Value, double Lower, double Upper);
