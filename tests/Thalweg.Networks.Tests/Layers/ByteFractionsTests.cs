using Thalweg.Networks.Layers;

namespace Thalweg.Networks.Tests.Layers;

public sealed unsafe class ByteFractionsTests
{
    /// <summary>Whatever the place in a row: four at a time, or one at its end.</summary>
    [Fact]
    public void Every_byte_is_the_nearest_number_to_its_fraction_of_255()
    {
        for (var first = 0; first < 4; first++)
        {
            byte[] bytes = [.. Enumerable.Range(0, 259 + first).Select(i => (byte)(i + first))];
            var fractions = new double[bytes.Length];
            fixed (byte* source = bytes)
            fixed (double* target = fractions)
            {
                ByteFractions.Widen(source, target, bytes.Length);
            }
            Assert.Equal(bytes.Select(b => b / 255.0), fractions);
        }
    }
}
