using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed partial class PdeObjective
{
    private readonly Dictionary<(HessianPart, int), CurvatureEvaluator> curvatures = [];
    private readonly Dictionary<(HessianPart, int?), HessianWork> hessianWorks = [];

    /// <inheritdoc/>
    /// <remarks>
    /// <para>H v = d/dε ∇L(θ + εv), forward over reverse [Pearlmutter1994], in the precision of the loss, for every formulation, trial
    /// function and network; at a kink of an activation with the derivatives that gradients use there. The streams always travel
    /// forward.</para>
    /// <para>Cost: a block of eight vectors shares what does not depend on them; a vector takes about twice the operations of a gradient
    /// beside that. The first call compiles the second derivatives of the integrands.</para>
    /// </remarks>
    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team) =>
        PartAt(HessianPart.Whole, parameters, null, team);

    /// <inheritdoc/>
    /// <remarks>Cost: as <see cref="LinearizeAt"/>, over the points of the term.</remarks>
    public ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team) =>
        PartAt(HessianPart.Whole, parameters, term, team);

    /// <inheritdoc/>
    /// <remarks>
    /// <para>2JᵀJ for a term that is a square, weights included; for an energy ∫ Σ_ab (∂²F/∂a∂b) ∂a/∂θ ∂b/∂θᵀ over the values and
    /// derivatives a, b of u in its density F; for a Rayleigh quotient its second variation by u.</para>
    /// <para>Cost: a vector takes about 4/3 of the operations of a gradient, beside 1/3 that a block of eight shares.</para>
    /// </remarks>
    public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        PartAt(HessianPart.GaussNewton, parameters, term, team);

    /// <inheritdoc/>
    /// <remarks>Cost: as <see cref="LinearizeAt"/>.</remarks>
    public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        PartAt(HessianPart.Remainder, parameters, term, team);

    /// <inheritdoc/>
    /// <remarks>Cost: as <see cref="GaussNewtonAt"/>.</remarks>
    public ILinearOperator PrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        PartAt(HessianPart.Principal, parameters, term, team);

    /// <inheritdoc/>
    /// <remarks>Cost: as <see cref="LinearizeAt"/>.</remarks>
    public ILinearOperator BeyondPrincipalAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        PartAt(HessianPart.BeyondPrincipal, parameters, term, team);

    private ILinearOperator PartAt(HessianPart part, ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        if (term is { } one && (one < 0 || one >= terms.Length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(term),
                term,
                $"term is {term}, expected a place from 0 to {terms.Length - 1} among {string.Join(", ", TermNames)}"
            );
        }
        var (first, count) = term is { } t ? (t, 1) : (0, terms.Length);
        var evaluators = new List<CurvatureEvaluator>(count);
        for (var i = first; i < first + count; i++)
        {
            if (terms[i].Functional is null or { Quotient: not null })
            {
                evaluators.Add(CurvatureOf(part, i));
            }
            else if (part != HessianPart.GaussNewton)
            {
                evaluators.Add(CurvatureOf(HessianPart.Whole, i));
            }
        }
        if (!hessianWorks.TryGetValue((part, term), out var work))
        {
            work = new HessianWork(evaluators, ParameterCount);
            hessianWorks.Add((part, term), work);
        }
        var own = parameters.ToArray();
        var rest = new HessianOperator(work, scratch, own);
        return functionals.Length == 0 ? rest : WithFunctionals(rest, part, first, count, own, team);
    }

    private unsafe FunctionalHessian WithFunctionals(
        HessianOperator rest,
        HessianPart part,
        int first,
        int count,
        double[] parameters,
        WorkerTeam team
    )
    {
        using var loan = scratch.Lend(team.Threads);
        var held = new List<(CurvatureEvaluator, double[])>();
        var outer = new List<(FunctionalRows, Action<Span<double>>?)>();
        foreach (var (t, work) in functionals)
        {
            if (t < first || t >= first + count)
            {
                continue;
            }
            var quotient = terms[t].Functional!.Quotient;
            if (part != HessianPart.GaussNewton || quotient is not null)
            {
                fixed (double* theta = parameters)
                {
                    work.Prepare(theta, team);
                }
                var own = quotient is null ? HessianPart.Whole : part;
                held.Add((CurvatureOf(own, t), work.Multipliers.ToArray()));
            }
            if (part != HessianPart.Remainder)
            {
                var integrals = work.Residuals.ToArray();
                outer.Add(
                    (
                        compiled.RowsOf(terms[t].Functional!),
                        quotient is null ? null : vector => quotient.Bend(integrals, vector)
                    )
                );
            }
        }
        return new FunctionalHessian(rest, [.. held], [.. outer], parameters);
    }

    private CurvatureEvaluator CurvatureOf(HessianPart part, int term)
    {
        if (!curvatures.TryGetValue((part, term), out var evaluator))
        {
            evaluator = compiled.Curvature(part, term).At(terms[term].Points);
            curvatures.Add((part, term), evaluator);
        }
        else if (origin is not null || stated is not null)
        {
            evaluator.Move(terms[term].Points);
        }
        return evaluator;
    }
}
