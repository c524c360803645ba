using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class SymmetricScaleTests
{
    [Fact]
    public void It_is_linear_about_zero_and_logarithmic_beyond()
    {
        var scale = new SymmetricScale(1e-6, -1e-3, 1e2);
        Assert.Equal(0, scale.At(0));
        Assert.Equal(0.5, scale.At(5e-7), 1e-12);
        Assert.Equal(-1, scale.At(-1e-6), 1e-12);
        Assert.Equal(4, scale.At(1e-3), 1e-9);
        Assert.Equal(-4, scale.At(-1e-3), 1e-9);
        var axis = scale.Axis("λ");
        Assert.InRange(axis.Minimum, -5, -4);
        Assert.InRange(axis.Maximum, 9, 10);
        Assert.Contains(new Tick(0, "0"), axis.Ticks!);
        Assert.All(axis.Ticks!, tick => Assert.InRange(tick.Value, axis.Minimum, axis.Maximum));
        Assert.Equal(axis.Ticks!.OrderBy(tick => tick.Value), axis.Ticks!);
        Assert.Contains(axis.Ticks!, tick => tick.Label == "−10⁻⁵" && Math.Abs(tick.Value + 2) < 1e-9);
    }

    [Fact]
    public void Labels_next_to_zero_keep_their_distance()
    {
        var axis = new SymmetricScale(1e-13, -1e-3, 1e2).Axis("λ");
        double[] at = [.. axis.Ticks!.Select(t => t.Value)];
        Assert.All(at.Zip(at.Skip(1)), p => Assert.True(p.Second - p.First >= (axis.Maximum - axis.Minimum) / 10));
        Assert.Contains(0, at);
        Assert.True(at[0] < 0 && at[^1] > 0);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(double.NaN, -1, 1)]
    [InlineData(0, 0, 5)]
    public void Without_a_linear_part_it_takes_one(double linear, double lowest, double highest)
    {
        var scale = new SymmetricScale(linear, lowest, highest);
        Assert.True(scale.Linear > 0);
        var axis = scale.Axis("λ");
        Assert.True(axis.Minimum < axis.Maximum);
        Assert.InRange(axis.Ticks!.Count, 1, 14);
    }
}
