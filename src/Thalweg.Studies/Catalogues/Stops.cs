using Thalweg.Optimization.Training;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The rules that end training before the last step.</summary>
public static class Stops
{
    /// <summary>The loss on points that are not trained on.</summary>
    public const string HeldOut = "heldOut";

    /// <summary>The training loss.</summary>
    public const string Loss = "loss";

    /// <summary>Which parameters of a run are its result: the last ones (after an early stop the best it watched), or the recorded
    /// ones with the lowest training loss or held-out loss.</summary>
    public static IReadOnlyList<string> Kept { get; } = ["last", Loss, HeldOut];

    public static Catalogue<Func<ResolvedCall, EarlyStopping?>> Catalogue { get; } =
        new(
            "stop",
            "stops",
            "When training ends before its last step",
            [
                new(new("never", "training takes all its steps", []), _ => null),
                new(
                    new(
                        "early",
                        "stops when the metric has not improved for a while; looked at on recorded steps",
                        [
                            new WordOption(
                                "metric",
                                "relativeL2",
                                "what must improve",
                                [Loss, HeldOut, "relativeL2", "relativeH1", "relativeH1Seminorm", "maximumError"]
                            ),
                            new IntegerOption("patience", "1000", "steps without improvement that are waited for"),
                            new NumberOption("improvement", "0", "least decrease that counts, in units of the metric")
                            {
                                Minimum = 0,
                            },
                        ]
                    ),
                    call => new EarlyStopping(call.Word("metric"), call.Long("patience"), call.Number("improvement"))
                ),
            ]
        );

    /// <returns>Null where training takes all its steps.</returns>
    public static EarlyStopping? Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }
}
