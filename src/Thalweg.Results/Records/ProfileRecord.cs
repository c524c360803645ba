namespace Thalweg.Results.Records;

/// <summary>Solution, error and residual on a grid. Arrays file: <c>x</c> [n] or <c>x1</c> [n1], <c>x2</c> [n2]; <c>u</c>,
/// <c>exact</c>, <c>error</c>, <c>residual</c> of shape [n] or [n1, n2] (index order x1, x2).</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
public sealed record ProfileRecord(
    Provenance Provenance,
    string? TrainKey,
    string Formulation,
    ulong? Seed,
    int Dimension,
    string Description
);
