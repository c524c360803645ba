using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

/// <summary>Offsets that slope and curvature at the centre predict: by exact products where there are any, else by differences.</summary>
public sealed class PredictedOffsetTests
{
    private static readonly double[] Centre = [0.1, 0.9, 0.7];

    // More than a block, and no multiple of one.
    private static readonly RoughnessOptions Options = new()
    {
        Directions = 19,
        Intervals = 40,
        Radius = 0.3,
        Rule = new(Normalization.None, BiasRule.Keep),
    };

    [Fact]
    public void They_are_quotients_of_slope_and_curvature_however_the_grid_is()
    {
        var objective = new Rosenbrock(3);
        var gradient = new double[3];
        objective.Gradient(Centre, gradient, default, WorkerTeam.Sequential);
        var set = DirectionSet.Random(Options.Directions, 3, Options.Seed);
        foreach (var options in (RoughnessOptions[])[Options, Options with { Refinement = new Refinement(1e-2) }])
        {
            var slices = RoughnessIndex.Measure(objective, Centre, options, WorkerTeam.Sequential).Slices;
            var (opens, direction, product) = (0, new double[3], new double[3]);
            for (var k = 0; k < slices.Count; k++)
            {
                set.Write(k, direction);
                objective.LinearizeAt(Centre, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
                var slope = direction.Zip(gradient, (d, g) => d * g).Sum();
                var curvature = direction.Zip(product, (d, h) => d * h).Sum();
                opens += curvature > 0 ? 1 : 0;
                Assert.Equal(curvature < 0, slices[k].Parts!.IsCurvedDown);
                Assert.Equal(curvature > 0, slices[k].Parts!.PredictedOffset is not null);
                if (curvature > 0)
                {
                    var expected = -slope / (0.3 * curvature);
                    Assert.Equal(expected, slices[k].Parts!.PredictedOffset!.Value, 1e-10 * Math.Abs(expected));
                }
            }
            // Both kinds are seen.
            Assert.InRange(opens, 1, slices.Count - 1);
        }
    }

    [Fact]
    public void Without_exact_products_differences_say_nearly_the_same()
    {
        var options = Options with { Radius = 0.01 };
        var exact = RoughnessIndex.Measure(new Rosenbrock(3), Centre, options, WorkerTeam.Sequential).Slices;
        var bare = RoughnessIndex.Measure(new Bare(new Rosenbrock(3)), Centre, options, WorkerTeam.Sequential).Slices;
        Assert.Equal(exact.Select(s => s.Computed), bare.Select(s => s.Computed));
        Assert.NotEqual(exact.Select(s => s.Parts!.PredictedOffset), bare.Select(s => s.Parts!.PredictedOffset));
        foreach (var (one, other) in exact.Zip(bare))
        {
            if (one.Parts!.PredictedOffset is { } offset && other.Parts!.PredictedOffset is { } differenced)
            {
                Assert.Equal(offset, differenced, 1e-4 * Math.Abs(offset));
            }
        }
    }

    /// <summary>The same values, and no capability but a layout.</summary>
    private sealed class Bare(IObjective inner) : AlteringObjective(inner)
    {
        public override string Name => Inner.Name;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, terms, metrics, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, terms, team);
    }
}
