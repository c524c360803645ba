using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>Phases of a training before those of its optimizers, on losses that lead to its own.</summary>
public static class Curricula
{
    /// <summary>No such phases.</summary>
    public const string None = "none";

    /// <summary>A number of the loss walks to the one that is stated.</summary>
    public const string Walk = "walk";

    /// <summary>The equation is approached by implicit steps.</summary>
    public const string PseudoTime = "pseudo-time";

    private const string StepOption = "step";
    private const string StagesOption = "stages";
    private const string OptimizerOption = "optimizer";
    internal const string FromOption = "from";
    private const string SpacingOption = "spacing";

    /// <summary>The option of a walk that names the number.</summary>
    public const string NumberOption = "number";

    public static Catalogue<Func<ResolvedCall, int>> Catalogue { get; } =
        new(
            "curriculum",
            "curricula",
            "Phases of training before those of its optimizers, on losses that lead to its own",
            [
                new(new(None, "training has the loss that is stated from the start", []), _ => 0),
                new(
                    new(
                        Walk,
                        "a number of the loss goes from a value that is easier to the stated one in equal steps, each stage from the parameters of the last",
                        [
                            new TextOption(
                                NumberOption,
                                null,
                                "the number, such as problem.beta, formulation.penalty or formulation.s of a blend",
                                "part.option"
                            ),
                            new NumberOption(FromOption, null, "its value in the first stage"),
                            Stages("4", "stages before the stated value"),
                            new WordOption(
                                SpacingOption,
                                "linear",
                                "whether differences of its values are equal, or quotients",
                                ["linear", "log"]
                            ),
                            Steps("500"),
                            Optimizer(),
                        ]
                    ),
                    call => call.Integer(StagesOption)
                ),
                new(
                    new(
                        PseudoTime,
                        "implicit steps of u_τ = −R(u): each stage makes R(u) + (u − u of the stage before)/Δτ small, with a Δτ that grows as R falls",
                        [
                            Stages("10", "steps of pseudo-time"),
                            new NumberOption(
                                StepOption,
                                "1",
                                "Δτ over rms(u)/rms(R) where a stage begins; negative for u_τ = R(u)"
                            ),
                            Steps("100"),
                            Optimizer(),
                        ]
                    ),
                    call => call.Integer(StagesOption)
                ),
            ]
        );

    /// <summary>How many stages there are.</summary>
    public static int Count(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    /// <summary>Optimizer and steps of each stage.</summary>
    /// <param name="first">The first optimizer of the training, which stages take that name none.</param>
    public static IReadOnlyList<(ResolvedCall Call, long Steps)> Phases(ResolvedCall call, ResolvedCall first)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(first);
        var optimizer = call.Has(OptimizerOption) ? call.Call(OptimizerOption) : first;
        if (call.Has(OptimizerOption) && optimizer.Has(OptimizerPhases.StepsOption))
        {
            throw new InputException(
                $"'{optimizer.Name}' of a stage takes the steps of the stage; leave its own out",
                optimizer.LocationOf(OptimizerPhases.StepsOption)
            );
        }
        return
        [
            .. Enumerable.Repeat(
                (optimizer.Without(OptimizerPhases.StepsOption), call.Long(OptimizerPhases.StepsOption)),
                Count(call)
            ),
        ];
    }

    /// <summary>The values of a walk before the stated one.</summary>
    /// <param name="stated">The value that the loss states.</param>
    /// <exception cref="InputException">Quotients are asked for between values that have none.</exception>
    public static IReadOnlyList<double> Values(ResolvedCall call, double stated)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (from, count) = (call.Number(FromOption), Count(call));
        if (from == stated)
        {
            throw new InputException(
                $"the walk begins where it ends, at {CallText.Number(stated)}; give another 'from'",
                call.LocationOf(FromOption)
            );
        }
        var isLogarithmic = call.Word(SpacingOption) == "log";
        if (isLogarithmic && !(from / stated > 0))
        {
            throw new InputException(
                $"spacing=log needs two numbers of one sign, found from={CallText.Number(from)} and {CallText.Number(stated)}; write spacing=linear",
                call.LocationOf(SpacingOption)
            );
        }
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(k => k / (double)count)
                .Select(t => isLogarithmic ? from * Math.Pow(stated / from, t) : from + ((stated - from) * t)),
        ];
    }

    /// <summary>Δτ of a stage over the length that solution and residual have.</summary>
    public static double StepOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Number(StepOption);
    }

    private static IntegerOption Stages(string standard, string description) =>
        new(StagesOption, standard, description) { Maximum = 10_000 };

    private static IntegerOption Steps(string standard) =>
        new(OptimizerPhases.StepsOption, standard, "optimizer steps of each stage, before those of the run")
        {
            Maximum = 1_000_000_000,
        };

    private static CallOption Optimizer() =>
        new(
            OptimizerOption,
            null,
            "the optimizer of the stages; the first of the run if left out",
            Optimizers.Catalogue
        )
        {
            IsOptional = true,
        };
}
