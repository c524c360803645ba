using Thalweg.Networks;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Formulations;

// Points: rules and samplers.
internal static partial class Compatibility
{
    private static IEnumerable<Refusal> OfQuadrature(
        Problem problem,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature
    )
    {
        Region[] regions = formulation.RefusalOf(problem) is not null
            ? [Region.Interior(problem.Domain)]
            : [.. formulation.Inside(problem).Concat(formulation.Outside(problem, trial)).Select(t => t.Region)];
        if (formulation.TestsOf(problem) is { } tests && TestPoints.MisfitOf(problem, tests, quadrature) is { } weak)
        {
            return [new Refusal(PdePart.Quadrature, weak)];
        }
        if (formulation.IsQuotient && quadrature.Redrawn)
        {
            return
            [
                new Refusal(
                    PdePart.Quadrature,
                    $"got quadrature {quadrature}, which takes other points at every step: the mean of quotients is not the quotient of means; use redraw=never or a product rule such as gauss"
                ),
            ];
        }
        if (
            quadrature.Redrawn
            && problem.Conditions.FirstOrDefault(c => c.IsIntegral && IsWeighed(c, problem, trial, formulation))
                is { } integral
        )
        {
            return
            [
                new Refusal(
                    PdePart.Quadrature,
                    $"got quadrature {quadrature}, which takes other points at every step, with the condition '{integral.Name}' on an integral: the mean of squares is not the square of the mean; use redraw=never or a product rule such as gauss"
                ),
            ];
        }
        return regions
            .Select(region => quadrature.MisfitOn(region.Domain, region.Part))
            .OfType<string>()
            .Distinct()
            .Select(misfit => new Refusal(PdePart.Quadrature, misfit));
    }

    private static bool IsWeighed(Condition condition, Problem problem, TrialFunction trial, Formulation formulation) =>
        formulation.Blend is { } blend
            ? IsWeighed(condition, problem, trial, blend.A) || IsWeighed(condition, problem, trial, blend.B)
            : formulation.RefusalOf(problem) is null
                && formulation.WeightOf(problem, condition) is not null
                && !trial.Holds(condition);

    /// <param name="quadrature">Null where it is not known or does not fit: then nothing is said of its points.</param>
    private static IEnumerable<Refusal> OfSampler(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule? quadrature,
        PointSampler sampler
    )
    {
        if (formulation.IsQuotient)
        {
            yield return new Refusal(
                PdePart.Sampler,
                $"got sampler {sampler} with '{formulation.Label}', whose residual holds the eigenvalue that is sought: leave the sampler out"
            );
            yield break;
        }
        var order =
            Differentiation.Order(SampledResidual(problem, formulation))
            + trial.Raise
            + (sampler.NeedsGradient ? 1 : 0);
        if (order > DerivativeTerm.HighestOrder)
        {
            yield return new Refusal(
                PdePart.Sampler,
                $"sampler {sampler} needs derivatives of the network to order {order} with trial '{trial.Name}', and these go to order {DerivativeTerm.HighestOrder}: leave the sampler or fluxes out"
            );
        }
        if (network.Smoothness < order)
        {
            yield return new Refusal(
                PdePart.Sampler,
                $"sampler {sampler} chooses points by the residual of {problem} and needs derivatives of u to order {order}, but {network} has bounded derivatives only to order {network.Smoothness}: take a smoother activation, such as {Smoother(order)}, or leave the sampler out"
            );
        }
        if (formulation.TestsOf(problem) is not null)
        {
            yield return new Refusal(
                PdePart.Sampler,
                $"got sampler {sampler} with '{formulation.Label}', whose test functions need points that stay: leave the sampler out"
            );
        }
        if (quadrature is null)
        {
            yield break;
        }
        if (quadrature.Redrawn)
        {
            yield return new Refusal(
                PdePart.Sampler,
                $"got sampler {sampler} with quadrature {quadrature}, which takes other points at every step: use redraw=never, or leave the sampler out"
            );
        }
        else if (sampler.MisfitOn(problem.Domain, quadrature.CountOn(problem.Domain)) is { } misfit)
        {
            yield return new Refusal(PdePart.Sampler, misfit);
        }
    }
}
