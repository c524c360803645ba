using Thalweg.Optimization.Schedules;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The learning-rate schedules of training.</summary>
public static class Schedules
{
    /// <summary>The schedules that may follow a warm-up.</summary>
    private static readonly IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Schedule>>> WithoutWarmUp =
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
                [new IntegerOption("steps", null, "steps until the floor is reached"), Floor()]
            ),
            call => new CosineSchedule(call.Long("steps"), call.Number("floor"))
        ),
        new(
            new("exponential", "the rate is multiplied by the factor after every step", [Factor(null)]),
            call => new ExponentialSchedule(call.Number("factor"))
        ),
        new(
            new(
                "restarts",
                "half cosines down to floor times the rate, each beginning at the rate again (warm restarts)",
                [
                    new IntegerOption("first", null, "steps before the first restart"),
                    new IntegerOption("growth", "1", "factor of the length from one stretch to the next"),
                    Floor(),
                ]
            )
            {
                AlsoKnownAs = ["warm-restarts", "sgdr"],
            },
            call => new CosineRestartsSchedule(call.Long("first"), call.Long("growth"), call.Number("floor"))
        ),
    ];

    public static Catalogue<Func<ResolvedCall, Schedule>> Catalogue { get; } = Of([.. WithoutWarmUp, WarmUp()]);

    public static Schedule Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    private static Catalogue<Func<ResolvedCall, Schedule>> Of(
        IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Schedule>>> entries
    ) => new("schedule", "schedules", "How the learning rate changes from step to step", entries);

    private static CatalogueEntry<Func<ResolvedCall, Schedule>> WarmUp()
    {
        var then = Of(WithoutWarmUp);
        return new(
            new(
                "warm-up",
                "the rate rises evenly from start times itself, then another schedule begins",
                [
                    new IntegerOption("steps", null, "steps until the rate is reached"),
                    new NumberOption("start", "0.01", "first rate as a share of the rate") { Minimum = 0, Maximum = 1 },
                    new CallOption("then", "constant", "the schedule after the rise, counted from its end", then),
                ]
            )
            {
                AlsoKnownAs = ["warmup", "linear"],
            },
            call => new WarmUpSchedule(
                call.Long("steps"),
                call.Number("start"),
                then.Builder(call.Call("then"))(call.Call("then"))
            )
        );
    }

    private static NumberOption Floor() =>
        new("floor", "0", "last rate as a share of the first") { Minimum = 0, Maximum = 1 };

    private static NumberOption Factor(string? standard) =>
        new("factor", standard, "factor of the rate")
        {
            Minimum = 0,
            Maximum = 1,
            ExcludesMinimum = true,
        };
}
