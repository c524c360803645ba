namespace Thalweg.Results.Records;

/// <summary>Loss, terms, gradient norm and solution errors at one parameter vector.</summary>
public sealed record Evaluation(
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double GradientNorm,
    IReadOnlyDictionary<string, double> Errors
);
