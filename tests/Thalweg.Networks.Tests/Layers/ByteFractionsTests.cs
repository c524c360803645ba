using Thalweg.Networks.Layers;

namespace Thalweg.Networks.Tests.Layers;

public sealed unsafe class ByteFractionsTests
{
    /// <summary>Whatever the place in a row: four at a time, or one at its end.</summary>
    [Fact]
    public void Every_byte_is_the_nearest_number_to_its_fraction_of_255_in_rows_and_columns()
    {
        const int count = 8;
        var images = stackalloc byte*[count];
        foreach (var features in new[] { 1, 3, 4, 6, 262, 784 })
        {
            var stride = (features + 7) / 8 * 8;
            byte[] bytes = [.. Enumerable.Range(0, (count - 1) * features).Select(i => (byte)(i * 3))];
            var (rows, columns) = (new double[count * stride], new double[count * stride]);
            fixed (byte* source = bytes)
            fixed (double* inRows = rows)
            fixed (double* inColumns = columns)
            {
                // The last is absent.
                for (var n = 0; n < count; n++)
                {
                    images[n] = n < count - 1 ? source + (n * features) : null;
                }
                new Span<double>(inRows, rows.Length).Fill(double.NaN);
                new Span<double>(inColumns, columns.Length).Fill(double.NaN);
                ByteFractions.Load(images, count, features, inRows, stride, inColumns);
            }
            for (var n = 0; n < count; n++)
            {
                for (var k = 0; k < stride; k++)
                {
                    var expected = n < count - 1 && k < features ? bytes[(n * features) + k] / 255.0 : 0.0;
                    Assert.Equal(expected, rows[(n * stride) + k]);
                    Assert.Equal(expected, columns[(k * count) + n]);
                }
            }
        }
    }
}
