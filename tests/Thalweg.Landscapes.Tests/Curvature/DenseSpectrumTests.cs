using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

public sealed class DenseSpectrumTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    public static TheoryData<int[], double[], CurvatureVerdict> LinearNetworks { get; } =
        new()
        {
            { [3, 2], [0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 6], CurvatureVerdict.Undecided },
            { [3, 1], [-1, 0, 0, 0, 0, 1, 2, 3, 4, 4, 5, 6], CurvatureVerdict.Saddle },
            { [], [-3, -3, -2, -2, -1, -1, 1, 1, 2, 2, 3, 3], CurvatureVerdict.Saddle },
        };

    [Theory]
    [MemberData(nameof(LinearNetworks))]
    public void Two_layer_linear_networks_have_whole_eigenvalues(
        int[] fitted,
        double[] expected,
        CurvatureVerdict verdict
    )
    {
        var spectrum = DenseSpectrum.Of(new TwoLayers().LinearizeAt(TwoLayers.Fit(fitted), Alone), Alone)!;
        Assert.All(expected.Zip(spectrum.Eigenvalues), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        Assert.Equal(expected.Sum(), spectrum.Trace, 1e-13);
        Assert.Equal(expected.Count(λ => λ < 0), spectrum.Summary.Negative);
        Assert.Equal(expected.Count(λ => λ == 0), spectrum.Summary.Zero);
        Assert.Equal(expected.Max(), spectrum.Summary.ConditionNumber, 1e-13);
        Assert.Equal(verdict, spectrum.Summary.Verdict);
        // Zeros that only numbers show may be negative.
        Assert.Equal(expected.Count(λ => λ < 0), spectrum.Summary.NegativeRange.Least);
        Assert.Equal(expected.Count(λ => λ <= 0), spectrum.Summary.NegativeRange.Most);
        Assert.Equal(new CountRange(0, expected.Count(λ => λ == 0)), spectrum.Summary.ZeroRange);
    }

    [Theory]
    // λ is -3, -3, -2, -2, -1, -1, 1, 1, 2, 2, 3, 3.
    [InlineData(-9, 1, 0)]
    [InlineData(9, 3, 9)]
    [InlineData(0, 4, 4)]
    [InlineData(0.1, 2, 6)]
    [InlineData(1.4, 3, 6)]
    [InlineData(1, 12, 0)]
    public void The_eigenvalues_nearest_to_a_shift_stand_side_by_side(double shift, int count, int first)
    {
        var spectrum = DenseSpectrum.Of(new TwoLayers().LinearizeAt(TwoLayers.Fit([]), Alone), Alone)!;
        var nearest = spectrum.Nearest(shift, count);
        Assert.Equal((first, count), (nearest.Start.Value, nearest.End.Value - nearest.Start.Value));
        var farthest = spectrum.Eigenvalues.Take(nearest).Max(λ => Math.Abs(λ - shift));
        var others = spectrum.Eigenvalues.Where((_, i) => i < first || i >= first + count);
        Assert.All(others, λ => Assert.True(Math.Abs(λ - shift) >= farthest - 1e-12));
        Assert.Throws<ArgumentException>(() => spectrum.Nearest(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.Nearest(0, 13));
    }

    [Theory]
    [InlineData(1, 2, 0.5)]
    [InlineData(2, 4, 1)]
    public void A_basis_that_is_linear_in_its_parameters_has_a_spectrum_of_powers(int order, int power, double factor)
    {
        const int n = 12;
        var spectrum = DenseSpectrum.Of(new SineBasis(n, order), Alone)!;
        for (var k = 1; k <= n; k++)
        {
            var expected = factor * Math.Pow(k * Math.PI, power);
            Assert.Equal(expected, spectrum.Eigenvalues[k - 1], 1e-14 * spectrum.Eigenvalues[^1]);
            Assert.InRange(Math.Abs(expected - spectrum.Eigenvalues[k - 1]), 0, spectrum.Bounds[k - 1]);
        }
        Assert.Equal(CurvatureVerdict.Convex, spectrum.Summary.Verdict);
        var κ = Math.Pow(n, power);
        Assert.InRange(Math.Abs(spectrum.Summary.ConditionNumber / κ - 1), 0, spectrum.Summary.ConditionNumberError);
        Assert.InRange(spectrum.Summary.ConditionNumberError, n * κ * 2.2e-16, 100 * n * κ * 2.2e-16);
    }

    [Theory]
    [InlineData("decaying")]
    [InlineData("clustered")]
    [InlineData("indefinite")]
    [InlineData("rank-deficient")]
    public void Bounds_cover_a_known_spectrum_and_bits_do_not_depend_on_threads(string kind)
    {
        var known = TestOperators.Spectrum(kind, 75);
        var symmetric = TestOperators.WithSpectrum(known);
        var spectrum = DenseSpectrum.Of(symmetric, Alone)!;
        double[] expected = [.. known.Order()];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(Math.Abs(expected[i] - spectrum.Eigenvalues[i]), 0, spectrum.Bounds[i]);
            Assert.InRange(spectrum.Bounds[i], 0, 1e-13 * known.Max(Math.Abs));
        }
        using var team = new WorkerTeam(3);
        var other = DenseSpectrum.Of(symmetric, team)!;
        Assert.Equal(spectrum.Eigenvalues, other.Eigenvalues);
        Assert.Equal(spectrum.Eigenvectors.ToArray(), other.Eigenvectors.ToArray());
        Assert.Equal(spectrum.Bounds, other.Bounds);
    }

    [Fact]
    public void No_curvature_at_all_is_degenerate_and_never_convex()
    {
        var spectrum = DenseSpectrum.Of(new DenseOperator(new double[9], 3, 3), Alone)!;
        var summary = spectrum.Summary;
        Assert.Equal(CurvatureVerdict.Degenerate, summary.Verdict);
        Assert.True(double.IsNaN(summary.ConditionNumber));
        Assert.True(double.IsNaN(summary.ConditionNumberError));
        Assert.Equal((0, 3), (summary.Negative, summary.Zero));
        Assert.Equal(new CountRange(0, 0), summary.NegativeRange);
        Assert.Equal(new CountRange(3, 3), summary.ZeroRange);
        Assert.Equal(0, summary.EffectiveRank);
        Assert.Empty(summary.LogVolumes(spectrum.Eigenvalues));
        Assert.Equal(3, spectrum.ZeroRows);
    }

    [Fact]
    public void Zero_rows_are_known_zeros_apart_from_small_eigenvalues()
    {
        // A dead parameter, a small eigenvalue beyond the threshold, and one within it.
        var spectrum = DenseSpectrum.Of(
            new DenseOperator([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1e-10, 0, 0, 0, 0, 1e-17], 4, 4),
            Alone
        )!;
        Assert.Equal(1, spectrum.ZeroRows);
        Assert.Equal((0, 2), (spectrum.Summary.Negative, spectrum.Summary.Zero));
        Assert.Equal(new CountRange(1, 2), spectrum.Summary.ZeroRange);
        Assert.Equal(new CountRange(0, 1), spectrum.Summary.NegativeRange);
        Assert.Equal(1e10, spectrum.Summary.ConditionNumber, 1);
        Assert.Equal(CurvatureVerdict.Undecided, spectrum.Summary.Verdict);
    }

    [Fact]
    public void Differences_of_gradients_carry_their_error_into_every_bound()
    {
        // The same loss with and without its exact products.
        var exact = new Rosenbrock(4);
        double[] point = [-0.7, 0.6, 0.4, 0.1];
        var known = DenseSpectrum.Of(HessianProducts.At(exact, point, Alone).Operator, Alone)!;
        var products = HessianProducts.At(new WithoutProducts(exact), point, Alone);
        Assert.True(HessianProducts.At(exact, point, Alone).IsExact);
        Assert.False(products.IsExact);
        var spectrum = DenseSpectrum.Of(products.Operator, Alone, products.Coarser)!;
        for (var i = 0; i < 4; i++)
        {
            var error = Math.Abs(known.Eigenvalues[i] - spectrum.Eigenvalues[i]);
            Assert.InRange(error, 0, spectrum.Bounds[i]);
            Assert.InRange(spectrum.Bounds[i], 1e-11 * known.Eigenvalues[^1], 1e-7 * known.Eigenvalues[^1]);
            Assert.InRange(known.Bounds[i], 0, 1e-12 * known.Eigenvalues[^1]);
        }
    }

    [Fact]
    public void What_is_not_finite_square_or_of_a_bearable_size_is_said()
    {
        Assert.Null(DenseSpectrum.Of(new DenseOperator([double.NaN], 1, 1), Alone));
        var error = Assert.Throws<ArgumentException>(() =>
            DenseSpectrum.Of(new DenseOperator(new double[6], 2, 3), Alone)
        );
        Assert.Contains("2 rows and 3 columns", error.Message, StringComparison.Ordinal);
        var large = Assert.Throws<ArgumentException>(() =>
            DenseSpectrum.Of(TestOperators.Identity(DenseSpectrum.LargestSize + 1), Alone)
        );
        Assert.Contains("Lanczos", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_rises_and_the_work_can_be_cancelled()
    {
        var seen = new Reports();
        DenseSpectrum.Of(TestOperators.Identity(100), Alone, progress: seen);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        Assert.Contains(seen, value => value is > 0 and < 0.5);
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new WorkerTeam(1, source.Token);
        Assert.Throws<OperationCanceledException>(() => DenseSpectrum.Of(TestOperators.Identity(3), team));
    }
}
