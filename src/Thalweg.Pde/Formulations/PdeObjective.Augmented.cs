using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    // Compiled when first asked for: conditions that are met at a shift.
    private CompiledLoss? shifted;

    private bool TakesMultipliers =>
        !Quadrature.Redrawn && stated is null && functionals.Length == 0 && terms.Length > EquationTerms;

    /// <inheritdoc/>
    /// <remarks>Compiles the conditions once more at every call.</remarks>
    public IResiduals Conditions() =>
        terms.Length > EquationTerms && compiled.Residuals(terms[EquationTerms..]) is { } residuals
            ? residuals
            : throw new InvalidOperationException(
                $"'{Name}' has no conditions with weights above 0 among its terms: give one a penalty"
            );

    /// <inheritdoc/>
    /// <remarks>The first call compiles the conditions with their shifts.</remarks>
    public IObjective Augmented(double penalty, ReadOnlySpan<double> shifts, IObjective? former = null)
    {
        var equation = EquationTerms;
        if (!TakesMultipliers)
        {
            throw new InvalidOperationException(
                $"'{Name}' takes no multipliers: ask the objective with the stated weights, with a condition, points that stay and no weak form for them"
            );
        }
        Require(shifts.Length, terms.Skip(equation).Sum(t => t.Points.Count), nameof(shifts));
        CheckShifts(penalty, shifts);
        if (former is not PdeObjective augmented || !ReferenceEquals(augmented.stated, this))
        {
            shifted ??= compiled.WithShifts(equation);
            var own = terms.Select((term, t) => t < equation ? term : Shifted(shifted.Terms[t], term));
            augmented = new PdeObjective(shifted, inside, initialCount, [.. own], scratch, Errors)
            {
                stated = this,
                LowerBound = Formulation.IsSumOfSquares ? LowerBound : null,
            };
        }
        augmented.Put(terms.AsSpan(equation), equation, penalty, shifts);
        return augmented;
    }

    private static IntegralTerm Shifted(TermProgram program, IntegralTerm stated)
    {
        var points = stated.Points with
        {
            Weights = [.. stated.Points.Weights],
            Measured = new double[stated.Points.Count],
        };
        return new IntegralTerm(
            stated.Name,
            stated.Region,
            program.Engine.At(points),
            points,
            program.Integrand,
            program.Root
        );
    }

    private void Put(ReadOnlySpan<IntegralTerm> from, int equation, double penalty, ReadOnlySpan<double> shifts)
    {
        var first = 0;
        for (var t = 0; t < from.Length; t++)
        {
            var (given, own) = (from[t].Points, terms[equation + t].Points);
            for (var n = 0; n < own.Count; n++, first++)
            {
                own.Weights[n] = penalty * given.Weights[n];
                // What was measured is met at a shift of its own.
                own.Measured![n] = given.Measured is null ? shifts[first] : given.Measured[n] - shifts[first];
            }
            terms[equation + t].Evaluator.Move(own);
        }
    }

    private static void CheckShifts(double penalty, ReadOnlySpan<double> shifts)
    {
        if (!(penalty > 0) || !double.IsFinite(penalty))
        {
            throw new ArgumentOutOfRangeException(
                nameof(penalty),
                penalty,
                string.Create(CultureInfo.InvariantCulture, $"penalty is {penalty}, expected a finite number above 0")
            );
        }
        foreach (var shift in shifts)
        {
            if (!double.IsFinite(shift))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"got a shift of {shift}, expected finite numbers"),
                    nameof(shifts)
                );
            }
        }
    }
}
