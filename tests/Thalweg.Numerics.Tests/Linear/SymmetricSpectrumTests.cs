using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class SymmetricSpectrumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(53)]
    public void Eigenvalues_and_components_of_a_chosen_spectrum_are_found(int n)
    {
        // QΛQᵀ of a product of reflections Q, with a gap, a multiple eigenvalue, zeros and negative ones.
        double[] chosen =
        [
            .. Enumerable
                .Range(0, n)
                .Select(i =>
                    i % 5 == 0 ? 0
                    : i % 7 == 1 ? -1e-6 * i
                    : i < 4 ? 1000
                    : i * i * 0.01
                ),
        ];
        var stream = new RandomStream(3, "spectrum");
        double[][] rows =
        [
            .. Enumerable
                .Range(0, n)
                .Select(i => Enumerable.Range(0, n).Select(j => i == j ? chosen[i] : 0.0).ToArray()),
        ];
        var components = new double[n];
        stream.FillGaussian(components);
        double[] vector = [.. components];
        for (var turn = 0; turn < 3; turn++)
        {
            var u = new double[n];
            stream.FillGaussian(u);
            var size = u.Sum(x => x * x);
            Reflect(rows, u, size);
            rows = Transposed(rows);
            Reflect(rows, u, size);
            var along = 2 * u.Zip(vector, (a, b) => a * b).Sum() / size;
            vector = [.. vector.Zip(u, (a, b) => a - (along * b))];
        }
        var spectrum = SymmetricSpectrum.Of([.. rows.SelectMany(row => row)], vector)!;
        Assert.Equal(spectrum.Eigenvalues.Order(), spectrum.Eigenvalues);
        Assert.All(
            chosen.Order().Zip(spectrum.Eigenvalues),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1e-3, chosen.Max(Math.Abs)))
        );
        // Of a multiple eigenvalue the squares add up.
        foreach (var value in chosen.Distinct().Where(value => Math.Abs(value) > 0.01))
        {
            var expected = components.Where((_, i) => chosen[i] == value).Sum(c => c * c);
            var found = spectrum
                .Components.Where((_, i) => Math.Abs(spectrum.Eigenvalues[i] - value) < 1e-9 * Math.Max(1, value))
                .Sum(c => c * c);
            Assert.Equal(expected, found, 1e-10);
        }
    }

    [Fact]
    public void Moments_of_a_matrix_with_a_vector_are_those_of_the_spectrum()
    {
        const int n = 31;
        var stream = new RandomStream(5, "moments");
        var (matrix, vector) = (new double[n * n], new double[n]);
        stream.FillGaussian(vector);
        for (var i = 0; i < n; i++)
        {
            var row = new double[i + 1];
            stream.FillGaussian(row);
            for (var j = 0; j <= i; j++)
            {
                matrix[(i * n) + j] = matrix[(j * n) + i] = row[j];
            }
        }
        var spectrum = SymmetricSpectrum.Of(matrix, vector)!;
        double[] power = [.. vector];
        foreach (var degree in Enumerable.Range(0, 5))
        {
            var expected = power.Zip(vector, (a, b) => a * b).Sum();
            var found = spectrum.Eigenvalues.Zip(spectrum.Components, (λ, c) => c * c * Math.Pow(λ, degree)).Sum();
            Assert.Equal(expected, found, 1e-11 * Math.Pow(12, degree) * n);
            power =
            [
                .. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => matrix[(i * n) + j] * power[j])),
            ];
        }
        Assert.Equal(Enumerable.Range(0, n).Sum(i => matrix[(i * n) + i]), spectrum.Eigenvalues.Sum(), 1e-11);
    }

    [Fact]
    public void Diagonal_zero_and_ill_scaled_matrices_are_no_exception()
    {
        Assert.Equal([0, 0, 0], SymmetricSpectrum.Of(new double[9], [1, 2, 3])!.Eigenvalues);
        var diagonal = SymmetricSpectrum.Of([3, 0, 0, 0, -1, 0, 0, 0, 2], [5, 6, 7])!;
        Assert.Equal([-1, 2, 3], diagonal.Eigenvalues);
        Assert.Equal([6, 7, 5], diagonal.Components.Select(Math.Abs));
        // [[2, 1], [1, 2]] far from 1 in size.
        foreach (var size in (double[])[1e-200, 1e200])
        {
            var scaled = SymmetricSpectrum.Of([2 * size, size, size, 2 * size], [1, 0])!;
            Assert.Equal(1, scaled.Eigenvalues[0] / size, 1e-15);
            Assert.Equal(3, scaled.Eigenvalues[1] / size, 1e-15);
            Assert.All(scaled.Components, c => Assert.Equal(Math.Sqrt(0.5), Math.Abs(c), 1e-15));
        }
        Assert.Empty(SymmetricSpectrum.Of([], [])!.Eigenvalues);
        Assert.Null(SymmetricSpectrum.Of([1, double.NaN, 0, 1], [1, 1]));
        var error = Assert.Throws<ArgumentException>(() => SymmetricSpectrum.Of([1, 2, 3], [1, 1]));
        Assert.Contains("expected 2 × 2", error.Message, StringComparison.Ordinal);
    }

    private static void Reflect(double[][] rows, double[] u, double size)
    {
        foreach (var row in rows)
        {
            var along = 2 * row.Zip(u, (a, b) => a * b).Sum() / size;
            for (var j = 0; j < row.Length; j++)
            {
                row[j] -= along * u[j];
            }
        }
    }

    private static double[][] Transposed(double[][] rows) =>
        [.. rows.Select((_, j) => rows.Select(row => row[j]).ToArray())];
}
