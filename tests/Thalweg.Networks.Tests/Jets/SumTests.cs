using Thalweg.Networks.Jets;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Sums over lanes and rows have the order that is written down, whatever the registers.</summary>
public sealed unsafe class SumTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(256)]
    public void Eight_lanes_then_halves(int count)
    {
        var values = Numbers(count);
        var singles = values.Select(v => (float)v).ToArray();
        fixed (double* pointer = values)
        fixed (float* single = singles)
        {
            Assert.Equal(Twin(values), LaneSum.Of(pointer, count));
            Assert.Equal(Twin([.. singles.Select(s => (double)s)]), LaneSum.Of(single, count));
        }
    }

    [Fact]
    public void Rows_of_any_length_are_added_and_no_more()
    {
        for (var count = 0; count <= 20; count++)
        {
            var source = Numbers(32);
            var singles = source.Select(v => (float)v).ToArray();
            var target = Enumerable.Range(0, 32).Select(i => 0.1 * i).ToArray();
            var (wide, narrow) = (target.ToArray(), target.ToArray());
            fixed (double* from = source)
            fixed (double* to = wide)
            {
                RowSum.Add(from, to, count);
            }
            fixed (float* from = singles)
            fixed (double* to = narrow)
            {
                RowSum.Add(from, to, count);
            }
            for (var i = 0; i < target.Length; i++)
            {
                Assert.Equal(i < count ? target[i] + source[i] : target[i], wide[i]);
                Assert.Equal(i < count ? target[i] + singles[i] : target[i], narrow[i]);
            }
        }
    }

    private static double Twin(double[] values)
    {
        var lanes = new double[8];
        for (var i = 0; i < values.Length; i++)
        {
            lanes[i % 8] += values[i];
        }
        return (lanes[0] + lanes[4] + (lanes[2] + lanes[6])) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
    }

    // Of very different sizes, so that another order would give another sum.
    private static double[] Numbers(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Math.Sin(i + 1.0) * Math.Pow(10.0, i % 9))];
}
