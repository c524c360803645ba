using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Terms;
using Thalweg.Pde.Texts.Known;
using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>The loss of a network for an equation, in every form, bare and wrapped, against its own values.</summary>
public sealed class ConformanceTests
{
    private static readonly Problem Square = PoissonProblem.Sine(2);
    private static readonly Problem Burgers = BurgersProblem.Create();
    private static readonly Problem Bar = HyperelasticBarProblem.Create();
    private static readonly Problem Box = BoxEigenvalueProblem.Create(2, 1);
    private static readonly MonteCarloRule Redrawn = new(23, Redraw.Step);

    private static readonly Dictionary<string, ConformanceCase> Cases = new()
    {
        ["ritz"] = Of(Square, FormulationKind.Ritz),
        ["ritz, soft"] = Of(Square, FormulationKind.Ritz, penalty: 3.0),
        ["galerkin"] = Of(Square, FormulationKind.Galerkin),
        ["galerkin, soft"] = Of(Square, FormulationKind.Galerkin, penalty: 3.0),
        ["supervised"] = Of(Square, FormulationKind.Supervised),
        ["line"] = Of(PoissonProblem.Sine(1), FormulationKind.Ritz),
        ["burgers, three terms"] = Of(Burgers, FormulationKind.Galerkin, penalty: 2.0),
        ["ritz, drawn anew"] = Of(Square, FormulationKind.Ritz, rule: Redrawn),
        ["galerkin, drawn anew"] = Of(Square, FormulationKind.Galerkin, penalty: 3.0, rule: Redrawn),
        ["ritz, on points that follow"] = Of(
            Square,
            FormulationKind.Ritz,
            sampler: new ResidualDistribution { Candidates = 90 }
        ),
        ["burgers, on points that follow"] = Of(
            Burgers,
            FormulationKind.Galerkin,
            penalty: 2.0,
            sampler: new ResidualRefinement { Add = 5, Seed = 1 }
        ),
        ["ritz, single"] = Of(Square, FormulationKind.Ritz, precision: Precision.Single),
        ["galerkin, single"] = Of(Square, FormulationKind.Galerkin, penalty: 3.0, precision: Precision.Single),
        ["mixed"] = Of(Square, FormulationKind.Mixed, outputs: 3),
        ["mixed, soft, one output too many"] = Of(Square, FormulationKind.Mixed, penalty: 3.0, outputs: 4),
        ["mixed, a bar drawn at its end"] = Of(Bar, FormulationKind.Mixed, penalty: 3.0, outputs: 2, isHard: true),
        ["weak"] = Of(Square, Weak(TestFamily.Legendre)),
        ["weak, sines, soft"] = Of(Square, Weak(TestFamily.Sine) with { Penalty = 3.0 }),
        ["weak, hats, plain"] = Of(Square, Weak(TestFamily.Piecewise, isDual: false)),
        ["weak, single"] = Of(Square, Weak(TestFamily.Legendre), precision: Precision.Single),
        ["weak, burgers"] = Of(Burgers, Weak(TestFamily.Legendre)),
        ["weak, a bar drawn at its end"] = Of(Bar, Weak(TestFamily.Sine, 7)),
        ["gradient-enhanced"] = Of(Square, FormulationKind.GradientEnhanced),
        ["gradient-enhanced, burgers"] = Of(Burgers, FormulationKind.GradientEnhanced),
        ["blend, ritz and galerkin, soft"] = Of(
            Square,
            new FormulationBlend(
                new(FormulationKind.Ritz, 3.0),
                new(FormulationKind.Galerkin, 2.0),
                0.3
            ).AsFormulation()
        ),
        ["rayleigh"] = Of(Box, FormulationKind.Rayleigh),
        ["rayleigh, soft"] = Of(Box, FormulationKind.Rayleigh, penalty: 3.0),
        ["rayleigh, any factor"] = Of(Box, new Formulation(FormulationKind.Rayleigh) { Norm = 0, Deflation = 7 }),
        ["rayleigh, single"] = Of(Box, FormulationKind.Rayleigh, precision: Precision.Single),
        ["blend, weak and mixed"] = Of(
            Square,
            new FormulationBlend(Weak(TestFamily.Legendre), new(FormulationKind.Mixed), 0.6).AsFormulation(),
            outputs: 3
        ),
    };

    public static TheoryData<string, string> Everything
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cases.Keys)
            {
                foreach (var wrapping in Wrappings.Names)
                {
                    data.Add(name, wrapping);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Capabilities_are_those_of_the_values(string name, string wrapping) =>
        Conformance.Check(Cases[name], wrapping);

    [Theory]
    [InlineData(
        "ritz",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, ISecondVariation, ISummands"
    )]
    [InlineData(
        "galerkin",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands"
    )]
    [InlineData(
        "supervised",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands"
    )]
    [InlineData(
        "ritz, drawn anew",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, ISecondVariation, ISummands, IDrawable"
    )]
    [InlineData(
        "burgers, on points that follow",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands, IAdaptive"
    )]
    [InlineData(
        "weak",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands"
    )]
    [InlineData(
        "blend, ritz and galerkin, soft",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, ISecondVariation, ISummands"
    )]
    [InlineData("rayleigh", "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, ISummands")]
    public void A_loss_has_what_its_form_gives(string name, string expected) =>
        Assert.Equal(expected, string.Join(", ", Conformance.Capabilities(Cases[name].Create())));

    private static Formulation Weak(TestFamily family, int degree = 4, bool isDual = true) =>
        new(FormulationKind.Weak) { Tests = new TestFunctions(family, degree, isDual) };

    private static ConformanceCase Of(
        Problem problem,
        FormulationKind kind,
        double? penalty = null,
        QuadratureRule? rule = null,
        PointSampler? sampler = null,
        Precision precision = Precision.Double,
        int outputs = 1,
        bool isHard = false
    ) => Of(problem, new Formulation(kind, penalty), rule, sampler, precision, outputs, isHard);

    private static ConformanceCase Of(
        Problem problem,
        Formulation formulation,
        QuadratureRule? rule = null,
        PointSampler? sampler = null,
        Precision precision = Precision.Double,
        int outputs = 1,
        bool isHard = false
    )
    {
        var network = Network.Mlp(problem.Dimension, outputs, [4, 3], Activation.Tanh);
        var isFree =
            !isHard
            && (
                formulation.Penalty is not null
                || formulation.Blend?.A.Penalty is not null
                || formulation.Kind == FormulationKind.Supervised
            );
        var isLinear = problem.Name == Square.Name;
        var last = network.Layout.Tensors.Max(tensor => tensor.Layer);
        PdeObjective Create() =>
            new(
                problem,
                network,
                isFree ? TrialFunction.None : TrialFunction.Hard(problem),
                formulation,
                rule ?? new GaussRule(problem.Dimension == 1 ? 19 : 5),
                new Arithmetic(precision),
                sampler
            );
        return new(
            Create,
            [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.6 * Math.Sin((1.7 * i) + 0.3))]
        )
        {
            Rounding = precision == Precision.Single ? 1e-6 : 1e-15,
            // A linear equation is linear in the weights of the last layer.
            Linear =
            [
                .. network
                    .Layout.Tensors.Where(tensor => isLinear && tensor.Layer == last)
                    .SelectMany(tensor => Enumerable.Range(tensor.Offset, tensor.Count)),
            ],
        };
    }
}
