using Thalweg.Pde.Problems;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The problems: equation, domain, boundary and initial conditions and exact solution.</summary>
public static class Problems
{
    public static Catalogue<Func<ResolvedCall, Problem>> Catalogue { get; } =
        new(
            "problem",
            "problems",
            "Equation, domain, boundary and initial conditions and exact solution",
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
                new(
                    new(
                        "heat",
                        "u_t = νΔu on the unit cube for 0 ≤ t ≤ 1, u = ∏ sin πx at t = 0, u = 0 on the boundary",
                        [
                            new IntegerOption(
                                "dim",
                                "1",
                                "dimensions of space; the network has one more input, the time"
                            )
                            {
                                Maximum = HeatProblem.MaximumDimension,
                            },
                            new NumberOption("diffusivity", CallText.Number(HeatProblem.DefaultDiffusivity), "ν")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                            },
                        ]
                    )
                    {
                        AlsoKnownAs = ["diffusion"],
                    },
                    call => HeatProblem.Create(call.Integer("dim"), call.Number("diffusivity"))
                ),
                new(
                    new(
                        "burgers",
                        "u_t + u u_x = (0.01/π) u_xx on [−1, 1] for 0 ≤ t ≤ 1, u = −sin πx at t = 0, u = 0 at both ends",
                        []
                    ),
                    _ => BurgersProblem.Create()
                ),
                new(new("cubic", "−u″ + u³ = f on (0, 1), u = sin πx", []), _ => CubicProblem.Create()),
                new(EquationSignature.Signature, EquationSignature.Create),
            ]
        )
        {
            Block = EquationSignature.Signature,
        };

    public static Problem Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }
}
