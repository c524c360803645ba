using FsCheck.Fluent;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Tests.Formulations;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>An objective with a sampler: pure, resumable, an objective like any other.</summary>
public sealed class AdaptiveObjectiveTests
{
    private static readonly Problem Burgers = BurgersProblem.Create();
    private static readonly Problem Square = PoissonProblem.Sine(2);

    private static readonly Dictionary<string, PointSampler> Samplers = new[]
    {
        new ResidualRefinement { Add = 9, Seed = 1 },
        (PointSampler)
            new ResidualDistribution { Exponent = 1.5 },
        new ResidualDistribution { Weights = SampleWeights.Importance, Candidates = 700 },
        new SelfSupervision { Cycle = 3 },
        new SelfSupervision { Proxy = SelfSupervisionProxy.Gradient },
        new PointAscent { Rate = 0.02, Steps = 4 },
        new PointAscent { Method = AscentMethod.Plain, Steps = 2 },
        new PointAscent { Method = AscentMethod.Momentum },
        new RetainResampleRelease(),
    }.ToDictionary(s => s.Name);

    public static TheoryData<string> Names { get; } = new(Samplers.Keys);

    [Fact]
    public void Names_show_what_is_not_at_its_default() =>
        Assert.Equal(
            [
                "rar(add=9, seed=1)",
                "rad(k=1.5)",
                "rad(candidates=700, weights=importance)",
                "self-supervision(cycle=3)",
                "self-supervision(by=gradient)",
                "pacmann(steps=4, rate=0.02)",
                "pacmann(method=plain, steps=2)",
                "pacmann(method=momentum)",
                "r3",
            ],
            Samplers.Keys
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Rounds_are_pure_and_resume_to_the_same_bits(string name)
    {
        using var team = new WorkerTeam(3);
        var straight = Soft(Samplers[name]);
        var resumed = Soft(Samplers[name]);
        for (var round = 1; round <= 4; round++)
        {
            var parameters = Parameters(straight, round);
            var next = (PdeObjective)straight.Adapt(parameters, round, WorkerTeam.Sequential);
            var again = (PdeObjective)straight.Adapt(parameters, round, team);
            Variants.SameBits(next.SavePoints(), again.SavePoints(), "second time, other threads");
            // Everything from saved numbers alone, on an objective that never saw the earlier rounds.
            var saved = ((PdeObjective)resumed.Adapt(parameters, round, team)).SavePoints();
            resumed = (PdeObjective)Soft(Samplers[name]).Restore(saved);
            Variants.SameBits(next.SavePoints(), saved, "resumed");
            Variants.SameBits(
                Variants.LossTermsAndGradient(next, parameters),
                Variants.LossTermsAndGradient(resumed, parameters),
                "resumed"
            );
            straight = next;
        }
        Assert.NotEqual(Soft(null).InteriorPoints.Coordinates, straight.InteriorPoints.Coordinates);
        var other = (PdeObjective)straight.Adapt(Parameters(straight, 5), 6, team);
        var fifth = (PdeObjective)straight.Adapt(Parameters(straight, 5), 5, team);
        // Ascent is random only in what it replaces.
        Assert.True(
            name.StartsWith("pacmann", StringComparison.Ordinal)
                || !other.InteriorPoints.Coordinates.SequenceEqual(fifth.InteriorPoints.Coordinates)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_depend_neither_on_the_registers_nor_on_the_precision_of_the_loss(string name)
    {
        double[] Adapted(Precision precision, LaneWidth width)
        {
            var objective = Soft(Samplers[name], new Arithmetic(precision, width));
            return ((PdeObjective)objective.Adapt(Parameters(objective, 1), 1, WorkerTeam.Sequential)).SavePoints();
        }
        var expected = Adapted(Precision.Double, LaneWidth.Scalar);
        Variants.SameBits(expected, Adapted(Precision.Double, LaneWidth.Bits256), "256 bits");
        Variants.SameBits(expected, Adapted(Precision.Double, LaneWidth.Bits512), "512 bits");
        Variants.SameBits(expected, Adapted(Precision.Single, LaneWidth.Bits256), "single");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_adapted_objective_can_do_all_that_it_could_before(string name)
    {
        var first = Soft(Samplers[name]);
        var parameters = Parameters(first, 1);
        IObjective next = first.Adapt(parameters, 1, WorkerTeam.Sequential);
        Assert.True(next.As<IAdaptive>() is not null);
        Assert.Same(first.Layout, next.As<ILayered>()!.Layout);
        Assert.Equal(first.TermNames, next.TermNames);
        var (terms, gradient) = (new double[3], new double[next.ParameterCount]);
        var loss = next.Gradient(parameters, gradient, terms, WorkerTeam.Sequential);
        // Terms of the boundary and of the initial surface are untouched.
        var before = new double[3];
        first.Gradient(parameters, gradient, before, WorkerTeam.Sequential);
        Assert.Equal(before[1..], terms[1..]);
        Assert.NotEqual(before[0], terms[0]);
        // The sum over the points of this objective, one by one.
        var residuals = next.As<IResiduals>()!;
        var r = new double[residuals.RowCount];
        residuals.Residuals(parameters, r, WorkerTeam.Sequential);
        Assert.Equal(loss, r.Sum(v => v * v), 1e-13 * loss);
        var points = ((PdeObjective)next).InteriorPoints;
        var strong = new FieldEvaluator(first.Network, first.Trial, [Burgers.Residuals[0]], points).Evaluate(
            parameters,
            WorkerTeam.Sequential
        );
        Assert.Equal(terms[0], strong.Select((v, i) => points.Weights[i] * v * v).Sum(), 1e-13 * loss);
        var (errors, earlier) = (new double[4], new double[4]);
        next.Values(parameters, new double[1], default, errors, WorkerTeam.Sequential);
        first.Values(parameters, new double[1], default, earlier, WorkerTeam.Sequential);
        Assert.Equal(earlier, errors);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_stay_inside(string name)
    {
        Domain[] domains = [Box.UnitCube(3), new UnitBall(), new Box([new(-1, 1), new(2, 5)], 0.25)];
        var inside = Prop.ForAll(
            Gen.Choose(0, 2).Two().ToArbitrary(),
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            (which, seed) =>
            {
                var domain = domains[which.Item1];
                var objective = Still.Objective(
                    domain,
                    Exp(X(0)) * (X(1) - X(2)),
                    new MonteCarloRule(60, seed: (ulong)seed),
                    Samplers[name] with
                    {
                        Seed = (ulong)seed,
                    }
                );
                for (var round = 1; round <= 1 + which.Item2; round++)
                {
                    objective = Still.Next(objective, round);
                }
                var points = objective.InteriorPoints;
                return Enumerable
                    .Range(0, points.Count)
                    .All(i => domain.SignedDistance(Still.Point(points, i)) <= 1e-15);
            }
        );
        inside.Holds(tests: 40);
    }

    [Fact]
    public void Points_of_an_energy_follow_the_strong_residual()
    {
        var sampler = new ResidualDistribution { Exponent = 2 };
        PdeObjective Hard(FormulationKind kind) =>
            new(
                Square,
                Network.Mlp(2, 1, [6], Activation.Tanh),
                TrialFunction.Hard(Square),
                new Formulation(kind),
                new GaussRule(12),
                sampler: sampler
            );
        var ritz = Hard(FormulationKind.Ritz);
        var galerkin = Hard(FormulationKind.Galerkin);
        var parameters = Parameters(ritz, 1);
        Assert.Equal(
            ((PdeObjective)galerkin.Adapt(parameters, 1, WorkerTeam.Sequential)).SavePoints(),
            ((PdeObjective)ritz.Adapt(parameters, 1, WorkerTeam.Sequential)).SavePoints()
        );
        Assert.Null(ritz.As<IResiduals>());
    }

    [Fact]
    public void Points_gather_at_a_layer()
    {
        // u = −tanh 50x: |r| = 50 (1 − 100ν) |tanh 50x| sech² 50x, of which a share of tanh² 2.5 lies in |x| < 0.05.
        var objective = new PdeObjective(
            Burgers,
            Network.Mlp(2, 1, [1], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1.0),
            new SobolRule(2048),
            sampler: new ResidualDistribution { Candidates = 50_000 }
        );
        double[] parameters = [50, 0, 0, -1, 0];
        var points = ((PdeObjective)objective.Adapt(parameters, 1, WorkerTeam.Sequential)).InteriorPoints;
        double Gathered(PointSet set) => set.Axis(0).ToArray().Count(x => Math.Abs(x) < 0.05) / (0.05 * set.Count);
        var share = Math.Pow(Math.Tanh(2.5), 2);
        Assert.Equal(1, Gathered(objective.InteriorPoints), 0.02);
        Assert.Equal((share / 0.05 + 1) / 2, Gathered(points), 0.3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_stay_where_the_residual_is_not_a_number(string name)
    {
        var objective = Soft(Samplers[name]);
        var parameters = Parameters(objective, 1);
        parameters[3] = double.NaN;
        var next = (PdeObjective)objective.Adapt(parameters, 1, WorkerTeam.Sequential);
        Assert.Equal(objective.InteriorPoints.Coordinates, next.InteriorPoints.Coordinates);
    }

    private static PdeObjective Soft(PointSampler? sampler, Arithmetic arithmetic = default) =>
        new(
            Burgers,
            Network.Mlp(2, 1, [7, 5], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 3.0),
            new GaussRule(11),
            arithmetic,
            sampler
        );

    private static double[] Parameters(PdeObjective objective, int variant) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.7 * Math.Sin(1.7 * i + variant))];
}
