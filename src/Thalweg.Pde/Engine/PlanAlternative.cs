using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Engine;

/// <summary>One way to the derivatives that a term needs, with its price.</summary>
/// <param name="Name"><c>second derivatives</c> (<c>derivatives one by one</c> above second order), <c>as written</c>, <c>folded</c> or <c>reverse over x</c>.</param>
/// <param name="Streams">What travels.</param>
/// <param name="LossFlops">Floating-point operations of a loss, per point.</param>
/// <param name="GradientFlops">Floating-point operations of a loss with its gradient, per point.</param>
public sealed record PlanAlternative(string Name, StreamSet Streams, double LossFlops, double GradientFlops);
