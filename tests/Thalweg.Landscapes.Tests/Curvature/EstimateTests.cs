using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Standard errors and bands against operators whose spectra are known, over 200 seeds.</summary>
public sealed class EstimateTests
{
    private const int Seeds = 200;

    // Of 200 intervals at 95 %, 190 cover; 183 are 2.3 standard deviations below.
    private const int LeastCovering = 183;

    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    public static TheoryData<string, TraceMethod> Traces { get; } =
        new(
            from kind in (string[])["decaying", "clustered", "indefinite", "rank-deficient"]
            from method in Enum.GetValues<TraceMethod>()
            select (kind, method)
        );

    [Theory]
    [MemberData(nameof(Traces))]
    public void Intervals_of_a_trace_cover_it(string kind, TraceMethod method)
    {
        var known = TestOperators.Spectrum(kind, 60);
        var symmetric = TestOperators.WithSpectrum(known);
        var covering = 0;
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var estimate = TraceEstimate.Of(
                symmetric,
                method,
                new EstimateOptions
                {
                    Tolerance = 1e-9,
                    LargestProducts = 48,
                    Seed = seed,
                },
                Alone
            );
            Assert.InRange(estimate.Products, 2, 48);
            covering += estimate.IntervalAt(0.95).Contains(known.Sum()) ? 1 : 0;
        }
        Assert.InRange(covering, LeastCovering, Seeds);
    }

    [Theory]
    [InlineData(TraceMethod.Hutchinson)]
    [InlineData(TraceMethod.HutchPlusPlus)]
    [InlineData(TraceMethod.XTrace)]
    public void An_estimate_goes_on_until_its_standard_error_is_small(TraceMethod method)
    {
        var known = TestOperators.Spectrum("clustered", 200);
        var symmetric = TestOperators.WithSpectrum(known);
        var rough = TraceEstimate.Of(symmetric, method, new EstimateOptions { Tolerance = 0.05 }, Alone);
        var fine = TraceEstimate.Of(symmetric, method, new EstimateOptions { Tolerance = 0.005 }, Alone);
        Assert.Equal((EstimateStop.Reached, EstimateStop.Reached), (rough.Stop, fine.Stop));
        Assert.InRange(rough.StandardError, 0, 0.05 * rough.Estimate);
        Assert.InRange(fine.StandardError, 0, 0.005 * fine.Estimate);
        Assert.True(fine.Products >= rough.Products);
        Assert.InRange(Math.Abs(fine.Estimate - known.Sum()), 0, 5 * fine.StandardError);
    }

    [Theory]
    [InlineData(TraceMethod.HutchPlusPlus)]
    [InlineData(TraceMethod.XTrace)]
    public void A_range_that_is_whole_gives_the_exact_trace(TraceMethod method)
    {
        var known = TestOperators.Spectrum("rank-deficient", 200);
        var estimate = TraceEstimate.Of(
            TestOperators.WithSpectrum(known),
            method,
            new EstimateOptions { Tolerance = 1e-15 },
            Alone
        );
        Assert.Equal(EstimateStop.Exact, estimate.Stop);
        Assert.Equal(21, estimate.Estimate, 1e-12);
        Assert.InRange(estimate.StandardError, Math.Abs(21 - estimate.Estimate) / 4, 1e-11);
        Assert.InRange(estimate.Products, 12, 20);
    }

    [Theory]
    [InlineData("decaying")]
    [InlineData("clustered")]
    [InlineData("indefinite")]
    [InlineData("rank-deficient")]
    public void Standard_errors_of_a_diagonal_are_those_of_its_entries(string kind)
    {
        const int n = 60;
        var symmetric = TestOperators.WithSpectrum(TestOperators.Spectrum(kind, n));
        var exact = Diagonal(symmetric);
        var within = 0;
        var (errors, stated) = (0.0, 0.0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var estimate = DiagonalEstimate.Of(
                symmetric,
                new EstimateOptions
                {
                    Tolerance = 1e-9,
                    LargestProducts = 40,
                    Seed = seed,
                },
                Alone
            );
            Assert.InRange(estimate.Products, 2, 40);
            for (var p = 0; p < n; p++)
            {
                var error = exact[p] - estimate.Diagonal[p];
                errors += error * error;
                stated += estimate.StandardError[p] * estimate.StandardError[p];
                // Student's quantile for 95 % and 19 degrees of freedom.
                within += Math.Abs(error) <= 2.093 * estimate.StandardError[p] ? 1 : 0;
            }
        }
        Assert.InRange(within / (double)(Seeds * n), 0.945, 1);
        Assert.InRange(stated / errors, 0.9, kind == "rank-deficient" ? 100 : 2.5);
    }

    [Theory]
    [InlineData("decaying")]
    [InlineData("clustered")]
    [InlineData("indefinite")]
    [InlineData("rank-deficient")]
    public void The_band_of_a_density_covers_it(string kind)
    {
        var known = TestOperators.Spectrum(kind, 32);
        var symmetric = TestOperators.WithSpectrum(known);
        var (covering, counted) = (0, 0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var density = SpectralDensity.Of(
                symmetric,
                new DensityOptions
                {
                    Vectors = 8,
                    Steps = 32,
                    Nodes = 24,
                    RelativeWidth = 0.1,
                    Seed = seed,
                },
                Alone
            );
            var band = density.Band(0.95);
            for (var i = 0; i < 24; i++)
            {
                var truth = known.Average(λ => Gaussian(density.Nodes[i] - λ, density.Width));
                // Where nothing is, there is nothing to cover.
                if (truth > 1e-3 * density.Density.Max())
                {
                    counted++;
                    covering += band[i].Lower - 1e-12 <= truth && truth <= band[i].Upper + 1e-12 ? 1 : 0;
                }
            }
        }
        Assert.InRange(covering / (double)counted, 0.95, 1);
    }

    [Fact]
    public void A_density_integrates_to_one_and_shows_a_single_value_as_a_gaussian()
    {
        var density = SpectralDensity.Of(TestOperators.Identity(30), new DensityOptions { Nodes = 601 }, Alone);
        Assert.True(density.IsFinite);
        // One step is enough for every start vector.
        Assert.Equal(16, density.Products);
        var step = density.Nodes[1] - density.Nodes[0];
        Assert.Equal(1, density.Density.Sum() * step, 0.01);
        for (var i = 0; i < 601; i++)
        {
            Assert.Equal(Gaussian(density.Nodes[i] - 1, density.Width), density.Density[i], 1e-9);
        }
        var broken = SpectralDensity.Of(
            new DenseOperator([double.NaN], 1, 1),
            new DensityOptions { Vectors = 2 },
            Alone
        );
        Assert.False(broken.IsFinite);
        Assert.Empty(broken.Nodes);
    }

    [Fact]
    public void Measurements_bound_what_an_approximation_leaves_out()
    {
        var known = TestOperators.Spectrum("decaying", 80);
        var symmetric = TestOperators.WithSpectrum(known);
        var pairs = DenseSpectrum.Of(symmetric, Alone)!;
        var approximation = new SpectralOperator(
            [.. pairs.Eigenvalues.TakeLast(5)],
            pairs.Eigenvectors.Span[(75 * 80)..]
        );
        var truth = Math.Sqrt(known.Skip(5).Sum(λ => λ * λ));
        var (below, above) = (0, 0);
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var bound = LowRankBound.Of(symmetric, approximation, Alone, seed: seed);
            Assert.Equal(30, bound.Products);
            Assert.Equal(0.0552, bound.UpperFailure, 1e-3);
            Assert.Equal(0.2421, bound.LowerFailure, 1e-3);
            above += truth > bound.Upper ? 1 : 0;
            below += truth < bound.Lower ? 1 : 0;
        }
        Assert.InRange(above, 0, 0.0552 * Seeds);
        Assert.InRange(below, 0, 0.2421 * Seeds);
        // What is exact leaves rounding.
        var whole = new SpectralOperator([.. pairs.Eigenvalues], pairs.Eigenvectors.Span);
        Assert.InRange(LowRankBound.Of(symmetric, whole, Alone).Upper, 0, 1e-13);
    }

    [Fact]
    public void Estimates_do_not_depend_on_threads_and_say_what_is_not_finite()
    {
        var symmetric = TestOperators.WithSpectrum(TestOperators.Spectrum("indefinite", 50));
        using var team = new WorkerTeam(3);
        var options = new EstimateOptions { Tolerance = 1e-3, LargestProducts = 60 };
        foreach (var method in Enum.GetValues<TraceMethod>())
        {
            Assert.Equal(
                TraceEstimate.Of(symmetric, method, options, Alone),
                TraceEstimate.Of(symmetric, method, options, team)
            );
            var broken = TraceEstimate.Of(new DenseOperator([double.NaN], 1, 1), method, options, Alone);
            Assert.Equal(EstimateStop.NotFinite, broken.Stop);
            Assert.True(double.IsNaN(broken.Estimate));
        }
        var one = DiagonalEstimate.Of(symmetric, options, Alone);
        var other = DiagonalEstimate.Of(symmetric, options, team);
        Assert.Equal(one.Diagonal, other.Diagonal);
        Assert.Equal(one.StandardError, other.StandardError);
        var density = SpectralDensity.Of(symmetric, new DensityOptions(), Alone);
        Assert.Equal(density.Density, SpectralDensity.Of(symmetric, new DensityOptions(), team).Density);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            TraceEstimate.Of(symmetric, TraceMethod.XTrace, options with { LargestProducts = 4 }, Alone)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            DiagonalEstimate.Of(symmetric, options with { Tolerance = 0 }, Alone)
        );
    }

    private static double[] Diagonal(ILinearOperator symmetric)
    {
        var n = symmetric.Rows;
        var (unit, product, diagonal) = (new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            unit[i] = 1;
            symmetric.Apply(unit, product, Alone);
            diagonal[i] = product[i];
            unit[i] = 0;
        }
        return diagonal;
    }

    private static double Gaussian(double distance, double width) =>
        Math.Exp(-0.5 * distance * distance / (width * width)) / (width * Math.Sqrt(2 * Math.PI));
}
