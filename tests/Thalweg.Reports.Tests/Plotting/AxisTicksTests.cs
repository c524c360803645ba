using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class AxisTicksTests
{
    [Fact]
    public void Ticks_are_round_numbers_within_the_axis()
    {
        Assert.Equal(["−1", "−0.5", "0", "0.5", "1"], AxisTicks.Linear(-1, 1, 5).Select(t => t.Label));
        Assert.Equal(["10⁻⁴", "10⁻²", "10⁰"], AxisTicks.Log(1e-5, 10, 4).Select(t => t.Label));
        Assert.Equal(["0.02", "0.05", "0.1"], AxisTicks.Log(0.015, 0.12, 6).Select(t => t.Label));
    }
}
