using Thalweg.Landscapes.Paths;

namespace Thalweg.Landscapes.Tests.Paths;

public sealed class PathCurveTests
{
    private static readonly double[] From = [1, 2, 3];
    private static readonly double[] To = [-1, 0.5, 8];

    private static double[] At(PathCurve curve, double t)
    {
        var point = new double[curve.ParameterCount];
        curve.Place(t, point);
        return point;
    }

    [Fact]
    public void A_sine_series_is_what_its_formula_says()
    {
        double[] b = [1, -1, 0.5, 0.25, 2, -3];
        var curve = new PathCurve(From, To, PathShape.Fourier, b);
        foreach (var t in new[] { 0.1, 0.37, 0.9 })
        {
            for (var i = 0; i < 3; i++)
            {
                var expected =
                    ((1 - t) * From[i])
                    + (t * To[i])
                    + (b[i] * Math.Sin(Math.PI * t))
                    + (b[3 + i] * Math.Sin(2 * Math.PI * t));
                Assert.Equal(expected, At(curve, t)[i], 1e-14);
            }
        }
        Assert.Equal(2, curve.Terms);
    }

    [Theory]
    [InlineData(PathShape.Fourier)]
    [InlineData(PathShape.Bezier)]
    [InlineData(PathShape.Chain)]
    public void Ends_are_met_to_the_bit_and_tangents_are_those_of_differences(PathShape shape)
    {
        double[] inner = [0.3, -2, 7, 1, 1, 1.5, -4, 0, 2];
        var curve = new PathCurve(From, To, shape, inner);
        Assert.Equal(From, At(curve, 0));
        Assert.Equal(To, At(curve, 1));
        var tangent = new double[3];
        foreach (var t in new[] { 0.1, 0.3, 0.6, 0.8 })
        {
            curve.Tangent(t, tangent);
            var (ahead, behind) = (At(curve, t + 1e-6), At(curve, t - 1e-6));
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal((ahead[i] - behind[i]) / 2e-6, tangent[i], 1e-7);
            }
        }
    }

    [Fact]
    public void A_curve_of_one_inner_point_is_its_quadratic()
    {
        double[] inner = [0.3, -2, 7];
        var curve = new PathCurve(From, To, PathShape.Bezier, inner);
        const double t = 0.3;
        for (var i = 0; i < 3; i++)
        {
            // [Garipov2018, Eq. 3].
            var expected = ((1 - t) * (1 - t) * From[i]) + (2 * t * (1 - t) * inner[i]) + (t * t * To[i]);
            Assert.Equal(expected, At(curve, t)[i], 1e-14);
        }
    }

    [Fact]
    public void A_chain_passes_through_its_points_and_is_straight_between_them()
    {
        double[] points = [0, 0, 1, 2, 3, 2, 4, 0];
        var curve = PathCurve.Through(points, 2);
        Assert.Equal([1 / 3.0, 2 / 3.0], curve.Corners);
        Assert.Equal(1, At(curve, 1 / 3.0)[0], 1e-15);
        Assert.Equal(2, At(curve, 1 / 3.0)[1], 1e-15);
        Assert.Equal(2, At(curve, 0.5)[0], 1e-15);
        Assert.Equal(2, At(curve, 0.5)[1], 1e-15);
        Assert.Equal(0.5, At(curve, 1 / 6.0)[0], 1e-15);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Equal("to", Assert.Throws<ArgumentException>(() => PathCurve.Straight(From, [1, 2])).ParamName);
        Assert.Equal(
            "coefficients",
            Assert.Throws<ArgumentException>(() => new PathCurve(From, To, PathShape.Chain, [1, 2])).ParamName
        );
        Assert.Equal("points", Assert.Throws<ArgumentException>(() => PathCurve.Through([1, 2, 3], 2)).ParamName);
    }
}
