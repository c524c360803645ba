using FsCheck.Fluent;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Similarity;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Similarity;

public sealed class PlaneAgreementTests
{
    private static readonly double[] Centre = [0.3, -0.7, 1.1, 0.2];

    private static Formula Bowl(Func<double, double> change, double stretch = 1) =>
        Formula.Of(4, x => change((stretch * x[0] * x[0]) + (x[1] * x[1]) + (3 * x[2] * x[2]) + (x[3] * x[2])));

    [Fact]
    public void A_loss_ranks_points_as_itself_and_its_increasing_functions_and_opposite_to_its_negative()
    {
        var ρ = Measure([Bowl(v => v), Bowl(v => v), Bowl(v => (5 * v) - 7), Bowl(v => v * v * v), Bowl(v => -v)]);
        for (var other = 1; other < 4; other++)
        {
            Assert.All(ρ.ByPlane[(0, other)], value => Assert.Equal(1, value));
        }
        Assert.All(ρ.ByPlane[(0, 4)], value => Assert.Equal(-1, value));
        Assert.Equal(10, ρ.ByPlane.Count);
        Assert.Equal(6, ρ.ByPlane[(0, 1)].Count);
    }

    [Fact]
    public void Losses_that_part_are_less_alike_the_farther_they_part()
    {
        Prop.ForAll(
                Gen.Choose(1, 40).ToArbitrary(),
                stretch =>
                {
                    var ρ = Measure([Bowl(v => v), Bowl(v => v, 1 + (stretch / 10.0)), Bowl(v => v, 50)]);
                    var (near, far) = (ρ.ByPlane[(0, 1)].Average(), ρ.ByPlane[(0, 2)].Average());
                    return near < 1 && near > far && far > -1;
                }
            )
            .Holds(20);
    }

    [Fact]
    public void Planes_on_which_a_loss_is_not_seen_do_not_count()
    {
        var ρ = Measure([
            Bowl(v => v),
            Bowl(_ => 2),
            Bowl(v => double.PositiveInfinity * Math.Sign(v - 1)),
            Bowl(v => 1 + (1e-17 * v)),
            Bowl(v => 1 + (3e-16 * v)),
        ]);
        for (var other = 1; other < 5; other++)
        {
            Assert.All(ρ.ByPlane[(0, other)], value => Assert.True(double.IsNaN(value)));
        }
    }

    [Fact]
    public void Progress_covers_all_planes_and_threads_do_not_matter()
    {
        var seen = new List<LandscapeProgress>();
        var one = Measure([Bowl(v => v), Bowl(v => v, 2)], progress: new Heard(seen.Add));
        using var team = new WorkerTeam(3);
        var three = Measure([Bowl(v => v), Bowl(v => v, 2)], team);
        Assert.Equal(one.ByPlane[(0, 1)], three.ByPlane[(0, 1)]);
        Assert.Equal(seen[^1].Total, seen[^1].Done);
        Assert.Equal(seen.OrderBy(p => p.Done), seen);
        Assert.Throws<ArgumentException>(() => Measure([Bowl(v => v)]));
        Assert.Throws<ArgumentException>(() => Measure([Bowl(v => v), Bowl(v => v)], directions: 5));
    }

    private static PlaneAgreement Measure(
        Formula[] losses,
        WorkerTeam? team = null,
        IProgress<LandscapeProgress>? progress = null,
        int directions = 12
    ) =>
        PlaneAgreement.Measure(
            [.. losses.Select((loss, i) => new LabelledObjective($"loss{i}", loss))],
            Centre,
            DirectionSet.Random(directions, 4, 5),
            new DirectionRule(Normalization.None, BiasRule.Keep),
            Axis.Symmetric(0.8, 9),
            team ?? WorkerTeam.Sequential,
            progress
        );

    private sealed class Heard(Action<LandscapeProgress> take) : IProgress<LandscapeProgress>
    {
        public void Report(LandscapeProgress value) => take(value);
    }
}
