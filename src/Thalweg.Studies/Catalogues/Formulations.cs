using Thalweg.Pde;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Terms;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The formulations: how a problem becomes a loss.</summary>
public static class Formulations
{
    // Before the catalogues, which are made of them.
    private static readonly NumberOption Penalty = new(
        "penalty",
        "0",
        "weight of the boundary term and of the initial term, 0 for none"
    )
    {
        Minimum = 0,
    };

    private static readonly Option[] Common =
    [
        Penalty,
        new WordOption(
            "measure",
            "integral",
            "mean divides each term by the volume of its domain",
            ["integral", "mean"]
        ),
        new NumberOption("initial", null, "weight of the initial term of a problem with a time, as penalty if absent")
        {
            Minimum = 0,
            IsOptional = true,
        },
        new WeightsOption("weights", "weights of single conditions by their names, in place of penalty and initial")
        {
            IsOptional = true,
        },
    ];

    private static readonly CatalogueEntry<Func<ResolvedCall, Formulation>>[] Single =
    [
        Entry(
            "ritz",
            "deep Ritz: the energy, ∫ ½|∇u|² − fu for Poisson",
            FormulationKind.Ritz,
            ["drm", "deep-ritz", "energy"]
        ),
        Entry(
            "galerkin",
            "deep Galerkin: the squared strong residual, ∫ (Δu + f)² for Poisson",
            FormulationKind.Galerkin,
            ["dgm", "pinn", "deep-galerkin", "residual", "strong"]
        ),
        Entry(
            "mixed",
            "first-order least squares: ∫ (div p + f)² + |p − ∇u|² for Poisson, the fluxes p being further outputs of the network",
            FormulationKind.Mixed,
            ["mim", "fosls", "first-order"]
        ),
        Entry(
            "weak",
            "the weak form against test functions, r_j = ∫ ∇u·∇v_j − fv_j for Poisson, in their dual norm",
            FormulationKind.Weak,
            ["vpinn", "variational"],
            [
                new WordOption(
                    "tests",
                    "legendre",
                    "test functions along every axis: differences of Legendre polynomials, sines, or hats on equal intervals",
                    ["legendre", "sine", "piecewise"]
                ),
                new IntegerOption("degree", "10", "test functions along every axis")
                {
                    Maximum = TestFunctions.MaximumDegree,
                },
                new WordOption(
                    "norm",
                    "dual",
                    "dual: rᵀG⁻¹r with the Gram matrix G of the test functions; plain: Σ r_j²",
                    ["dual", "plain"]
                ),
            ],
            (call, form) =>
                form with
                {
                    Tests = new TestFunctions(
                        call.Word("tests") switch
                        {
                            "legendre" => TestFamily.Legendre,
                            "sine" => TestFamily.Sine,
                            _ => TestFamily.Piecewise,
                        },
                        call.Integer("degree"),
                        call.Word("norm") == "dual"
                    ),
                }
        ),
        Entry(
            "gradient-enhanced",
            "the squared strong residual and that of its gradient, ∫ r² + w|∇r|²",
            FormulationKind.GradientEnhanced,
            ["gpinn"],
            [new NumberOption("weight", "0.01", "w") { Minimum = 0 }],
            (call, form) => form with { GradientWeight = call.Number("weight") }
        ),
        Entry(
            "rayleigh",
            "of an eigenproblem the Rayleigh quotient, ∫ |∇u|² + Vu² over ∫ u², with lower states lifted",
            FormulationKind.Rayleigh,
            ["eigenvalue"],
            [
                new NumberOption(
                    "deflation",
                    "100",
                    "by how much lower states are lifted: more than the eigenvalue that is sought lies above them"
                )
                {
                    Minimum = 0,
                },
                new NumberOption("norm", "1", "weight of (∫ u² − 1)², which fixes the factor of u; 0 leaves it free")
                {
                    Minimum = 0,
                },
            ],
            (call, form) => form with { Deflation = call.Number("deflation"), Norm = call.Number("norm") }
        ),
        Entry(
            "supervised",
            "regression on the exact solution: ∫ (u − u*)²",
            FormulationKind.Supervised,
            ["regression", "data", "mse"]
        ),
    ];

    // What a blend is made of.
    private static readonly Catalogue<Func<ResolvedCall, Formulation>> Parts = new(
        "formulation",
        "formulations",
        "How a problem becomes a loss",
        Single
    );

    public static Catalogue<Func<ResolvedCall, Formulation>> Catalogue { get; } =
        new(
            Parts.Axis,
            Parts.Plural,
            Parts.Description,
            [
                .. Single,
                new(
                    new(
                        "blend",
                        "(1 − s) A + s B of two formulations on one trial function, for continuation from one to the other",
                        [
                            new CallOption("a", "ritz", "A, the formulation at s = 0", Parts),
                            new CallOption("b", "galerkin", "B, the formulation at s = 1", Parts),
                            new NumberOption("s", "0.5", "how much of B") { Minimum = 0, Maximum = 1 },
                        ]
                    )
                    {
                        AlsoKnownAs = ["homotopy"],
                    },
                    call =>
                        new FormulationBlend(
                            Create(call.Call("a")),
                            Create(call.Call("b")),
                            call.Number("s")
                        ).AsFormulation()
                ),
            ]
        );

    public static Formulation Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    /// <summary>Numbers that a network has to give; those of the problem where the formulation cannot be had of it, which is told elsewhere.</summary>
    public static int OutputsFor(ResolvedCall call, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        try
        {
            return Create(call).OutputsFor(problem);
        }
        catch (PartsRefusedException)
        {
            return problem.Outputs;
        }
    }

    /// <summary>Terms inside the domain, and numbers of test functions at points; 1 and 0 where the formulation cannot be had.</summary>
    internal static (int Terms, double TestNumbers) SizeOf(ResolvedCall call, Problem problem, double points)
    {
        try
        {
            var formulation = Create(call);
            return (formulation.Integrands(problem).Count, formulation.TestNumbers(problem, points));
        }
        catch (PartsRefusedException)
        {
            return (1, 0);
        }
    }

    private static CatalogueEntry<Func<ResolvedCall, Formulation>> Entry(
        string name,
        string description,
        FormulationKind kind,
        string[] alsoKnownAs,
        Option[]? own = null,
        Func<ResolvedCall, Formulation, Formulation>? further = null
    ) =>
        new(
            new(name, description, [.. own ?? [], .. Common]) { AlsoKnownAs = alsoKnownAs },
            call =>
            {
                var form = new Formulation(
                    kind,
                    call.Number("penalty") > 0 ? call.Number("penalty") : null,
                    call.Word("measure") == "mean" ? Measure.Mean : Measure.Integral,
                    call.Has("initial") ? call.Number("initial") : null
                )
                {
                    Weights = call.Has("weights") ? WeightsOption.Of(call, "weights") : [],
                };
                return further is null ? form : further(call, form);
            }
        );
}
