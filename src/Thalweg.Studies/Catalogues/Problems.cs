using Thalweg.Pde.Problems;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The problems: equation, domain, boundary condition and exact solution.</summary>
public static class Problems
{
    public static Catalogue<Func<ResolvedCall, Problem>> Catalogue { get; } =
        new(
            "problem",
            "problems",
            "Equation, domain, boundary condition and exact solution",
            [
                new(
                    new(
                        "poisson",
                        "−Δu = f on the unit cube, u = 0 on its boundary",
                        [
                            new IntegerOption("dim", "1", "dimension of the cube")
                            {
                                Maximum = PoissonProblem.MaximumDimension,
                            },
                            new WordOption(
                                "solution",
                                "sine",
                                "exact solution: ∏ sin πx, or ∏ 4x(1−x) exp(−50(x−0.7)²) with a localised peak",
                                ["sine", "peak"]
                            ),
                        ]
                    ),
                    call =>
                        call.Word("solution") == "sine"
                            ? PoissonProblem.Sine(call.Integer("dim"))
                            : PoissonProblem.Peak(call.Integer("dim"))
                ),
                new(
                    new("poisson-ball", "−Δu = f in the unit ball of R³, u = cos(π|x|/2)", [])
                    {
                        AlsoKnownAs = ["ball"],
                    },
                    _ => PoissonProblem.Ball()
                ),
                new(new("cubic", "−u″ + u³ = f on (0, 1), u = sin πx", []), _ => CubicProblem.Create()),
            ]
        );

    public static Problem Create(ResolvedCall call) => Catalogue.Builder(call)(call);
}
