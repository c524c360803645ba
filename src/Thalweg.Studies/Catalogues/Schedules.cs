using Thalweg.Optimization.Schedules;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The learning-rate schedules of training.</summary>
public static class Schedules
{
    public static Catalogue<Func<ResolvedCall, Schedule>> Catalogue { get; } =
        new(
            "schedule",
            "schedules",
            "How the learning rate changes from step to step",
            [
                new(new("constant", "the rate of the optimizer throughout", []), _ => new ConstantSchedule()),
                new(
                    new(
                        "step",
                        "the rate is multiplied by the factor after each stretch of steps",
                        [new IntegerOption("every", null, "steps of a stretch"), Factor("0.1")]
                    ),
                    call => new StepSchedule(call.Long("every"), call.Number("factor"))
                ),
                new(
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
                    call => new CosineSchedule(call.Long("steps"), call.Number("floor"))
                ),
                new(
                    new("exponential", "the rate is multiplied by the factor after every step", [Factor(null)]),
                    call => new ExponentialSchedule(call.Number("factor"))
                ),
            ]
        );

    public static Schedule Create(ResolvedCall call) => Catalogue.Builder(call)(call);

    private static NumberOption Factor(string? standard) =>
        new("factor", standard, "factor of the rate")
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
        };
}
