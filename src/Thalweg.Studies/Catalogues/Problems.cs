using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The problems: equation, domain, boundary condition and exact solution.</summary>
public static class Problems
{
    public static Catalogue Catalogue { get; } =
        new(
            "problem",
            "problems",
            "Equation, domain, boundary condition and exact solution",
            [
                new(
                    "poisson",
                    "−Δu = f on the unit cube, u = 0 on its boundary",
                    [
                        new IntegerOption("dim", "1", "dimension of the cube") { Maximum = 10 },
                        new WordOption(
                            "solution",
                            "sine",
                            "exact solution: sine is ∏ sin πx, peak has a localised feature",
                            ["sine", "peak"]
                        ),
                    ]
                ),
                new("poisson-ball", "−Δu = f in the unit ball of R³, u = cos(π|x|/2)", []) { AlsoKnownAs = ["ball"] },
                new("cubic", "−u″ + u³ = f on (0, 1), u = sin πx", []),
            ]
        );
}
