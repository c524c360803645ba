using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests;

public sealed class BottomRoughnessTests
{
    private static readonly double[] Centre = [0.4, -0.3, 0.2];
    private static readonly RoughnessOptions Options = new()
    {
        Directions = 30,
        Radius = 0.2,
        Rule = new DirectionRule(Normalization.None, BiasRule.Keep),
        Seed = 5,
    };

    [Fact]
    public void Of_a_bowl_nothing_is_left_about_its_bottom()
    {
        var bowl = Formula.Of(3, x => x.Zip(Centre, (a, b) => (a - b + 0.1) * (a - b + 0.1)).Sum());
        var (index, bottom) = Measure(bowl);
        Assert.True(index.Summary.Roughness > 0.05);
        Assert.Equal(0, bottom.Summary.Roughness, 1e-10);
        Assert.All(bottom.Slices, slice => Assert.Equal(0, slice!.Value.Parts!.Offset!.Value, 1e-9));
        Assert.Equal(30, bottom.Slices.Count);
    }

    [Fact]
    public void Asymmetry_is_left_and_the_vertex_is_followed_where_a_slice_is_no_parabola()
    {
        var bent = Formula.Of(3, x => x.Zip(Centre, (a, b) => Bent(a - b + 0.3)).Sum());
        var (index, bottom) = Measure(bent);
        var kept = bottom.Slices.OfType<SliceVariation>().ToList();
        Assert.InRange(kept.Count, 20, 30);
        Assert.All(kept, slice => Assert.InRange(Math.Abs(slice.Parts!.Offset!.Value), 0, 0.02));
        Assert.True(bottom.Summary.Roughness < 0.3 * index.Summary.Roughness);
        Assert.True(bottom.Summary.Roughness > 1e-4);

        static double Bent(double x) => (x * x) + (0.4 * x * x * x) + (x * x * x * x);
    }

    [Fact]
    public void Slices_without_a_vertex_stay_out_and_the_index_must_be_of_the_same_directions()
    {
        var dome = Formula.Of(3, x => -x.Sum(y => y * y));
        var (index, bottom) = Measure(dome);
        Assert.All(bottom.Slices, slice => Assert.Null(slice));
        Assert.Equal((double.NaN, 0), (bottom.Summary.Roughness, bottom.Evaluations));
        var error = Assert.Throws<ArgumentException>(() =>
            BottomRoughness.Measure(dome, Centre, Options with { Directions = 7 }, index, WorkerTeam.Sequential)
        );
        Assert.Contains("30 slices, and there are 7 directions", error.Message, StringComparison.Ordinal);
    }

    private static (RoughnessResult Index, BottomRoughness Bottom) Measure(Formula objective)
    {
        var index = RoughnessIndex.Measure(objective, Centre, Options, WorkerTeam.Sequential);
        return (index, BottomRoughness.Measure(objective, Centre, Options, index, WorkerTeam.Sequential));
    }
}
