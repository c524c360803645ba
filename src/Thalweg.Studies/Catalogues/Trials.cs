using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The trial functions: what stands for the solution.</summary>
public static class Trials
{
    public static Catalogue<Func<ResolvedCall, Problem, TrialFunction>> Catalogue { get; } =
        new(
            "trial",
            "trials",
            "What stands for the solution u(x; θ)",
            [
                new(
                    new(
                        "hard",
                        "u = φ N with φ = 0 on the boundary (x(1−x) on the interval): the boundary condition holds exactly",
                        [new WordOption("sign", "1", "−1 turns φ over, for weights trained with x(x−1)", ["1", "-1"])]
                    ),
                    (call, problem) => TrialFunction.Hard(problem, negative: call.Word("sign") == "-1")
                ),
                new(
                    new("none", "u = N; give the formulation a penalty for the boundary condition", [])
                    {
                        AlsoKnownAs = ["soft"],
                    },
                    (_, _) => TrialFunction.None
                ),
            ]
        );

    public static TrialFunction Create(ResolvedCall call, Problem problem) => Catalogue.Builder(call)(call, problem);
}
