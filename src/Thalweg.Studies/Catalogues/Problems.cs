using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Thalweg.Pde.Problems;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The problems: equation, domain, boundary and initial conditions and exact solution.</summary>
public static class Problems
{
    private const int MostKnown = 256;

    private static readonly ConcurrentDictionary<string, Problem> known = new(StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<Problem, Reference> references = [];

    public static Catalogue<Func<ResolvedCall, Problem>> Catalogue { get; } =
        new(
            "problem",
            "problems",
            "Equation, domain, boundary and initial conditions and exact solution",
            [
                new(
                    new(
                        "poisson",
                        "−Δu = f on the unit cube, u = 0 on its boundary",
                        [
                            new IntegerOption("dim", "1", "dimension of the cube")
                            {
                                Maximum = PoissonProblem.MaximumDimension,
                            },
                            new WordOption(
                                "solution",
                                "sine",
                                "exact solution: ∏ sin πx, or ∏ 4x(1−x) exp(−50(x−0.7)²) with a localised peak",
                                ["sine", "peak"]
                            ),
                        ]
                    ),
                    call =>
                        call.Word("solution") == "sine"
                            ? PoissonProblem.Sine(call.Integer("dim"))
                            : PoissonProblem.Peak(call.Integer("dim"))
                ),
                new(
                    new("poisson-ball", "−Δu = f in the unit ball of R³, u = cos(π|x|/2)", [])
                    {
                        AlsoKnownAs = ["ball"],
                    },
                    _ => PoissonProblem.Ball()
                ),
                new(
                    new(
                        "heat",
                        "u_t = νΔu on the unit cube for 0 ≤ t ≤ 1, u = ∏ sin πx at t = 0, u = 0 on the boundary",
                        [
                            new IntegerOption(
                                "dim",
                                "1",
                                "dimensions of space; the network has one more input, the time"
                            )
                            {
                                Maximum = HeatProblem.MaximumDimension,
                            },
                            new NumberOption("diffusivity", CallText.Number(HeatProblem.DefaultDiffusivity), "ν")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                            },
                        ]
                    )
                    {
                        AlsoKnownAs = ["diffusion"],
                    },
                    call => HeatProblem.Create(call.Integer("dim"), call.Number("diffusivity"))
                ),
                new(
                    new(
                        "burgers",
                        "u_t + u u_x = (0.01/π) u_xx on [−1, 1] for 0 ≤ t ≤ 1, u = −sin πx at t = 0, u = 0 at both ends",
                        []
                    ),
                    _ => BurgersProblem.Create()
                ),
                new(new("cubic", "−u″ + u³ = f on (0, 1), u = sin πx", []), _ => CubicProblem.Create()),
                new(
                    new(
                        "helmholtz",
                        "Δu + k²u = q on (−1, 1)², u = sin πx sin 4πy",
                        [new NumberOption("k", "1", "wave number")]
                    ),
                    call => HelmholtzProblem.Create(call.Number("k"))
                ),
                new(
                    new(
                        "eriksson-johnson",
                        "u_x − εΔu = 0 on (0, 1)², u = sin πy at x = 0, 0 on the other sides: a layer at x = 1",
                        [new NumberOption("epsilon", "0.1", "ε") { Minimum = 1e-3, Maximum = 1 }]
                    )
                    {
                        AlsoKnownAs = ["advection-diffusion"],
                    },
                    call => ErikssonJohnsonProblem.Create(call.Number("epsilon"))
                ),
                new(
                    new(
                        "wave",
                        "u_tt = 4u_xx on (0, 1) for 0 ≤ t ≤ 1, u = sin πx + ½ sin βπx and u_t = 0 at t = 0, u = 0 at both ends",
                        [new IntegerOption("beta", "5", "β") { Minimum = 1, Maximum = 100 }]
                    ),
                    call => WaveProblem.Create(call.Integer("beta"))
                ),
                new(
                    new("semilinear", "−u″ + u³ = f on (−1, 1), u′ = 0 at both ends, u = cos πx", []),
                    _ => SemilinearProblem.Create()
                ),
                new(
                    new("l-shape", "−Δu = 1 on (−1, 1)² without a quadrant, u = 0 on the boundary: u as r^(2/3)", []),
                    _ => TorsionProblem.LShape()
                ),
                new(
                    new("slit", "−Δu = 1 on (−1, 1)² without [0, 1) × {0}, u = 0 on the boundary: u as r^(1/2)", []),
                    _ => TorsionProblem.Slit()
                ),
                new(
                    new(
                        "interface",
                        "−div(a∇u) = 4 in the unit disc, a = 1 for r < ½ and 1000 outside, u = 0 on the circle",
                        []
                    ),
                    _ => InterfaceProblem.Create()
                ),
                new(
                    new(
                        "elastic-plate",
                        "div σ = f on (0, 1)² in linear elasticity, displacements and tractions given",
                        []
                    ),
                    _ => ElasticPlateProblem.Create()
                ),
                new(
                    new(
                        "hyperelastic-bar",
                        "a bar of the energy (1 + u′)^(3/2) − (3/2)u′ − 1 under the force x, free at x = 1",
                        []
                    ),
                    _ => HyperelasticBarProblem.Create()
                ),
                new(
                    new("kirchhoff-plate", "DΔ²w = p on (0, 10)², simply supported: derivatives to the fourth", []),
                    _ => KirchhoffPlateProblem.Create()
                ),
                new(
                    new(
                        "kovasznay",
                        "stationary flow behind a grid, velocities and pressure, Navier and Stokes",
                        [new NumberOption("re", "40", "Reynolds number") { Minimum = 1, Maximum = 1000 }]
                    ),
                    call => KovasznayProblem.Create(call.Number("re"))
                ),
                new(
                    new(
                        "convection",
                        "u_t + βu_x = 0 on (0, 2π) for 0 ≤ t ≤ 1, periodic, u = sin x at t = 0",
                        [new NumberOption("beta", "40", "β") { Minimum = -1000, Maximum = 1000 }]
                    )
                    {
                        AlsoKnownAs = ["advection"],
                    },
                    call => ConvectionProblem.Create(call.Number("beta"))
                ),
                new(
                    new(
                        "reaction",
                        "u_t = ρu(1 − u) on (0, 2π) for 0 ≤ t ≤ 1, a bell at t = 0, the same at both ends",
                        [new NumberOption("rho", "5", "ρ") { Minimum = 0, Maximum = 100 }]
                    ),
                    call => ReactionProblem.Create(call.Number("rho"))
                ),
                new(
                    new(
                        "allen-cahn",
                        "u_t = 10⁻⁴u_xx + 5u − 5u³ on (−1, 1) for 0 ≤ t ≤ 1, periodic",
                        [
                            new WordOption(
                                "start",
                                "published",
                                "u at t = 0: x² cos πx with a kink at the seam, or sin²(πx/2) cos πx",
                                ["published", "smooth"]
                            ),
                        ]
                    ),
                    call => AllenCahnProblem.Create(call.Word("start") == "smooth")
                ),
                new(
                    new(
                        "kdv",
                        "u_t + u u_x + 0.022² u_xxx = 0 on (−1, 1) for 0 ≤ t ≤ 1, periodic, u = cos πx at t = 0",
                        []
                    )
                    {
                        AlsoKnownAs = ["korteweg-de-vries"],
                    },
                    _ => KortewegDeVriesProblem.Create()
                ),
                new(
                    new(
                        "kuramoto-sivashinsky",
                        "u_t + 6.25 u u_x + 0.39 u_xx + 0.0015 u_xxxx = 0 on (0, 2π) for 0 ≤ t ≤ 1, periodic",
                        []
                    )
                    {
                        AlsoKnownAs = ["ks"],
                    },
                    _ => KuramotoSivashinskyProblem.Create()
                ),
                new(
                    new("nls", "i h_t + ½h_xx + |h|²h = 0 on (−5, 5) for 0 ≤ t ≤ π/2, h = u + iv, two solitons", [])
                    {
                        AlsoKnownAs = ["schroedinger"],
                    },
                    _ => SchroedingerProblem.Create()
                ),
                new(
                    new(
                        "inverse-poisson",
                        "−div(a∇u) = f on (0, 1)², the coefficient a to be found from 2500 values of u with noise",
                        []
                    ),
                    _ => InversePoissonProblem.Create()
                ),
                new(
                    new(
                        "oscillator",
                        "−Δu + |x|²u = λu on (−6, 6)^d, u = 0 on the boundary: states of the harmonic oscillator",
                        [
                            new IntegerOption("dim", "1", "dimension of the cube")
                            {
                                Maximum = OscillatorProblem.MaximumDimension,
                            },
                            new IntegerOption(
                                "state",
                                "0",
                                "which state, 0 for the lowest; the others below it are given"
                            )
                            {
                                Minimum = 0,
                                Maximum = OscillatorProblem.MaximumState,
                            },
                        ]
                    ),
                    call => OscillatorProblem.Create(call.Integer("dim"), call.Integer("state"))
                ),
                new(
                    new(
                        "box-eigenvalue",
                        "−Δu = λu on (0, 1)^d, u = 0 on the boundary",
                        [
                            new IntegerOption("dim", "1", "dimension of the cube")
                            {
                                Maximum = BoxEigenvalueProblem.MaximumDimension,
                            },
                            new IntegerOption(
                                "state",
                                "0",
                                "which state, 0 for the lowest; the others below it are given"
                            )
                            {
                                Minimum = 0,
                                Maximum = BoxEigenvalueProblem.MaximumState,
                            },
                        ]
                    ),
                    call => BoxEigenvalueProblem.Create(call.Integer("dim"), call.Integer("state"))
                ),
                new(
                    new(
                        "hyperelastic-beam",
                        "a neo-Hookean beam on (0, 4) × (0, 1), clamped at x = 0, drawn down by a traction of 5 at x = 4",
                        []
                    ),
                    _ => HyperelasticBeamProblem.Create()
                ),
                new(
                    new(
                        "cavity",
                        "stationary flow in the unit square under a lid that moves with 16x²(1 − x)², Reynolds number 100",
                        []
                    )
                    {
                        AlsoKnownAs = ["lid-driven-cavity"],
                    },
                    _ => CavityProblem.Create()
                ),
                new(EquationSignature.Signature, EquationSignature.Create),
            ]
        )
        {
            Block = EquationSignature.Signature,
        };

    /// <summary>The file of measured values that a problem names; null where it names none.</summary>
    public static string? DataOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return EquationSignature.DataOf(call);
    }

    /// <summary>A problem that names such a file, with the file at another path.</summary>
    public static ResolvedCall At(string path, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(call);
        return EquationSignature.At(path, call);
    }

    /// <summary>SHA-256 of that file in hexadecimal.</summary>
    /// <exception cref="InvalidOperationException">The problem names none.</exception>
    public static string FingerprintOf(ResolvedCall call) =>
        MeasurementFile.Fingerprint(
            DataOf(call) ?? throw new InvalidOperationException($"'{call.Brief}' names no file of measured values")
        );

    /// <summary>What keys know of a problem: of measured values their content, not their path.</summary>
    public static string IdentityOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return EquationSignature.IdentityOf(call);
    }

    public static Problem Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        // Texts are read and checked once: the same text is the same problem.
        if (known.Count > MostKnown)
        {
            known.Clear();
        }
        return known.GetOrAdd(call.Canonical, _ => Catalogue.Builder(call)(call));
    }

    /// <summary>What errors of a problem are measured against, or null where no solution is known.</summary>
    public static Reference? ReferenceOf(ResolvedCall call)
    {
        var problem = Create(call);
        return problem.Exact.Count == 0 ? null : references.GetValue(problem, p => Reference.Of(p)!);
    }
}
