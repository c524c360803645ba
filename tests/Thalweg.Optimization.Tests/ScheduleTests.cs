using Thalweg.Optimization.Schedules;

namespace Thalweg.Optimization.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void Steps_reduce_at_every_interval()
    {
        var schedule = new StepSchedule(10, 0.5);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new long[] { 0, 9, 10, 19, 20 }.Select(schedule.Factor));
    }

    [Fact]
    public void Cosine_begins_at_one_halves_midway_and_stays_at_its_floor()
    {
        var schedule = new CosineSchedule(1000, 0.25);
        Assert.Equal(1, schedule.Factor(0));
        Assert.Equal(0.625, schedule.Factor(500), 1e-15);
        Assert.Equal(0.25, schedule.Factor(1000));
        Assert.Equal(0.25, schedule.Factor(5000));
        Assert.All(Enumerable.Range(0, 1000), k => Assert.True(schedule.Factor(k + 1) < schedule.Factor(k)));
    }

    [Fact]
    public void Exponential_is_the_power() =>
        Assert.Equal(0.9 * 0.9 * 0.9, new ExponentialSchedule(0.9).Factor(3), 1e-16);

    [Fact]
    public void Integer_powers_are_the_nearest_doubles()
    {
        foreach (var value in new[] { 0.9, 0.999, 0.5, 0.99999, 1.0000001 })
        {
            foreach (var exponent in new[] { 0, 1, 2, 3, 7, 100, 1023, 5000 })
            {
                Assert.Equal(Exact(value, exponent), IntegerPower.Of(value, exponent));
            }
        }
        Assert.Equal(0, IntegerPower.Of(0.5, 5000));
        Assert.Equal(double.PositiveInfinity, IntegerPower.Of(2, 5000));
        Assert.Equal(1, IntegerPower.Of(0, 0));
    }

    /// <summary>value^exponent with 400 binary digits, rounded once.</summary>
    private static double Exact(double value, int exponent)
    {
        const int Digits = 400;
        var bits = BitConverter.DoubleToInt64Bits(value);
        var mantissa = (System.Numerics.BigInteger)((bits & 0xFFFFFFFFFFFFF) | 0x10000000000000);
        var scale = (int)((bits >> 52) & 0x7FF) - 1075;
        var (product, shift) = (System.Numerics.BigInteger.One, 0L);
        for (var i = 0; i < exponent; i++)
        {
            product *= mantissa;
            shift += scale;
            var excess = (int)product.GetBitLength() - Digits;
            if (excess > 0)
            {
                product >>= excess;
                shift += excess;
            }
        }
        // The conversion of a big integer to double truncates, so the rounding is done here: half up, ties do not occur.
        var surplus = Math.Max(0, (int)product.GetBitLength() - 53);
        var half = surplus == 0 ? 0 : System.Numerics.BigInteger.One << (surplus - 1);
        product = (product + half) >> surplus;
        shift += surplus;
        return Math.ScaleB((double)product, (int)shift);
    }
}
