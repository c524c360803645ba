using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers;

/// <summary>What an optimizer makes of the loss where it stands, before its next step.</summary>
/// <param name="Optimizer">With its options.</param>
/// <param name="Preconditioner">B; null where the optimizer is not gradient descent in scaled coordinates, or does not say.</param>
/// <param name="Decay">λ where the gradient becomes g + λθ, so that the Hessian becomes H + λI.</param>
/// <param name="Rate">Learning rate of the step; null where the optimizer has none.</param>
/// <param name="Threshold">On a quadratic, with B held fast, steps grow without bound along an eigenvector of B⁻¹(H + λI) whose eigenvalue is above this: 2/rate for
/// gradient descent [Cohen2021], (2 + 2β₁)/((1 − β₁) rate) for Adam [Cohen2022], 2 for whole steps of methods that have a length of their own. Null where it is
/// not known.</param>
public sealed record OptimizerView(
    string Optimizer,
    Preconditioner? Preconditioner,
    double Decay,
    double? Rate,
    double? Threshold
)
{
    public string Optimizer { get; init; } = Optimizer ?? throw new ArgumentNullException(nameof(Optimizer));
}
