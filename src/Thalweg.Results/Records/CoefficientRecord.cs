namespace Thalweg.Results.Records;

/// <summary>A number that was learned beside the fields.</summary>
/// <param name="Deviation">Its standard deviation by the curvature of the loss, the fields adapting themselves; null where there is none.</param>
/// <param name="Reason">Why there is none; null where there is.</param>
/// <param name="Known">What it is in the reference; null where nobody knows.</param>
public sealed record CoefficientRecord(string Name, double Value, double? Deviation, string? Reason, double? Known);
