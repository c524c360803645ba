using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Tests.Engine;

/// <summary>Numbers are rounded to the nearest, as many as there are.</summary>
public sealed unsafe class RoundingTests
{
    private static readonly double[] Odd =
    [
        0.0,
        -0.0,
        1.0 + 1e-9,
        1e-310,
        -1e-40,
        1e39,
        double.MaxValue,
        double.NegativeInfinity,
        double.NaN,
        1.0 / 3.0,
        1.0 + 1.0 / (1 << 24),
        1.0 + 3.0 / (1 << 24),
    ];

    [Fact]
    public void Rounds_any_count_and_touches_nothing_behind()
    {
        for (var count = 0; count <= 20; count++)
        {
            var source = Enumerable.Range(0, 20).Select(i => Odd[i % Odd.Length]).ToArray();
            var target = Enumerable.Repeat(7f, 20).ToArray();
            var doubles = Enumerable.Repeat(7.0, 20).ToArray();
            fixed (double* from = source)
            fixed (float* to = target)
            fixed (double* copy = doubles)
            {
                Rounding.Copy(from, to, count);
                Rounding.Copy(from, copy, count);
            }
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(
                    BitConverter.SingleToInt32Bits(i < count ? (float)source[i] : 7f),
                    BitConverter.SingleToInt32Bits(target[i])
                );
                Assert.Equal(i < count ? source[i] : 7.0, doubles[i]);
            }
        }
    }
}
