using System.Globalization;
using System.Text.Json;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Tests.Problems;

/// <summary>The reference solution of Burgers' equation against 50 digits (burgers_reference.py), the literature, its own sums
/// refined, and the equation itself.</summary>
public sealed class ColeHopfTests
{
    private static readonly ColeHopf Solution = new(BurgersProblem.Viscosity);

    private static readonly JsonElement Reference = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Checkout.Root, "tests", "Thalweg.Pde.Tests", "Problems", "burgers_reference.json")
            )
        )
        .RootElement;

    [Fact]
    public void Agrees_with_fifty_digits()
    {
        var worst = (Value: 0.0, AlongX: 0.0, AlongT: 0.0);
        foreach (var row in Reference.GetProperty("points").EnumerateArray())
        {
            var (x, t) = (row.GetProperty("x").GetDouble(), row.GetProperty("t").GetDouble());
            var (u, ux, ut) = Solution.At(x, t);
            worst.Value = Math.Max(worst.Value, Math.Abs(u - Number(row, "u")));
            worst.AlongX = Math.Max(worst.AlongX, Math.Abs(ux - Number(row, "alongX")));
            worst.AlongT = Math.Max(worst.AlongT, Math.Abs(ut - Number(row, "alongT")));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"u {worst.Value:E1}, u_x {worst.AlongX:E1}, u_t {worst.AlongT:E1}"
        );
        Assert.InRange(worst.Value, 0, 1e-14);
        Assert.InRange(worst.AlongX, 0, 1e-12);
        Assert.InRange(worst.AlongT, 0, 1e-12);
    }

    [Fact]
    public void Steepest_slope_is_that_of_the_literature()
    {
        // 152.00516 at πt = 1.6037 [Basdevant1986]; more digits from the script.
        var steepest = Reference.GetProperty("steepest");
        var time = Number(steepest, "t");
        Assert.Equal(1.6037, Math.PI * time, 5e-5);
        var slope = Solution.At(0, time).AlongX;
        Assert.Equal(-152.00516, slope, 5e-6);
        Assert.Equal(Number(steepest, "slope"), slope, 1e-11);
        foreach (var shift in new[] { -0.001, 0.001 })
        {
            Assert.True(Solution.At(0, time + shift).AlongX > slope);
            Assert.True(Solution.At(shift, time).AlongX > slope);
        }
    }

    [Fact]
    public void Starts_as_minus_sine_stays_odd_and_keeps_its_ends_at_zero()
    {
        for (var i = 0; i <= 64; i++)
        {
            var x = -1 + i / 32.0;
            var (u, ux, ut) = Solution.At(x, 0);
            var (sine, cosine) = (Math.Sin(Math.PI * x), Math.Cos(Math.PI * x));
            Assert.Equal(-sine, u, 1e-15);
            Assert.Equal(-Math.PI * cosine, ux, 4e-15);
            var change = BurgersProblem.Viscosity * Math.PI * Math.PI * sine - Math.PI * sine * cosine;
            Assert.Equal(change, ut, 1e-14);
            var t = i / 64.0;
            Assert.Equal(0, Solution.At(1, t).Value, 1e-15);
            Assert.Equal(0, Solution.At(-1, t).Value, 1e-15);
            Assert.Equal(0, Solution.At(0, t).Value, 1e-15);
            Assert.Equal(-Solution.At(x, t).Value, Solution.At(-x, t).Value, 1e-14);
        }
    }

    [Fact]
    public void Refined_sums_give_the_same_and_coarse_ones_do_not()
    {
        var (fine, wide, coarse) = (
            new ColeHopf(BurgersProblem.Viscosity, nodes: 272, step: 0.09375),
            new ColeHopf(BurgersProblem.Viscosity, nodes: 272, step: 0.1875),
            new ColeHopf(BurgersProblem.Viscosity, nodes: 48, step: 0.5)
        );
        var lost = 0.0;
        for (var i = 0; i < 500; i++)
        {
            // Points crowd towards the layer.
            var x = Math.Pow(-1 + i * 0.618034 % 1 * 2, 3);
            var t = (i + 0.5) / 500;
            var (u, ux, ut) = Solution.At(x, t);
            foreach (var other in new[] { fine, wide })
            {
                var (otherU, otherUx, otherUt) = other.At(x, t);
                Assert.Equal(otherU, u, 2e-14);
                Assert.Equal(otherUx, ux, 3e-12);
                Assert.Equal(otherUt, ut, 3e-11);
            }
            lost = Math.Max(lost, Math.Abs(coarse.At(x, t).Value - u));
        }
        Assert.InRange(lost, 1e-6, 1);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.3)]
    [InlineData(0.02)]
    [InlineData(0.004)]
    [InlineData(0.0)]
    [InlineData(-0.011)]
    public void Differences_of_the_values_satisfy_the_equation(double x)
    {
        // Sixth-order differences of u alone, so that a slip in the formulas of the derivatives cannot hide.
        foreach (var t in new[] { 0.05, 0.2, 0.35, 0.5105, 0.9 })
        {
            var steep = Math.Abs(x) < 0.1 && t > 0.3;
            var (h, k) = steep ? (4e-4, 2e-3) : (4e-3, 4e-3);
            double U(int i, int j) => Solution.At(x + i * h, t + j * k).Value;
            var ux = First(i => U(i, 0)) / h;
            var ut = First(j => U(0, j)) / k;
            var uxx =
                (2 * (U(3, 0) + U(-3, 0)) - 27 * (U(2, 0) + U(-2, 0)) + 270 * (U(1, 0) + U(-1, 0)) - 490 * U(0, 0))
                / (180 * h * h);
            var (u, alongX, alongT) = Solution.At(x, t);
            var scale = 1 + Math.Abs(alongX);
            Assert.Equal(ux, alongX, 2e-6 * scale);
            Assert.Equal(ut, alongT, 2e-5 * scale);
            Assert.Equal(0, ut + u * ux - BurgersProblem.Viscosity * uxx, 2e-5 * scale);
        }

        static double First(Func<int, double> u) => (45 * (u(1) - u(-1)) - 9 * (u(2) - u(-2)) + (u(3) - u(-3))) / 60;
    }

    private static double Number(JsonElement row, string key) =>
        double.Parse(row.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
}
