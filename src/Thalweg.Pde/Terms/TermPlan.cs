using Thalweg.Networks.Jets;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>How a term is evaluated: the plan with the fewest floating-point operations.</summary>
/// <param name="Term">Name of the term.</param>
/// <param name="Points">Points of the term.</param>
/// <param name="Plan">Streams and order of evaluation.</param>
/// <param name="LossFlops">Floating-point operations of a loss, per point.</param>
/// <param name="GradientFlops">Floating-point operations of a loss with its gradient, per point.</param>
/// <param name="MatrixFlops">The part of <paramref name="GradientFlops"/> that matrix products take.</param>
/// <param name="Alternatives">All ways that were compared, dearest first; the plan is among them.</param>
public sealed record TermPlan(
    string Term,
    int Points,
    JetPlan Plan,
    double LossFlops,
    double GradientFlops,
    double MatrixFlops,
    IReadOnlyList<PlanAlternative> Alternatives
)
{
    internal static TermPlan Of(IntegralTerm term)
    {
        var program = term.Evaluator.Program;
        return new TermPlan(
            term.Name,
            term.Evaluator.PointCount,
            program.Plan,
            program.Plan.Flops(program.Network, withGradient: false),
            program.Plan.Flops(program.Network, withGradient: true),
            program.Plan.MatrixFlops(program.Network, withGradient: true),
            program.Alternatives
        );
    }
}
