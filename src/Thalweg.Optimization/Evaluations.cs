namespace Thalweg.Optimization;

/// <summary>Numbers of evaluations.</summary>
/// <param name="Gradients">Losses with their gradients.</param>
/// <param name="Values">Losses alone, and vectors of residuals without their Jacobian.</param>
/// <param name="Jacobians">Whole Jacobians of the residuals, or matrices in their place.</param>
/// <param name="Products">Exact products of the Hessian with a vector.</param>
public readonly record struct Evaluations(long Gradients, long Values, long Jacobians, long Products = 0)
{
    public static Evaluations operator +(Evaluations a, Evaluations b) =>
        new(a.Gradients + b.Gradients, a.Values + b.Values, a.Jacobians + b.Jacobians, a.Products + b.Products);
}
