using Thalweg.Optimization.LineSearches;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The line searches.</summary>
public static class LineSearches
{
    public static Catalogue<Func<ResolvedCall, ILineSearch>> Catalogue { get; } =
        new(
            "search",
            "searches",
            "How far an optimizer goes along its direction",
            [
                new(
                    new(
                        "hager-zhang",
                        "Wolfe conditions, and slopes alone once decreases drown in the rounding of the loss",
                        [Decrease("0.1", 0.5), Curvature(), Trials("50")]
                    )
                    {
                        AlsoKnownAs = ["approximate-wolfe"],
                        Rule = Ordered,
                    },
                    call => new HagerZhang(call.Number("decrease"), call.Number("curvature"), call.Integer("trials"))
                ),
                new(
                    new(
                        "more-thuente",
                        "strong Wolfe conditions by safeguarded cubic and quadratic steps",
                        [Decrease("0.0001", 1), Curvature(), Trials("40")]
                    )
                    {
                        AlsoKnownAs = ["strong-wolfe", "wolfe"],
                        Rule = Ordered,
                    },
                    call => new MoreThuente(call.Number("decrease"), call.Number("curvature"), call.Integer("trials"))
                ),
                new(
                    new(
                        "cubic-zoom",
                        "strong Wolfe conditions as PyTorch's L-BFGS looks for them",
                        [Decrease("0.0001", 1), Curvature(), Trials("26")]
                    )
                    {
                        Rule = Ordered,
                    },
                    call => new CubicZoom(
                        call.Number("decrease"),
                        call.Number("curvature"),
                        Evaluations: call.Integer("trials")
                    )
                ),
                new(
                    new(
                        "backtracking",
                        "Armijo's condition, shortening from the first trial",
                        [Decrease("0.0001", 1), Trials("60")]
                    )
                    {
                        AlsoKnownAs = ["armijo"],
                    },
                    call => new Backtracking(call.Number("decrease"), call.Integer("trials"))
                ),
                new(
                    new(
                        "golden-section",
                        "brackets a minimum and shrinks the bracket, by values alone; never uphill unless told to",
                        [
                            new NumberOption("width", "0.1", "the bracket's length that ends it, as a part of the step")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                                Maximum = 1,
                                ExcludesMaximum = true,
                            },
                            Trials("60"),
                            new FlagOption("uphill", "false", "whether a step may raise the loss"),
                        ]
                    )
                    {
                        AlsoKnownAs = ["gss"],
                    },
                    call => new GoldenSection(call.Number("width"), call.Integer("trials"), call.Flag("uphill"))
                ),
                new(
                    new("quadratic", "the exact minimum where the loss is a quadratic", []),
                    _ => new QuadraticSearch()
                ),
            ]
        );

    public static ILineSearch Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    private static string? Ordered(ResolvedCall call) =>
        call.Number("curvature") > call.Number("decrease")
            ? null
            : $"curvature of '{call.Name}' must be above its decrease; write {call.Name}(decrease=1e-4, curvature=0.9)";

    private static NumberOption Decrease(string standard, double below) =>
        new("decrease", standard, "share of the decrease that the slope promises, at least")
        {
            Minimum = 0,
            ExcludesMinimum = true,
            Maximum = below,
            ExcludesMaximum = true,
        };

    private static NumberOption Curvature() =>
        new("curvature", "0.9", "share of the slope that may be left")
        {
            Minimum = 0,
            ExcludesMinimum = true,
            Maximum = 1,
            ExcludesMaximum = true,
        };

    private static IntegerOption Trials(string standard) => new("trials", standard, "trials at most");
}
