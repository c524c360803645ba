using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

public sealed class LanczosTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Theory]
    [InlineData("decaying", SpectrumEnd.Largest)]
    [InlineData("decaying", SpectrumEnd.Smallest)]
    [InlineData("clustered", SpectrumEnd.Largest)]
    [InlineData("clustered", SpectrumEnd.Smallest)]
    [InlineData("indefinite", SpectrumEnd.Largest)]
    [InlineData("indefinite", SpectrumEnd.Smallest)]
    [InlineData("rank-deficient", SpectrumEnd.Largest)]
    [InlineData("rank-deficient", SpectrumEnd.Smallest)]
    public void Ends_are_those_of_the_dense_spectrum_and_bounds_cover(string kind, SpectrumEnd end)
    {
        const int n = 120;
        const int k = 7;
        var known = TestOperators.Spectrum(kind, n);
        var symmetric = TestOperators.WithSpectrum(known);
        double[] dense = [.. known.Order()];
        var expected = end == SpectrumEnd.Largest ? dense[^k..] : dense[..k];
        // The cluster of a decaying spectrum at 0 needs a basis of all that differs from it.
        var options = new LanczosOptions(k, end) { BasisSize = kind == "decaying" ? null : 40 };
        var result = Lanczos.Find(symmetric, options, Alone);
        Assert.Equal(LanczosStop.Converged, result.Stop);
        Assert.All(result.Converged, Assert.True);
        var scale = known.Max(Math.Abs);
        for (var i = 0; i < k; i++)
        {
            Assert.InRange(Math.Abs(expected[i] - result.Eigenvalues[i]), 0, result.Bounds[i]);
            Assert.InRange(result.Bounds[i], 0, 1e-9 * scale);
            Assert.InRange(result.Residuals[i], 0, result.Bounds[i]);
            var v = result.Eigenvectors.Span.Slice(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Vectors.Dot(v, result.Eigenvectors.Span.Slice(j * n, n)), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Copies_of_a_multiple_eigenvalue_are_all_found(int count)
    {
        // 5 six times, 4 three times; the same below.
        double[] known =
        [
            .. Enumerable
                .Range(0, 90)
                .Select(i =>
                    i < 6 ? 5.0
                    : i < 9 ? 4
                    : i < 15 ? -5
                    : i < 18 ? -4
                    : Math.Sin(i)
                ),
        ];
        var symmetric = TestOperators.WithSpectrum(known);
        foreach (var end in Enum.GetValues<SpectrumEnd>())
        {
            var result = Lanczos.Find(symmetric, new LanczosOptions(count, end), Alone);
            var sign = end == SpectrumEnd.Largest ? 1 : -1;
            Assert.Equal(LanczosStop.Converged, result.Stop);
            Assert.Equal(Math.Min(6, count), result.Eigenvalues.Count(λ => Math.Abs((sign * λ) - 5) < 1e-9));
            Assert.Equal(Math.Max(0, count - 6), result.Eigenvalues.Count(λ => Math.Abs((sign * λ) - 4) < 1e-9));
        }
    }

    [Fact]
    public void Small_operators_and_multiples_of_the_identity_end_at_once()
    {
        var identity = Lanczos.Find(TestOperators.Identity(10), new LanczosOptions(3, SpectrumEnd.Largest), Alone);
        Assert.Equal([1, 1, 1], identity.Eigenvalues.Select(λ => Math.Round(λ, 14)));
        Assert.Equal(LanczosStop.Converged, identity.Stop);
        Assert.InRange(identity.Products, 4, 8);
        var zero = Lanczos.Find(
            new DenseOperator(new double[16], 4, 4),
            new LanczosOptions(4, SpectrumEnd.Smallest),
            Alone
        );
        Assert.Equal(new double[4], zero.Eigenvalues);
        Assert.Equal(LanczosStop.Converged, zero.Stop);
        var whole = Lanczos.Find(
            new DenseOperator([2, 1, 1, 2], 2, 2),
            new LanczosOptions(2, SpectrumEnd.Largest),
            Alone
        );
        Assert.Equal([1, 3], whole.Eigenvalues.Select(λ => Math.Round(λ, 14)));
    }

    [Fact]
    public void What_does_not_converge_says_so_and_bounds_stay_true()
    {
        var known = TestOperators.Spectrum("clustered", 150);
        var symmetric = TestOperators.WithSpectrum(known);
        var result = Lanczos.Find(
            symmetric,
            new LanczosOptions(20, SpectrumEnd.Smallest) { LargestProducts = 40, BasisSize = 30 },
            Alone
        );
        Assert.Equal(LanczosStop.ProductsSpent, result.Stop);
        Assert.Contains(false, result.Converged);
        Assert.Equal(20, result.Eigenvalues.Count);
        Assert.InRange(result.Products, 40, 60);
        for (var i = 0; i < 20; i++)
        {
            var nearest = known.Min(λ => Math.Abs(λ - result.Eigenvalues[i]));
            Assert.InRange(nearest, 0, result.Bounds[i]);
        }
    }

    [Fact]
    public void Bits_do_not_depend_on_threads_but_on_the_seed()
    {
        var symmetric = TestOperators.WithSpectrum(TestOperators.Spectrum("indefinite", 100));
        using var team = new WorkerTeam(3);
        var options = new LanczosOptions(4, SpectrumEnd.Smallest) { BasisSize = 20 };
        var one = Lanczos.Find(symmetric, options, Alone);
        var other = Lanczos.Find(symmetric, options, team);
        Assert.Equal(one.Eigenvalues, other.Eigenvalues);
        Assert.Equal(one.Eigenvectors.ToArray(), other.Eigenvectors.ToArray());
        Assert.Equal(one.Products, other.Products);
        var seeded = Lanczos.Find(symmetric, options with { Seed = 2 }, Alone);
        Assert.NotEqual(one.Eigenvectors.ToArray(), seeded.Eigenvectors.ToArray());
    }

    [Fact]
    public void What_is_not_finite_or_out_of_range_is_said()
    {
        var broken = Lanczos.Find(
            new DenseOperator([1, double.NaN, double.NaN, 1], 2, 2),
            new LanczosOptions(1, SpectrumEnd.Largest),
            Alone
        );
        Assert.Equal(LanczosStop.NotFinite, broken.Stop);
        Assert.Empty(broken.Eigenvalues);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            Lanczos.Find(TestOperators.Identity(3), new LanczosOptions(4, SpectrumEnd.Largest), Alone)
        );
        Assert.Contains("give 1 to 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Lanczos.Find(TestOperators.Identity(3), new LanczosOptions(2, SpectrumEnd.Largest) { BasisSize = 2 }, Alone)
        );
    }
}
