using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Formulations;

/// <summary>What fits together and what does not.</summary>
internal static partial class Compatibility
{
    /// <exception cref="PartsRefusedException">Something does not fit.</exception>
    public static void Require(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature,
        PointSampler? sampler
    )
    {
        var refusals = Refusals(problem, network, trial, formulation, quadrature, sampler);
        if (refusals.Count > 0)
        {
            throw new PartsRefusedException(refusals);
        }
    }

    public static IReadOnlyList<Refusal> Refusals(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule? quadrature,
        PointSampler? sampler
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(formulation);
        var refusals = new List<Refusal>();
        refusals.AddRange(OfShape(problem, network, formulation));
        var isTimeDependent = problem.HasInitialCondition || problem.InitialValues is not null;
        if (isTimeDependent != (problem.Domain.TimeAxis is not null))
        {
            refusals.Add(
                new Refusal(
                    PdePart.Problem,
                    $"got {problem} {(isTimeDependent ? "with" : "without")} initial values on the {problem.Domain.Name}: give a problem initial values where its domain has a time, and nowhere else"
                )
            );
            return refusals;
        }
        if (trial.Problem is { } other && !other.Equals(problem))
        {
            refusals.Add(
                new Refusal(
                    PdePart.Trial,
                    $"trial '{trial.Name}' keeps the conditions of '{other}', and the problem is '{problem}': take TrialFunction.Hard of that problem"
                )
            );
        }
        if (network.Inputs == problem.Dimension && !ModelNetwork.Fits(network, problem, trial))
        {
            refusals.Add(
                new Refusal(
                    PdePart.Network,
                    $"trial '{trial.Name}' needs a network of {trial.FeaturesOf(0, problem.Dimension)?.Name ?? "the coordinates themselves"}, received {network}: make it by ModelNetwork.Of"
                )
            );
        }
        Formulation[] parts = formulation.Blend is { } blend ? [blend.A, blend.B] : [formulation];
        refusals.AddRange(parts.SelectMany(part => OfConditions(problem, trial, part)));
        if (formulation.RefusalOf(problem) is { } refusal)
        {
            refusals.Add(refusal);
        }
        else
        {
            refusals.AddRange(OfSmoothness(problem, network, trial, formulation));
        }
        if (quadrature is not null)
        {
            refusals.AddRange(OfQuadrature(problem, trial, formulation, quadrature));
        }
        if (sampler is not null)
        {
            refusals.AddRange(
                OfSampler(problem, network, trial, formulation, refusals.Count == 0 ? quadrature : null, sampler)
            );
        }
        return refusals;
    }

    /// <summary>What a sampler follows: what the loss squares, or for an energy the strong residual.</summary>
    public static Expression SampledResidual(Problem problem, Formulation formulation)
    {
        var roots = formulation.Roots(problem) ?? problem.Residuals;
        return roots.Count == 1 ? roots[0] : Calculus.Sqrt(Calculus.SumOver(roots.Count, i => roots[i].Power(2)));
    }

    private static IEnumerable<Refusal> OfShape(Problem problem, Network network, Formulation formulation)
    {
        if (network.Inputs != problem.Dimension)
        {
            yield return new Refusal(
                PdePart.Network,
                $"got {network.Inputs} inputs, expected {problem.Dimension}, the dimension of {problem.Name}"
            );
        }
        var outputs = formulation.RefusalOf(problem) is null ? formulation.OutputsFor(problem) : problem.Outputs;
        if (network.Outputs < outputs || (problem.Coefficients.Count > 0 && network.Outputs > outputs))
        {
            yield return new Refusal(
                PdePart.Network,
                $"got {network.Outputs} outputs, expected {outputs}{(problem.Coefficients.Count > 0 ? "" : " or more")}, {(outputs == problem.Outputs ? "the components" : $"the components and fluxes of '{formulation.Label}'")} of {problem.Name}",
                "outputs"
            );
        }
    }

    private static IEnumerable<Refusal> OfConditions(Problem problem, TrialFunction trial, Formulation formulation)
    {
        var label = formulation.Label;
        var free = problem.Conditions.Where(c => !trial.Holds(c)).ToArray();
        var isHard = trial.Problem is not null;
        foreach (var (name, _) in formulation.Weights)
        {
            if (problem.Conditions.All(c => c.Name != name))
            {
                yield return new Refusal(
                    PdePart.Formulation,
                    $"weights of '{label}' name '{name}', expected one of the conditions of '{problem}': {string.Join(", ", problem.Conditions.Select(c => c.Name))}",
                    "weights"
                );
            }
            else if (free.All(c => c.Name != name))
            {
                yield return new Refusal(
                    PdePart.Formulation,
                    $"weights of '{label}' weigh '{name}', which trial '{trial.Name}' has already; leave it out, or take trial 'none'",
                    "weights"
                );
            }
        }
        if (formulation.Penalty is not null && free.All(c => c.Data is not null || formulation.HasByItself(problem, c)))
        {
            yield return OfPenalty(
                free.Length > 0
                    ? $"penalty of '{label}' with trial '{trial.Name}' weighs no condition: those that the trial has not, the {(formulation.IsSumOfSquares ? "weak form" : "energy")} of '{problem}' has by itself; leave the penalty out"
                : isHard
                    ? $"penalty of '{label}' with trial '{trial.Name}', which satisfies the conditions already; leave the penalty out, or take trial 'none'"
                : $"penalty of '{label}' weighs a boundary condition, and '{problem}' has none on the {problem.Domain.Name}; leave it out"
            );
        }
        if (formulation.InitialPenalty is not null)
        {
            if (!problem.HasInitialCondition)
            {
                yield return OfInitial(
                    $"initial of '{label}' weighs an initial condition, and '{problem}' has none; leave it out"
                );
            }
            else if (!free.Any(c => c.Region.IsInitial))
            {
                yield return OfInitial(
                    $"initial of '{label}' with trial '{trial.Name}', which has the initial values already; leave it out, or take trial 'none'"
                );
            }
        }
        if (formulation.Kind == FormulationKind.Supervised)
        {
            yield break;
        }
        var left = free.Where(c =>
                formulation.WeightOf(problem, c) is null
                && !formulation.HasByItself(problem, c)
                && formulation.Weights.All(w => w.Key != c.Name)
            )
            .ToArray();
        if (left.FirstOrDefault(c => !c.Region.IsInitial) is { } condition)
        {
            var what =
                problem.Conditions.Count(c => !c.Region.IsInitial) == 1
                    ? "the boundary condition"
                    : $"the condition '{condition.Name}'";
            yield return new Refusal(
                PdePart.Formulation,
                isHard
                    ? $"'{label}' with trial '{trial.Name}' leaves {what} out, which that trial has not; write {label}(penalty=100)"
                    : $"'{label}' with trial '{trial.Name}' leaves {what} out; write {label}(penalty=100)"
                        + (problem.NoHardTrial is null ? ", or trial 'hard'" : "")
            );
        }
        else if (left.FirstOrDefault() is { } initial)
        {
            // Several may hold at the beginning, and single ones have weights of their own.
            yield return OfInitial(
                problem.Conditions.Count(c => c.Region.IsInitial) == 1
                    ? $"initial=0 of '{label}' with trial '{trial.Name}' leaves the initial condition out; write initial=100"
                : formulation.InitialPenalty is null
                    ? $"'{label}' with trial '{trial.Name}' leaves the condition '{initial.Name}' out; write initial=100, or {initial.Name}=100 among weights"
                : $"initial=0 of '{label}' with trial '{trial.Name}' leaves the condition '{initial.Name}' out; write initial=100, or {initial.Name}=100 among weights"
            );
        }
    }

    private static IEnumerable<Refusal> OfSmoothness(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation
    )
    {
        var order = formulation
            .Inside(problem)
            .Concat(formulation.Outside(problem, trial))
            .Max(term => Differentiation.Order(term.Integrand));
        if (order > trial.FactorSmoothness)
        {
            yield return new Refusal(
                PdePart.Trial,
                $"'{formulation.Label}' needs derivatives of u to order {order}, and on the {problem.Domain.Name} the factor of trial '{trial.Name}' has square integrable ones only to order {trial.FactorSmoothness}: take trial 'none' with a penalty, or the formulation ritz"
            );
        }
        var raised = order + trial.Raise;
        if (raised > DerivativeTerm.HighestOrder)
        {
            yield return new Refusal(
                PdePart.Trial,
                $"'{formulation.Label}' needs derivatives of u to order {order}, which trial '{trial.Name}' makes of those of the network to order {raised}, and these go to order {DerivativeTerm.HighestOrder}: leave fluxes out and give the formulation a penalty, or take a formulation of lower order",
                "fluxes"
            );
        }
        else if (trial.Raise > 0 && network.Smoothness < raised)
        {
            yield return new Refusal(
                PdePart.Network,
                $"'{formulation.Label}' with trial '{trial.Name}' needs derivatives of the network to order {raised}, and {network} has bounded ones only to order {network.Smoothness}: take a smoother activation, such as {Smoother(raised)}",
                "activation"
            );
        }
        else if (network.Smoothness < order)
        {
            yield return new Refusal(
                PdePart.Network,
                $"'{formulation.Label}' needs derivatives of u to order {order}, and {network} has bounded ones only to order {network.Smoothness}: the rest would be silent zeros; take a smoother activation, such as {Smoother(order)}",
                "activation"
            );
        }
    }

    private static Refusal OfPenalty(string message) => new(PdePart.Formulation, message, "penalty");

    private static Refusal OfInitial(string message) => new(PdePart.Formulation, message, "initial");

    /// <summary>The known activations with that many bounded derivatives, the roughest first.</summary>
    private static string Smoother(int order) =>
        string.Join(
            ", ",
            Activation.Known.Where(a => a.Smoothness >= order).OrderBy(a => a.Smoothness).Select(a => a.Name).Take(4)
        );
}
