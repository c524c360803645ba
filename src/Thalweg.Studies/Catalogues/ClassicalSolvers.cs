using Thalweg.Pde.Classical;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>Which problems the project can solve without a network.</summary>
public static class ClassicalSolvers
{
    /// <summary>What to say where there is none.</summary>
    public const string Known =
        "poisson and heat to three coordinates, helmholtz, cubic, semilinear, convection, reaction, allen-cahn, kdv, kuramoto-sivashinsky, and equations of one's own that are linear, of second order, with constant coefficients, on a box, and 0 on all its sides, or of second order, linear or not, on an interval with a condition at each end";

    /// <summary>The one that is taken for a problem; null where there is none.</summary>
    public static ClassicalSolver? Of(ResolvedCall problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Name switch
        {
            "convection" => FourierSolver.Convection(problem.Number("beta")),
            "reaction" => FourierSolver.Reaction(problem.Number("rho")),
            "allen-cahn" => FourierSolver.AllenCahn(problem.Word("start") == "smooth"),
            "kdv" => FourierSolver.KortewegDeVries(),
            "kuramoto-sivashinsky" => FourierSolver.KuramotoSivashinsky(),
            _ => Stated(Problems.Create(problem)),
        };
    }

    private static ClassicalSolver? Stated(Pde.Problems.Problem problem) =>
        ClassicalSolver.OnBox(problem) ?? ClassicalSolver.OnInterval(problem);
}
