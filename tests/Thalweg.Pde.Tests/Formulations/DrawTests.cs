using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Draws put points in place: the bits of an objective made for the draw alone, and no memory per step.</summary>
[Collection(nameof(AllocationTests))]
public sealed class DrawTests
{
    private static readonly IReadOnlyDictionary<string, QuadratureRule> Rules = new Dictionary<string, QuadratureRule>
    {
        ["monte-carlo"] = new MonteCarloRule(97, Redraw.Step, 1, boundary: 33),
        ["latin-hypercube"] = new LatinHypercubeRule(64, Redraw.Step, 2),
        // Two draws per epoch.
        ["pool"] = new PoolRule(100, 50, 3),
        ["own"] = new Own(new MonteCarloRule(40, Redraw.Step)),
    };

    private static readonly IReadOnlyDictionary<string, (Problem Problem, Formulation Formulation)> Losses =
        new Dictionary<string, (Problem, Formulation)>
        {
            ["one term"] = (PoissonProblem.Sine(2), new(FormulationKind.Ritz)),
            ["line"] = (PoissonProblem.Sine(1), new(FormulationKind.Galerkin, 7)),
            ["three terms"] = (HeatProblem.Create(2), new(FormulationKind.Galerkin, 10, Measure.Mean, 3)),
            ["functions of the point"] = (BurgersProblem.Create(), new(FormulationKind.Supervised)),
            ["lift"] = (BurgersProblem.Create(), new(FormulationKind.Galerkin)),
        };

    public static TheoryData<string, string, Precision> Cases { get; } =
        new MatrixTheoryData<string, string, Precision>(Rules.Keys, Losses.Keys, Variants.Precisions);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_draw_has_the_bits_of_an_objective_on_its_points_alone(string rule, string loss, Precision precision)
    {
        var objective = Objective(loss, Rules[rule], precision);
        var drawable = objective.As<IDrawable>()!;
        var own = Evaluate(objective);
        foreach (var draw in new long[] { 0, 3, 4, 3, 1_000_000_007 })
        {
            var alone = Objective(loss, new AtDraw(Rules[rule], draw), precision);
            Assert.Null(alone.As<IDrawable>());
            Assert.Equal(Evaluate(alone), Evaluate(drawable.At(draw)));
        }
        // The objective that was asked keeps its points, and a draw has residuals too.
        Assert.Equal(own, Evaluate(objective));
        Assert.Equal(
            Residuals(Objective(loss, new AtDraw(Rules[rule], 3), precision)),
            Residuals((PdeObjective)drawable.At(3))
        );
        Assert.Equal(
            new AtDraw(Rules[rule], 3).Interior(objective.Problem.Domain).Coordinates,
            ((PdeObjective)drawable.At(3)).InteriorPoints.Coordinates
        );
    }

    /// <summary>Without the rule that makes new points for every draw and cannot but allocate them.</summary>
    public static TheoryData<string, string, Precision> Drawn { get; } =
        new MatrixTheoryData<string, string, Precision>(Rules.Keys.Except(["own"]), Losses.Keys, Variants.Precisions);

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_step_allocates_nothing(string rule, string loss, Precision precision)
    {
        var objective = Objective(loss, Rules[rule], precision);
        foreach (var drawable in new[] { objective, new CountingObjective(objective, (_, _) => { }).As<IDrawable>()! })
        {
            var parameters = Parameters(objective);
            var gradient = new double[parameters.Length];
            var terms = new double[objective.TermNames.Count];
            var step = 0L;
            void Steps(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    drawable.At(step++).Gradient(parameters, gradient, terms, WorkerTeam.Sequential);
                }
            }

            Steps(5);
            // The runtime may allocate once on this thread when it compiles a method anew.
            var least = long.MaxValue;
            for (var window = 0; window < 3; window++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Steps(20);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void One_objective_is_every_draw()
    {
        var objective = Objective("one term", Rules["monte-carlo"], Precision.Double);
        IDrawable drawable = objective;
        var first = drawable.At(1);
        Assert.NotSame(objective, first);
        Assert.Same(first, drawable.At(2));
        Assert.Same(first, first.As<IDrawable>()!.At(3));
        Assert.Equal(Evaluate(drawable.At(3)), Evaluate(first));
        Assert.Throws<ArgumentOutOfRangeException>(() => drawable.At(-1));
    }

    [Fact]
    public void A_wrapper_stays_around_its_draws()
    {
        var gradients = 0;
        var counted = new CountingObjective(
            Objective("one term", Rules["pool"], Precision.Double),
            (kind, count) => gradients += kind == EvaluationKind.Gradient ? count : 0
        );
        var drawable = counted.As<IDrawable>()!;
        Assert.Same(drawable.At(1), drawable.At(2));
        drawable
            .At(2)
            .Gradient(Parameters(counted), new double[counted.ParameterCount], default, WorkerTeam.Sequential);
        Assert.Equal(1, gradients);
    }

    [Fact]
    public void A_rule_with_another_number_of_points_in_a_draw_is_refused_and_leaves_the_next_draw_sound()
    {
        var rule = new Growing();
        IDrawable drawable = Penalised(rule);
        var before = Evaluate(drawable.At(1));
        var error = Assert.Throws<InvalidOperationException>(() => drawable.At(2));
        Assert.Contains(
            "draw 2 of quadrature 'growing' has 12 points, expected 10",
            error.Message,
            StringComparison.Ordinal
        );
        // The points inside were those of draw 2 already when the ones on the boundary were refused.
        Assert.Equal(before, Evaluate(drawable.At(1)));

        static PdeObjective Penalised(QuadratureRule rule) =>
            new(
                PoissonProblem.Sine(2),
                Network.Mlp(2, 1, [5], Activation.Tanh),
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin, 7),
                rule
            );
    }

    private static PdeObjective Objective(string loss, QuadratureRule rule, Precision precision)
    {
        var (problem, formulation) = Losses[loss];
        return new PdeObjective(
            problem,
            Network.Mlp(problem.Dimension, 1, [7, 5], Activation.Tanh),
            formulation.Penalty is null ? TrialFunction.Hard(problem) : TrialFunction.None,
            formulation,
            rule,
            new Arithmetic(precision)
        );
    }

    private static double[] Parameters(IObjective objective) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.6 * Math.Sin(1.7 * i))];

    /// <summary>Loss, terms and gradient.</summary>
    private static double[] Evaluate(IObjective objective)
    {
        var parameters = Parameters(objective);
        var gradient = new double[parameters.Length];
        var terms = new double[objective.TermNames.Count];
        var loss = new double[1];
        objective.Values(parameters, loss, default, default, WorkerTeam.Sequential);
        var same = objective.Gradient(parameters, gradient, terms, WorkerTeam.Sequential);
        Assert.Equal(loss[0], same);
        return [same, .. terms, .. gradient];
    }

    private static double[] Residuals(PdeObjective objective)
    {
        if (objective.As<IResiduals>() is not { } residuals)
        {
            return [];
        }
        var values = new double[residuals.RowCount];
        residuals.Residuals(Parameters(objective), values, WorkerTeam.Sequential);
        return values;
    }

    /// <summary>One draw of a rule as a rule whose points stay.</summary>
    private sealed class AtDraw(QuadratureRule rule, long at) : QuadratureRule
    {
        public override string Name => "at";

        public override PointSet Interior(Domain domain, long draw = 0) => rule.Interior(domain, at);

        public override PointSet Boundary(Domain domain, long draw = 0) => rule.Boundary(domain, at);

        public override PointSet Initial(Domain domain, long draw = 0) => rule.Initial(domain, at);
    }

    /// <summary>A rule of somebody else, which can only make new points.</summary>
    private sealed class Own(QuadratureRule rule) : QuadratureRule
    {
        public override string Name => "own";

        public override bool Redrawn => true;

        public override PointSet Interior(Domain domain, long draw = 0) => rule.Interior(domain, draw);

        public override PointSet Boundary(Domain domain, long draw = 0) => rule.Boundary(domain, draw);

        public override PointSet Initial(Domain domain, long draw = 0) => rule.Initial(domain, draw);
    }

    private sealed class Growing : QuadratureRule
    {
        private static readonly MonteCarloRule Inside = new(20, Redraw.Step);

        public override string Name => "growing";

        public override bool Redrawn => true;

        public override PointSet Interior(Domain domain, long draw = 0) => Inside.Interior(domain, draw);

        public override PointSet Boundary(Domain domain, long draw = 0) =>
            new SobolRule(draw < 2 ? 10 : 12).Boundary(domain);
    }
}
