using FsCheck.Fluent;
using Thalweg.Landscapes.Convexity;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Convexity;

public sealed class ConvexityTests
{
    private static readonly double Known = 1 - (1 / Math.Sqrt(3));

    [Fact]
    public void Ends_of_the_spectrum_with_their_verdict()
    {
        var found = ExtremeCurvature.At(Quadratic.Create([-2, 1, 5], 3), new double[3], WorkerTeam.Sequential);
        Assert.Equal(-2, found.Smallest, 1e-13);
        Assert.Equal(5, found.Largest, 1e-13);
        Assert.Equal(-0.4, found.Ratio, 1e-13);
        Assert.True(found.IsNegative && !found.IsPositive && !found.IsDegenerate && found.IsFinite);
        var edge = ExtremeCurvature.At(Quadratic.Create([0, 1, 5], 3), new double[3], WorkerTeam.Sequential);
        Assert.False(edge.IsNegative || edge.IsPositive || edge.IsDegenerate);
        var flat = ExtremeCurvature.At(Shape.Flat, new double[3], WorkerTeam.Sequential);
        Assert.True(flat.IsDegenerate && !flat.IsPositive && !flat.IsNegative && double.IsNaN(flat.Ratio));
        var broken = ExtremeCurvature.At(Shape.Broken, (double[])[2, 0], WorkerTeam.Sequential);
        Assert.False(broken.IsFinite || broken.IsNegative || broken.IsPositive);
    }

    [Fact]
    public void Lanczos_finds_the_ends_where_no_matrix_is_made()
    {
        double[] spectrum = [.. Enumerable.Range(0, 520).Select(i => (i * 7 % 520) - 3.5)];
        var found = ExtremeCurvature.At(Quadratic.Create(spectrum), new double[520], WorkerTeam.Sequential);
        Assert.Equal(-3.5, found.Smallest, 1e-6);
        Assert.Equal(515.5, found.Largest, 1e-6);
        Assert.True(found.IsNegative);
        Assert.Equal(520, found.Lowest.Length);
    }

    [Fact]
    public void Counts_of_samples_are_those_beyond_bounds()
    {
        // Rosenbrock's function in two variables has det H = 80 000 (x² − y) + 400: negative above y = x² + 1/200.
        double[] points = [1, 1, 0, 0.004, 0, 0.006, 0.5, 0.3, -1, 2];
        var samples = CurvatureSamples.At(new Rosenbrock(2), points, WorkerTeam.Sequential);
        Assert.Equal((3, 0, 0, 0), (samples.Negative, samples.Undecided, samples.NotFinite, samples.Degenerate));
        Assert.True(samples.Smallest[1] > 0 && samples.Smallest[2] < 0 && samples.Smallest[0] > 0);
        var mixed = CurvatureSamples.At(Shape.Broken, (double[])[0.5, 0, 2, 0], WorkerTeam.Sequential);
        Assert.Equal((0, 0, 1), (mixed.Negative, mixed.Undecided, mixed.NotFinite));
        var flat = CurvatureSamples.At(Shape.Flat, new double[6], WorkerTeam.Sequential);
        Assert.Equal((0, 2, 2), (flat.Negative, flat.Undecided, flat.Degenerate));
        Assert.Throws<ArgumentException>(() => CurvatureSamples.At(Shape.Flat, new double[4], WorkerTeam.Sequential));
    }

    [Fact]
    public void Rays_of_the_double_well_meet_its_edge_no_nearer_than_it_is()
    {
        var ball = SampledBall.Measure(Shape.DoubleWell, (double[])[1, 0], 1.5, 200, 6, 4, WorkerTeam.Sequential);
        // Of two hundred rays in a plane some lead nearly straight at the edge.
        Assert.InRange(ball.Radius, Known - 1.5e-3, Known + 5e-3);
        Assert.False(ball.IsDegenerate);
        Assert.Contains(ball.Radii, double.IsPositiveInfinity);
        // A ray at an angle φ to it meets the edge after Known/cos φ; one beyond the largest radius does not.
        Assert.All(ball.Radii.Where(double.IsFinite), radius => Assert.InRange(radius, Known - 1.5e-3, 1.5));
        var near = SampledBall.Measure(Shape.DoubleWell, (double[])[1, 0], 0.4, 50, 4, 4, WorkerTeam.Sequential);
        Assert.Equal(double.PositiveInfinity, near.Radius);
        Assert.Equal(1 + (50 * 4), near.Points);
        var top = SampledBall.Measure(Shape.DoubleWell, (double[])[0.5, 0], 0.4, 50, 4, 4, WorkerTeam.Sequential);
        Assert.Equal((0, 1), (top.Radius, top.Points));
    }

    [Fact]
    public void Quadratics_are_the_same_everywhere_and_nothing_is_convex_for_being_flat()
    {
        var bowl = SampledBall.Measure(Quadratic.Create([1, 2, 9]), new double[3], 10, 9, 3, 1, WorkerTeam.Sequential);
        Assert.Equal((double.PositiveInfinity, 0, false), (bowl.Radius, bowl.Undecided, bowl.IsDegenerate));
        var saddle = SampledBall.Measure(Quadratic.Create([1, -2]), new double[2], 10, 9, 3, 1, WorkerTeam.Sequential);
        Assert.Equal(0, saddle.Radius);
        var flat = SampledBall.Measure(Shape.Flat, new double[3], 10, 9, 3, 1, WorkerTeam.Sequential);
        Assert.True(flat.IsDegenerate && double.IsNaN(flat.Radius));
        Assert.Equal(1 + 27, flat.Undecided);
        // Flat at its minimum alone: no verdict on it, but not degenerate all around.
        var quartic = SampledBall.Measure(Shape.Quartic(3), new double[3], 1, 9, 3, 1, WorkerTeam.Sequential);
        Assert.Equal((double.PositiveInfinity, 1, false), (quartic.Radius, quartic.Undecided, quartic.IsDegenerate));
    }

    [Fact]
    public void A_point_without_a_spectrum_is_no_evidence()
    {
        var ball = SampledBall.Measure(Shape.Broken, new double[2], 2, 60, 5, 1, WorkerTeam.Sequential);
        Assert.InRange(ball.Radius, 1 - 2e-3, 1.05);
    }

    [Fact]
    public void A_search_finds_the_lowest_curvature_of_the_ball()
    {
        // Within 0.7 of the well the lowest is at x = 0.3: 3 · 0.09 − 1.
        var found = LowestCurvature.InBall(Shape.DoubleWell, (double[])[1, 0], 0.7, WorkerTeam.Sequential);
        Assert.Equal(-0.73, found.Found.Smallest, 1e-3);
        Assert.Equal(0.7, found.Distance, 2e-3);
        Assert.True(found.Found.IsNegative);
        // Larger balls hold the middle, where it is −1.
        var middle = LowestCurvature.InBall(Shape.DoubleWell, (double[])[1, 0], 3, WorkerTeam.Sequential);
        Assert.InRange(middle.Found.Smallest, -1, -0.98);
        // A quadratic has one curvature, and nothing to step down to.
        var bowl = LowestCurvature.InBall(Quadratic.Create([3, 1, 2]), new double[3], 5, WorkerTeam.Sequential);
        Assert.Equal(1, bowl.Found.Smallest, 1e-12);
        Assert.Equal(0, bowl.Distance);
    }

    [Fact]
    public void Searched_radii_of_known_functions()
    {
        var well = SearchedRadius.Of(Shape.DoubleWell, (double[])[1, 0], 1.5, WorkerTeam.Sequential);
        Assert.InRange(well.Value, Known - 0.02, Known + 0.02);
        Assert.Equal(-1, well.Lowest.Found.Smallest, 0.02);
        var small = SearchedRadius.Of(Shape.DoubleWell, (double[])[1, 0], 0.4, WorkerTeam.Sequential);
        Assert.Equal(double.PositiveInfinity, small.Value);
        Assert.True(small.Lowest.Found.IsPositive);
        Assert.Equal(0, SearchedRadius.Of(Shape.DoubleWell, (double[])[0, 0], 1, WorkerTeam.Sequential).Value);
        // From Rosenbrock's minimum the edge x² − y + 1/200 = 0 is 1/(200 √5) away, to first order.
        var valley = SearchedRadius.Of(new Rosenbrock(2), (double[])[1, 1], 0.02, WorkerTeam.Sequential);
        Assert.Equal(1 / (200 * Math.Sqrt(5)), valley.Value, 4e-4);
    }

    [Fact]
    public void Sampled_radii_are_no_smaller_than_searched_ones_and_scale_with_the_function()
    {
        Prop.ForAll(
                Gen.Choose(1, 60).ToArbitrary(),
                Gen.Choose(1, 20).ToArbitrary(),
                (percent, factor) =>
                {
                    // The well at distance a from its edge: x = 1/√3 + a.
                    var a = percent / 100.0;
                    double[] centre = [(1 / Math.Sqrt(3)) + a, 0.3];
                    var scaled = Scaled(factor);
                    var sampled = SampledBall.Measure(scaled, centre, 1.5, 40, 5, 2, WorkerTeam.Sequential).Radius;
                    var plain = SampledBall
                        .Measure(Shape.DoubleWell, centre, 1.5, 40, 5, 2, WorkerTeam.Sequential)
                        .Radius;
                    return sampled == plain && sampled >= a - 2e-3 && sampled <= a * 1.1 + 2e-3;
                }
            )
            .Holds(40);
    }

    [Fact]
    public void Results_do_not_depend_on_threads_and_options_are_checked()
    {
        using var team = new WorkerTeam(3, TestContext.Current.CancellationToken);
        double[] centre = [1, 0];
        var one = SampledBall.Measure(Shape.DoubleWell, centre, 1, 20, 4, 9, WorkerTeam.Sequential);
        var three = SampledBall.Measure(Shape.DoubleWell, centre, 1, 20, 4, 9, team);
        Assert.Equal(one.Radii, three.Radii);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SampledBall.Measure(Shape.DoubleWell, centre, 0, 20, 4, 9, team)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SampledBall.Measure(Shape.DoubleWell, centre, 1, 0, 4, 9, team)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            LowestCurvature.InBall(Shape.DoubleWell, centre, double.NaN, team)
        );
        Assert.Throws<ArgumentException>(() => LowestCurvature.InBall(Shape.DoubleWell, new double[3], 1, team));
    }

    [Theory]
    [InlineData(-2, 5, 0, 0, "negative curvature at the point")]
    [InlineData(1, 5, 0.3, double.PositiveInfinity, "negative curvature near by")]
    [InlineData(1, 5, double.PositiveInfinity, 0.2, "negative curvature near by")]
    [InlineData(1, 5, double.PositiveInfinity, double.PositiveInfinity, "none found")]
    [InlineData(0, 5, double.PositiveInfinity, double.PositiveInfinity, "undecided")]
    [InlineData(-0.05, 5, double.PositiveInfinity, double.PositiveInfinity, "undecided")]
    [InlineData(0, 0, double.NaN, double.PositiveInfinity, "degenerate")]
    [InlineData(0, 0, 0.5, double.PositiveInfinity, "negative curvature near by")]
    [InlineData(double.NaN, 5, double.PositiveInfinity, double.PositiveInfinity, "not finite")]
    public void Words_do_not_overclaim(double smallest, double largest, double sampled, double searched, string words)
    {
        var here = new ExtremeCurvature(smallest, largest, 0.1, default, default);
        Assert.Equal(words, ConvexityEvidences.Of(here, sampled, searched).Word());
        if (words is "none found" or "degenerate" or "undecided")
        {
            var elsewhere = new CurvatureSamples([1, -2], [3, 3], [0.1, 0.1]);
            Assert.Equal(
                "negative curvature near by",
                ConvexityEvidences.Of(here, sampled, searched, null, elsewhere).Word()
            );
        }
    }

    private static Shape Scaled(double factor) =>
        new(
            2,
            x => factor * ((0.25 * Math.Pow((x[0] * x[0]) - 1, 2)) + (0.5 * x[1] * x[1])),
            x => [factor * x[0] * ((x[0] * x[0]) - 1), factor * x[1]],
            x => [factor * ((3 * x[0] * x[0]) - 1), 0, 0, factor]
        );
}
