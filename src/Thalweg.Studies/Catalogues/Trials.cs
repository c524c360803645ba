using Thalweg.Pde;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Texts;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The trial functions: what stands for the solution.</summary>
public static class Trials
{
    /// <summary>The trial function that is the network itself.</summary>
    internal const string Free = "none";

    private static readonly Dictionary<string, DistanceKind> Distances = Enum.GetValues<DistanceKind>()
        .ToDictionary(HeldValues.NameOf, StringComparer.Ordinal);

    // Before the catalogue, which is made of it.
    private static readonly IntegerOption Waves = new(
        "waves",
        "1",
        "cos and sin of so many multiples of each periodic coordinate"
    )
    {
        Maximum = 1024,
    };

    public static Catalogue<Func<ResolvedCall, Problem, TrialFunction>> Catalogue { get; } =
        new(
            "trial",
            "trials",
            "What stands for the solution u(x; θ)",
            [
                new(
                    new(
                        "hard",
                        "u = g + φ N, where g has the boundary and initial values and φ is zero there (x(1−x) on the interval): the conditions hold exactly",
                        [
                            new WordOption(
                                "sign",
                                "1",
                                "−1 turns φ over, for weights trained with x(x−1)",
                                ["1", "-1"]
                            ),
                            Waves with
                            {
                                Description =
                                    "cos and sin of so many multiples of each periodic coordinate; 0 leaves periodic conditions to a penalty",
                                Minimum = 0,
                                IsLeftOutAtDefault = true,
                            },
                            new WordOption(
                                "distance",
                                HeldValues.NameOf(DistanceKind.Standard),
                                "what φ is made of; rfunction, rfunction2: distances to the parts of the boundary joined to order 1 or 2, which also blend different values on them; corner: powers r^(π/ω) of corners that turn inwards",
                                [.. Distances.Keys]
                            )
                            {
                                IsLeftOutAtDefault = true,
                            },
                            new WordOption(
                                "fluxes",
                                "false",
                                "true: conditions D(u, n) + a*u = h hold exactly too, by derivatives of N in u",
                                ["false", "true"]
                            )
                            {
                                IsLeftOutAtDefault = true,
                            },
                        ]
                    ),
                    (call, problem) =>
                        call.Word("fluxes") == "true"
                            ? WithFluxes(call, problem)
                            : HeldValues.Trial(
                                problem,
                                Distances[call.Word("distance")],
                                negative: call.Word("sign") == "-1",
                                call.Integer("waves")
                            )
                ),
                new(
                    new(
                        "periodic",
                        "u = N of waves in the place of the periodic coordinates: periodic with all derivatives; give the formulation a penalty for the other conditions",
                        [Waves]
                    ),
                    (call, problem) => TrialFunction.Periodic(problem, call.Integer("waves"))
                ),
                new(
                    new(Free, "u = N; give the formulation a penalty for the boundary and initial conditions", [])
                    {
                        AlsoKnownAs = ["soft"],
                    },
                    (_, _) => TrialFunction.None
                ),
            ]
        );

    private static TrialFunction WithFluxes(ResolvedCall call, Problem problem) =>
        Distances[call.Word("distance")] == DistanceKind.Standard
            ? HeldValues.Fluxes(problem, negative: call.Word("sign") == "-1", call.Integer("waves"))
            : throw new PartsRefusedException(
                new Refusal(
                    PdePart.Trial,
                    $"got hard(fluxes=true, distance={call.Word("distance")}), expected the standard distances beside fluxes: leave one of them out",
                    "distance"
                )
            );

    public static TrialFunction Create(ResolvedCall call, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(problem);
        try
        {
            return Catalogue.Builder(call)(call, problem);
        }
        catch (PartsRefusedException refused)
        {
            throw new InputException(refused.Refusals[0].Message, call.Location, refused);
        }
    }
}
