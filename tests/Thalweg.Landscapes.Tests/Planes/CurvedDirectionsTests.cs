using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Planes;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Planes;

public sealed class CurvedDirectionsTests
{
    // Up to 500 parameters by a dense spectrum, beyond by Lanczos.
    [Theory]
    [InlineData(40)]
    [InlineData(520)]
    public void Directions_are_the_eigenvectors_of_the_ends(int size)
    {
        double[] spectrum = [.. Enumerable.Range(0, size).Select(i => (i * 7 % size) - 3.0)];
        var products = HessianProducts.At(Quadratic.Create(spectrum), new double[size], WorkerTeam.Sequential);
        foreach (var end in new[] { SpectrumEnd.Largest, SpectrumEnd.Smallest })
        {
            var found = CurvedDirections.Of(products, end, 2, WorkerTeam.Sequential)!;
            double[] expected = end == SpectrumEnd.Largest ? [size - 4.0, size - 5.0] : [-3, -2];
            Assert.True(found.IsConverged);
            for (var k = 0; k < 2; k++)
            {
                Assert.Equal(expected[k], found.Eigenvalues[k], 1e-9 * size);
                Assert.InRange(found.Bounds[k], 0, 1e-6);
                var axis = Array.IndexOf(spectrum, expected[k]);
                for (var i = 0; i < size; i++)
                {
                    Assert.Equal(i == axis ? 1 : 0, Math.Abs(found.Directions.Span[(k * size) + i]), 1e-7);
                }
            }
        }
    }

    [Fact]
    public void Products_that_are_not_finite_give_none_and_counts_are_checked()
    {
        var notFinite = HessianProducts.At(Quadratic.Create([1, double.NaN]), new double[2], WorkerTeam.Sequential);
        Assert.Null(CurvedDirections.Of(notFinite, SpectrumEnd.Largest, 1, WorkerTeam.Sequential));
        var two = HessianProducts.At(Quadratic.Create([1, 2]), new double[2], WorkerTeam.Sequential);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CurvedDirections.Of(two, SpectrumEnd.Largest, 3, WorkerTeam.Sequential)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CurvedDirections.Of(two, SpectrumEnd.Largest, 0, WorkerTeam.Sequential)
        );
    }
}
