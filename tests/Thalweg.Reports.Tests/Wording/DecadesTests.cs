using FsCheck;
using FsCheck.Fluent;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Tests.Wording;

public sealed class DecadesTests
{
    [Fact]
    public void Whole_powers_of_ten_are_exact()
    {
        for (var exponent = -300; exponent <= 308; exponent++)
        {
            var power = double.Parse($"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(exponent, Decades.Log10(power));
            Assert.Equal(power, Decades.Power(exponent));
        }
    }

    [Fact]
    public void Logarithms_agree_with_the_library_and_powers_undo_them() =>
        Prop.ForAll<NormalFloat>(number =>
            {
                var value = Math.Abs(number.Get);
                return value == 0
                    || (
                        Math.Abs(Decades.Log10(value) - Math.Log10(value)) < 1e-13
                        && Math.Abs(Decades.Power(Decades.Log10(value)) / value - 1) < 1e-12
                    );
            })
            .Holds();

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.MaxValue, 308.25471555991675)]
    public void The_edges_are_those_of_a_logarithm(double value, double expected) =>
        Assert.Equal(expected, Decades.Log10(value), 1e-12);

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-400, 0)]
    [InlineData(309, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(0.5, 3.1622776601683795)]
    public void Powers_end_where_doubles_end(double exponent, double expected) =>
        Assert.Equal(expected, Decades.Power(exponent));
}
