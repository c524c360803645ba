using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Tests.Wording;

public sealed class NumeralsTests
{
    [Theory]
    [InlineData(0.0134, 0.0121, 0.0147, "0.0134", "0.0121–0.0147")]
    [InlineData(3.14159, 2.6, 3.7, "3.1", "2.6–3.7")]
    [InlineData(1.8, 1.0, 3.2, "1.8", "1.0–3.2")]
    [InlineData(123.4, 80, 200, "123", "80–200")]
    [InlineData(2.84e-7, 2.5e-7, 3.3e-7, "2.8·10⁻⁷", "2.5·10⁻⁷–3.3·10⁻⁷")]
    [InlineData(double.NaN, 1, 2, "NaN", "no interval")]
    public void A_value_has_the_digits_that_its_interval_supports(
        double value,
        double lower,
        double upper,
        string text,
        string interval
    )
    {
        var uncertain = new Uncertain(value, lower, upper);

        Assert.Equal(text, uncertain.ValueText);
        Assert.Equal(interval, uncertain.IntervalText);
    }

    [Theory]
    [InlineData(0.00028, "2.8·10⁻⁴")]
    [InlineData(-0.025, "−0.025")]
    [InlineData(0, "0")]
    [InlineData(1234567, "1.2·10⁶")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Numbers_read_as_in_print(double value, string text) => Assert.Equal(text, Numerals.Significant(value));
}
