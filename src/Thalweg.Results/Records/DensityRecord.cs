namespace Thalweg.Results.Records;

/// <summary>Where the eigenvalues of the Hessian of one loss lie at one place, by stochastic Lanczos quadrature. Arrays file, each [N]: <c>nodes</c> (λ),
/// <c>density</c> (its integral is 1), <c>standard_error</c>, and <c>lower</c> and <c>upper</c>, the ends of 95 % intervals at every node; none
/// where a product was not finite.</summary>
/// <param name="TrainKey">Key of the run whose parameters are the centre; null, with what follows from it, where the parameters were given.</param>
/// <param name="Parameters">P.</param>
/// <param name="IsExact">False where products are differences of gradients, whose error the band does not hold.</param>
/// <param name="Vectors">Random start vectors.</param>
/// <param name="Steps">Of Lanczos from each.</param>
/// <param name="RelativeWidth">σ over the range of the Ritz values.</param>
/// <param name="Width">σ of the Gaussian that every eigenvalue is spread by.</param>
/// <param name="Products">Products with the Hessian that were taken.</param>
public sealed record DensityRecord(
    Provenance Provenance,
    string? TrainKey,
    string Objective,
    string? TrainedOn,
    ulong? Seed,
    long? Step,
    int Parameters,
    bool IsExact,
    int Vectors,
    int Steps,
    double RelativeWidth,
    double Width,
    int Products
);
