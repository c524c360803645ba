using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class SymmetricEigenpairsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(34)]
    [InlineData(35)]
    [InlineData(53)]
    [InlineData(66)]
    [InlineData(67)]
    [InlineData(150)]
    public void A_chosen_spectrum_comes_back_with_orthonormal_vectors(int n)
    {
        // With a gap, multiple eigenvalues, zeros, small and negative ones.
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
        var matrix = WithSpectrum(chosen);
        var pairs = SymmetricEigenpairs.Of(matrix, n, WorkerTeam.Sequential)!;
        var largest = Math.Max(1e-3, chosen.Max(Math.Abs));
        Assert.Equal(pairs.Eigenvalues.Order(), pairs.Eigenvalues);
        Assert.All(
            chosen.Order().Zip(pairs.Eigenvalues),
            pair => Assert.Equal(pair.First, pair.Second, 1e-13 * largest)
        );
        for (var i = 0; i < n; i++)
        {
            var v = pairs.Eigenvectors.Span.Slice(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var product = Vectors.Dot(v, pairs.Eigenvectors.Span.Slice(j * n, n));
                Assert.Equal(i == j ? 1 : 0, product, 1e-13);
            }
            var residual = new double[n];
            for (var k = 0; k < n; k++)
            {
                residual[k] = Vectors.Dot(matrix.AsSpan(k * n, n), v) - (pairs.Eigenvalues[i] * v[k]);
            }
            Assert.Equal(0, Vectors.Norm(residual), 1e-13 * largest);
            Assert.Equal(Vectors.Norm(residual), pairs.Residuals[i], 1e-14 * largest);
            var size = Vectors.MaximumNorm(v);
            Assert.True(v.ToArray().First(entry => Math.Abs(entry) > (1 - 1e-8) * size) > 0);
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(131)]
    public void Bits_depend_neither_on_threads_nor_on_lanes(int n)
    {
        var matrix = WithSpectrum([.. Enumerable.Range(0, n).Select(i => Math.Cos(i) * i)]);
        using var team = new WorkerTeam(3);
        var expected = SymmetricEigenpairs.Of(matrix, n, WorkerTeam.Sequential)!;
        SymmetricEigenpairs[] others =
        [
            SymmetricEigenpairs.Of(matrix, n, team)!,
            SymmetricEigenpairs.Of<LaneF64>(matrix, n, team, null)!,
            SymmetricEigenpairs.Of<LaneF64x4>(matrix, n, team, null)!,
        ];
        Assert.All(
            others,
            other =>
            {
                Assert.Equal(expected.Eigenvalues, other.Eigenvalues);
                Assert.Equal(expected.Eigenvectors.ToArray(), other.Eigenvectors.ToArray());
                Assert.Equal(expected.Residuals, other.Residuals);
            }
        );
    }

    [Fact]
    public void The_sign_is_that_of_the_first_entry_of_largest_magnitude()
    {
        // [[0, -1], [-1, 0]]: the vectors are (1, 1)/√2 and (1, −1)/√2.
        var pairs = SymmetricEigenpairs.Of([0, -1, -1, 0], 2, WorkerTeam.Sequential)!;
        Assert.Equal([-1, 1], pairs.Eigenvalues.Select(λ => Math.Round(λ, 15)));
        var v = pairs.Eigenvectors.ToArray();
        Assert.All(v.Take(3), entry => Assert.Equal(Math.Sqrt(0.5), entry, 1e-15));
        Assert.Equal(-Math.Sqrt(0.5), v[3], 1e-15);
        var single = SymmetricEigenpairs.Of([-3], 1, WorkerTeam.Sequential)!;
        Assert.Equal([-3], single.Eigenvalues);
        Assert.Equal([1], single.Eigenvectors.ToArray());
    }

    [Fact]
    public void Zero_diagonal_and_ill_scaled_matrices_are_no_exception()
    {
        var zero = SymmetricEigenpairs.Of(new double[25], 5, WorkerTeam.Sequential)!;
        Assert.Equal(new double[5], zero.Eigenvalues);
        Assert.Equal(new double[5], zero.Residuals);
        Assert.Equal(
            [-1, 2, 3],
            SymmetricEigenpairs.Of([3, 9, 9, 0, -1, 9, 0, 0, 2], 3, WorkerTeam.Sequential)!.Eigenvalues
        );
        foreach (var size in (double[])[1e-200, 1e200])
        {
            var scaled = SymmetricEigenpairs.Of([2 * size, 0, size, 2 * size], 2, WorkerTeam.Sequential)!;
            Assert.Equal(1, scaled.Eigenvalues[0] / size, 1e-15);
            Assert.Equal(3, scaled.Eigenvalues[1] / size, 1e-15);
            Assert.True(scaled.Residuals.All(r => r < 1e-15 * size));
        }
        Assert.Null(SymmetricEigenpairs.Of([1, 0, double.NaN, 1], 2, WorkerTeam.Sequential));
        Assert.Null(SymmetricEigenpairs.Of([double.PositiveInfinity], 1, WorkerTeam.Sequential));
        var error = Assert.Throws<ArgumentException>(() => SymmetricEigenpairs.Of([1, 2, 3], 2, WorkerTeam.Sequential));
        Assert.Contains("matrix", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_rises_to_one_and_the_work_can_be_cancelled()
    {
        const int n = 200;
        var matrix = WithSpectrum([.. Enumerable.Range(0, n).Select(i => (double)i)]);
        var seen = new Reports();
        SymmetricEigenpairs.Of(matrix, n, WorkerTeam.Sequential, seen);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        Assert.True(seen.Count > 5);
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new WorkerTeam(1, source.Token);
        Assert.Throws<OperationCanceledException>(() => SymmetricEigenpairs.Of(matrix, n, team));
    }

    /// <summary>QΛQᵀ of a product of reflections Q.</summary>
    private static double[] WithSpectrum(double[] eigenvalues)
    {
        var n = eigenvalues.Length;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            matrix[(i * n) + i] = eigenvalues[i];
        }
        var stream = new RandomStream(3, "spectrum");
        var u = new double[n];
        for (var turn = 0; turn < 3; turn++)
        {
            stream.FillGaussian(u);
            var size = Vectors.Dot(u, u);
            foreach (var _ in Enumerable.Range(0, 2))
            {
                for (var i = 0; i < n; i++)
                {
                    var row = matrix.AsSpan(i * n, n);
                    Vectors.Combine(row, -2 * Vectors.Dot(row, u) / size, u, row);
                }
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        (matrix[(i * n) + j], matrix[(j * n) + i]) = (matrix[(j * n) + i], matrix[(i * n) + j]);
                    }
                }
            }
        }
        GramMatrix.Mirror(matrix, n);
        return matrix;
    }

    private sealed class Reports : List<double>, IProgress<double>
    {
        public void Report(double value) => Add(value);
    }
}
