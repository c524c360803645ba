using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

// The terms that a formulation makes of a problem.
public sealed partial record Formulation
{
    /// <summary>Components that the network needs: those of u and, behind them, what the formulation adds, such as fluxes.</summary>
    /// <exception cref="PartsRefusedException">The formulation cannot be had of the problem.</exception>
    public int OutputsFor(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Require(problem);
        return Blend is { } blend ? Math.Max(blend.A.OutputsFor(problem), blend.B.OutputsFor(problem))
            : Kind == FormulationKind.Mixed ? problem.Outputs + MixedForm.Of(problem).Fluxes.Count
            : problem.Outputs;
    }

    /// <summary>Numbers of test functions at points that a weak form keeps for n interior points: 0 for other formulations.</summary>
    /// <exception cref="PartsRefusedException">The formulation cannot be had of the problem.</exception>
    public double TestNumbers(Problem problem, double points) =>
        Inside(problem)
            .Where(t => t.Weak is not null)
            .Sum(t => TestSpace.CountOf(t.Tests!, problem.Dimension) * t.Weak!.Parts.Count * points);

    /// <summary>The integrands of the interior terms: one, or one for each equation.</summary>
    /// <exception cref="PartsRefusedException">The formulation cannot be had of the problem.</exception>
    public IReadOnlyList<Expression> Integrands(Problem problem) =>
        [.. Inside(problem).Where(t => t.Region.Part == DomainPart.Interior).Select(t => t.Integrand)];

    /// <summary>What the integrands of the interior terms are the squares of, or null for an energy.</summary>
    /// <exception cref="PartsRefusedException">The formulation cannot be had of the problem.</exception>
    public IReadOnlyList<Expression>? Roots(Problem problem)
    {
        var terms = Inside(problem);
        return terms.All(t => t.Root is not null) ? [.. terms.Select(t => t.Root!)] : null;
    }

    /// <summary>The terms inside the domain, and what an energy has on the boundary.</summary>
    /// <exception cref="PartsRefusedException">The formulation cannot be had of the problem.</exception>
    internal IReadOnlyList<FormTerm> Inside(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Require(problem);
        if (Blend is { } blend)
        {
            return
            [
                .. blend.A.Inside(problem).Select(t => t.Part("a", 1 - blend.Share)),
                .. blend.B.Inside(problem).Select(t => t.Part("b", blend.Share)),
            ];
        }
        var inside = Region.Interior(problem.Domain);
        return Kind switch
        {
            FormulationKind.Ritz =>
            [
                new FormTerm("interior", inside, problem.Energy!, null, Scale(1.0, inside)),
                .. problem.BoundaryEnergies.Select(
                    (e, i) =>
                        new FormTerm(
                            FormTerm.Numbered("boundary-energy", i),
                            e.Region,
                            e.Density,
                            null,
                            Scale(1.0, e.Region)
                        )
                ),
            ],
            FormulationKind.Galerkin => Squares("interior", problem.Residuals),
            FormulationKind.Mixed =>
            [
                .. Squares("interior", MixedForm.Of(problem).Balances),
                .. Squares("interior-flux", MixedForm.Of(problem).Laws),
            ],
            FormulationKind.GradientEnhanced =>
            [
                .. Squares("interior", problem.Residuals),
                .. Squares("interior-gradient", GradientForm.Of(problem).Slopes, GradientWeight),
            ],
            FormulationKind.Weak =>
            [
                .. WeakForms
                    .Of(problem)
                    .Select(
                        (form, i) =>
                            new FormTerm(
                                FormTerm.Numbered("interior", i),
                                inside,
                                form.Frozen,
                                null,
                                Scale(1.0, inside)
                            )
                            {
                                Weak = form,
                                Tests = Tests,
                            }
                    ),
            ],
            FormulationKind.Rayleigh => [Quotient()],
            _ => Squares("interior", [.. problem.Exact.Select((exact, k) => Calculus.U(k) - exact)]),
        };

        FormTerm Quotient()
        {
            var form = QuotientForm.Of(problem, problem.Quotient!, Deflation, Norm);
            // A quotient of means is that of integrals.
            return new FormTerm("interior", inside, form.Frozen, null, 1.0) { Quotient = form };
        }

        FormTerm[] Squares(string name, IReadOnlyList<Expression> roots, double weight = 1.0) =>
            [
                .. roots.Select(
                    (root, i) => FormTerm.Square(FormTerm.Numbered(name, i), inside, root, Scale(weight, inside))
                ),
            ];
    }

    /// <summary>The terms of conditions that have a weight and that the trial function does not hold.</summary>
    internal IEnumerable<FormTerm> Outside(Problem problem, TrialFunction trial)
    {
        if (Blend is { } blend)
        {
            var second = blend.B.Outside(problem, trial).Select(t => t with { Scale = blend.Share * t.Scale }).ToList();
            foreach (var term in blend.A.Outside(problem, trial))
            {
                var first = term with { Scale = (1 - blend.Share) * term.Scale };
                var same = second.Find(t => t.Name == term.Name);
                var isSame = same is not null && ReferenceEquals(same.Root, term.Root);
                yield return isSame ? first with { Scale = first.Scale + same!.Scale }
                : same is null ? first
                : first with { Name = $"{term.Name}-a" };
                if (same is not null)
                {
                    second.Remove(same);
                    if (!isSame)
                    {
                        yield return same with
                        {
                            Name = $"{same.Name}-b",
                        };
                    }
                }
            }
            foreach (var term in second)
            {
                yield return term;
            }
            yield break;
        }
        foreach (var condition in problem.Conditions)
        {
            if (WeightOf(problem, condition) is { } weight && !trial.Holds(condition))
            {
                if (condition.IsIntegral)
                {
                    yield return FormTerm.SquaredIntegral(condition.Name, condition.Region, condition.Residual, weight);
                    continue;
                }
                yield return FormTerm.Square(
                    condition.Name,
                    condition.Region,
                    ResidualOf(problem, condition),
                    condition.Data is null ? Scale(weight, condition.Region) : weight
                ) with
                {
                    Shift = condition.Shift,
                    Data = condition.Data,
                };
            }
        }
    }

    /// <summary>The test functions, where there are any and the formulation can be had of the problem.</summary>
    internal TestFunctions? TestsOf(Problem problem) =>
        Blend is { } blend ? blend.A.TestsOf(problem) ?? blend.B.TestsOf(problem)
        : Kind == FormulationKind.Weak && RefusalOf(problem) is null ? Tests
        : null;

    /// <summary>Whether a term is a quotient of integrals.</summary>
    internal bool IsQuotient =>
        Blend is { } blend ? blend.A.IsQuotient || blend.B.IsQuotient : Kind == FormulationKind.Rayleigh;

    /// <summary>Whether the minimiser has a condition that has no term.</summary>
    internal bool HasByItself(Problem problem, Condition condition) =>
        Kind switch
        {
            FormulationKind.Ritz or FormulationKind.Rayleigh => problem.IsNatural(condition),
            FormulationKind.Weak => condition.IsOfSides
                && RefusalOf(problem) is null
                && WeakForms.Has(problem, condition),
            FormulationKind.Blend => Blend!.A.HasByItself(problem, condition)
                && Blend.B.HasByItself(problem, condition),
            _ => false,
        };

    /// <summary>Weight of the term of a condition, or null where there is none: what has a weight of its own has that; what the minimiser has
    /// by itself has none; measured values have 1.</summary>
    internal double? WeightOf(Problem problem, Condition condition)
    {
        foreach (var (name, own) in Weights)
        {
            if (name == condition.Name)
            {
                return own > 0 ? own : null;
            }
        }
        return condition.Data is not null ? 1.0
            : HasByItself(problem, condition) ? null
            : !condition.Region.IsInitial ? Penalty
            : (InitialPenalty ?? Penalty) is > 0.0 and var weight ? weight
            : null;
    }

    /// <summary>Why the formulation cannot be had of a problem, or null where it can.</summary>
    internal Refusal? RefusalOf(Problem problem) =>
        Kind switch
        {
            FormulationKind.Blend => Blend is { } blend
                ? blend.A.RefusalOf(problem) ?? blend.B.RefusalOf(problem)
                : Refuse("has no parts; make it by FormulationBlend"),
            FormulationKind.Rayleigh when problem.Quotient is null => Refuse(
                $"needs a quotient of integrals that eigenfunctions make stationary, and '{problem}' states none; write rayleigh: in the problem, or take another formulation"
            ),
            not (FormulationKind.Rayleigh or FormulationKind.Supervised) when problem.Quotient is not null => Refuse(
                $"has its least value at u = 0, which solves every equation of an eigenproblem such as '{problem}'; write rayleigh"
            ),
            FormulationKind.Rayleigh when Norm == 0 && (Penalty > 0 || Weights.Any(w => w.Value > 0)) => Refuse(
                "with norm=0 has penalties that are least where u is 0, and the quotient does not mind; give norm a weight, such as 1"
            ),
            FormulationKind.GradientEnhanced when GradientForm.Of(problem).Reason is { } reason => Refuse(
                $"needs the derivatives of the residuals of '{problem}', and there are none: {reason}; write galerkin"
            ),
            FormulationKind.Ritz when problem.Energy is null => Refuse(
                $"needs an energy, and the solution of '{problem}' minimises none; write galerkin"
            ),
            FormulationKind.Supervised when problem.Exact.Count == 0 => Refuse(
                $"needs the exact solution, and none is known of '{problem}'; write galerkin"
            ),
            FormulationKind.Weak when WeakForms.ReasonForNone(problem) is { } reason => Refuse(reason),
            FormulationKind.Mixed when problem.Coefficients.Count > 0 => Refuse(
                $"is for problems whose unknowns are fields, and '{problem}' asks for {problem.Coefficients[0].Name} too; write galerkin"
            ),
            FormulationKind.Mixed when DivergenceForm.Of(problem).ReasonForNoFlux is { } reason => Refuse(
                $"needs equations of second order in divergence form, and those of '{problem}' are none: {reason}; write galerkin"
            ),
            _ => null,
        };

    private void Require(Problem problem)
    {
        if (RefusalOf(problem) is { } refusal)
        {
            throw new PartsRefusedException(refusal);
        }
    }

    private Refusal Refuse(string message) => new(PdePart.Formulation, $"'{Label}' {message}");

    /// <summary>What vanishes by a condition, in the components that the formulation has.</summary>
    private Expression ResidualOf(Problem problem, Condition condition) =>
        Kind == FormulationKind.Mixed && condition.IsOfSides
            ? MixedForm.Of(problem).ResidualOf(condition)
            : condition.Residual;

    private double Scale(double weight, Region region) => weight / (Measure == Measure.Mean ? region.Measure : 1.0);
}
