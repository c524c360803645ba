using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers that join a descent with a line search.</summary>
internal static class SearchOptimizers
{
    public static IReadOnlyList<CatalogueEntry<Func<ResolvedCall, Optimizer>>> Entries { get; } =
    [
        Searching(
            "lbfgs",
            "limited-memory BFGS: the last steps stand for the curvature; little work beside its gradients",
            [new IntegerOption("memory", "10", "steps it remembers") { Maximum = 1000 }],
            "hager-zhang",
            ["l-bfgs"],
            call => new Lbfgs(call.Integer("memory"))
        ),
        Searching("bfgs", "BFGS with a dense inverse Hessian of P² numbers", [], "hager-zhang", [], _ => new Bfgs()),
        Searching(
            "ssbfgs",
            "self-scaled BFGS: the inverse Hessian is scaled before every update",
            [],
            "hager-zhang",
            ["ss-bfgs", "self-scaled-bfgs"],
            _ => new SelfScaledBfgs()
        ),
        Searching(
            "ssbroyden",
            "self-scaled Broyden: scaled, and the update chosen within Broyden's family",
            [],
            "hager-zhang",
            ["ss-broyden", "self-scaled-broyden"],
            _ => new SelfScaledBroyden()
        ),
        Searching(
            "nonlinear-cg",
            "nonlinear conjugate gradients: no more memory than two vectors",
            [
                new WordOption(
                    "rule",
                    "hager-zhang",
                    "factor of the former direction",
                    ["hager-zhang", "polak-ribiere"]
                ),
                new IntegerOption("restart", "6", "starts again after this many times P steps"),
            ],
            "more-thuente(curvature=0.001)",
            ["cg", "conjugate-gradients"],
            call => new NonlinearCg(
                call.Word("rule") == "polak-ribiere" ? ConjugacyRule.PolakRibiere : ConjugacyRule.HagerZhang,
                call.Integer("restart")
            )
        ),
        Searching(
            "steepest-descent",
            "the gradient with a line search",
            [],
            "backtracking",
            ["gradient-descent"],
            _ => new SteepestDescent()
        ),
        PublishedGss(),
    ];

    /// <summary>Options that every optimizer with a line search has.</summary>
    internal static Option[] Options(string search) =>
        [
            new CallOption("search", search, "how the length of a step is found", LineSearches.Catalogue),
            new NumberOption("tolerance", "0", "stops once the norm of the gradient is at most this") { Minimum = 0 },
            new IntegerOption(
                "patience",
                "50",
                "steps in a row without a gain beyond the rounding of the loss, after which it stops"
            ),
        ];

    /// <summary>The optimizer that a call with these options describes.</summary>
    internal static SearchOptimizer Create(ResolvedCall call, IDescent descent) =>
        new(descent, LineSearches.Create(call.Call("search")))
        {
            GradientTolerance = call.Number("tolerance"),
            Patience = call.Integer("patience"),
        };

    internal static CatalogueEntry<Func<ResolvedCall, Optimizer>> Searching(
        string name,
        string description,
        Option[] own,
        string search,
        string[] others,
        Func<ResolvedCall, IDescent> descent
    ) =>
        new(
            new(name, description, [.. own, .. Options(search)]) { AlsoKnownAs = others },
            call => Create(call, descent(call))
        );

    private static CatalogueEntry<Func<ResolvedCall, Optimizer>> PublishedGss() =>
        new(
            new(
                "lbfgs-gss",
                "L-BFGS with golden sections as its published code computes it, for comparisons; for new work take "
                    + "lbfgs(search=golden-section)",
                [
                    new NumberOption("tolerance", "0", "stops once the norm of the gradient is at most this")
                    {
                        Minimum = 0,
                    },
                ]
            ),
            call => new SearchOptimizer(new PublishedLbfgsGss(), new PublishedGoldenSection())
            {
                GradientTolerance = call.Number("tolerance"),
            }
        );
}
