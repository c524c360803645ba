using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The learning-rate schedules of training.</summary>
public static class Schedules
{
    public static Catalogue Catalogue { get; } =
        new(
            "schedule",
            "schedules",
            "How the learning rate changes from step to step",
            [
                new("constant", "the rate of the optimizer throughout", []),
                new(
                    "step",
                    "the rate is multiplied by the factor after each stretch of steps",
                    [new IntegerOption("every", null, "steps of a stretch"), Factor("0.1")]
                ),
                new(
                    "cosine",
                    "half a cosine from the rate down to floor times the rate",
                    [
                        new IntegerOption("steps", null, "steps until the floor is reached"),
                        new NumberOption("floor", "0", "last rate as a share of the first")
                        {
                            Minimum = 0,
                            Maximum = 1,
                        },
                    ]
                ),
                new("exponential", "the rate is multiplied by the factor after every step", [Factor(null)]),
            ]
        );

    private static NumberOption Factor(string? standard) =>
        new("factor", standard, "factor of the rate")
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
        };
}
