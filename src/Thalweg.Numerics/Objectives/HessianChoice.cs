using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>Which second derivatives are asked for, as names give them.</summary>
/// <param name="Term">One of <see cref="IObjective.TermNames"/>, or null for the whole loss.</param>
public sealed record HessianChoice(HessianPart Part = HessianPart.Whole, string? Term = null)
{
    public HessianPart Part
    {
        get;
        init => field = Defined(value);
    } = Defined(Part);

    /// <summary>Why an objective does not give this exactly, or null where it does.</summary>
    /// <exception cref="ArgumentException">There is no such term.</exception>
    public string? Refusal(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        TermOf(objective, Term);
        return Part switch
        {
            HessianPart.Whole when Term is null => objective.As<ILinearizable>() is null
                ? $"{objective.Name} has no exact second derivatives: take differences of its gradients"
                : null,
            HessianPart.Whole => objective.As<ITermHessians>() is null
                ? $"{objective.Name} has no exact second derivatives of its terms apart: ask for those of the whole loss"
                : null,
            HessianPart.GaussNewton when Term is null && objective.As<IResiduals>() is not null => null,
            HessianPart.Principal or HessianPart.BeyondPrincipal => objective.As<IPrincipalPart>() is null
                ? $"{objective.Name} has no principal part, since it is not known as an energy of a function and its derivatives: ask for the Gauss-Newton part or the whole Hessian"
                : null,
            _ => objective.As<IGaussNewton>() is null
                ? $"{objective.Name} has no Gauss-Newton part, since it is not known as a function of a model{(Term is null ? "" : " term by term")}: ask for the whole Hessian"
                : null,
        };
    }

    /// <summary>The operator at θ: the objective's own, or for the Gauss–Newton part of a loss with residuals alone 2JᵀJ by its rows.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <exception cref="ArgumentException">There is no such term, or the objective refuses (<see cref="Refusal"/>).</exception>
    public ILinearOperator At(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var term = TermOf(objective, Term);
        if (Refusal(objective) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(objective));
        }
        return Part switch
        {
            HessianPart.Whole when term is { } t => objective.As<ITermHessians>()!.TermHessianAt(parameters, t, team),
            HessianPart.Whole => objective.As<ILinearizable>()!.LinearizeAt(parameters, team),
            HessianPart.GaussNewton when objective.As<IGaussNewton>() is { } split => split.GaussNewtonAt(
                parameters,
                term,
                team
            ),
            HessianPart.GaussNewton => new ScaledOperator(
                2.0,
                new GramOperator(new MatrixOperator(objective.As<IResiduals>()!, parameters.Span))
            ),
            HessianPart.Principal => objective.As<IPrincipalPart>()!.PrincipalAt(parameters, term, team),
            HessianPart.BeyondPrincipal => objective.As<IPrincipalPart>()!.BeyondPrincipalAt(parameters, term, team),
            _ => objective.As<IGaussNewton>()!.RemainderAt(parameters, term, team),
        };
    }

    private static int? TermOf(IObjective objective, string? term)
    {
        if (term is null)
        {
            return null;
        }
        for (var t = 0; t < objective.TermNames.Count; t++)
        {
            if (objective.TermNames[t] == term)
            {
                return t;
            }
        }
        throw new ArgumentException(
            objective.TermNames.Count == 0
                ? $"term is '{term}', but {objective.Name} has no terms: leave the term out"
                : $"term is '{term}', expected one of {string.Join(", ", objective.TermNames)}",
            nameof(term)
        );
    }

    private static HessianPart Defined(HessianPart part) =>
        Enum.IsDefined(part)
            ? part
            : throw new ArgumentOutOfRangeException(
                nameof(part),
                part,
                $"part is {part}, expected one of {string.Join(", ", Enum.GetNames<HessianPart>())}"
            );
}
