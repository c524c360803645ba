using FsCheck.Fluent;
using Thalweg.Landscapes.Similarity;

namespace Thalweg.Landscapes.Tests.Similarity;

public sealed class PrincipalAnglesTests
{
    [Fact]
    public void Planes_turned_by_known_angles()
    {
        Prop.ForAll(
                Gen.Choose(0, 90).ToArbitrary(),
                Gen.Choose(0, 90).ToArbitrary(),
                (first, second) =>
                {
                    var (α, β) = (first * Math.PI / 180, second * Math.PI / 180);
                    double[] a = [1, 0, 0, 0, 0, 1, 0, 0];
                    // The rows are mixed, which changes no space.
                    var (c, s) = (0.6, 0.8);
                    double[] u = [Math.Cos(α), 0, Math.Sin(α), 0];
                    double[] v = [0, Math.Cos(β), 0, Math.Sin(β)];
                    double[] b = [.. u.Zip(v, (x, y) => (c * x) + (s * y)), .. u.Zip(v, (x, y) => (c * y) - (s * x))];
                    var angles = PrincipalAngles.Of(a, b, 2);
                    return Math.Abs(angles[0] - Math.Min(α, β)) < 2e-8 && Math.Abs(angles[1] - Math.Max(α, β)) < 2e-8;
                }
            )
            .Holds(400);
    }

    [Fact]
    public void One_space_has_no_angles_and_orthogonal_ones_have_right_ones()
    {
        double[] a = [1, 0, 0, 0, 0, 1, 0, 0];
        double[] turned = [0.6, 0.8, 0, 0, -0.8, 0.6, 0, 0];
        double[] other = [0, 0, 1, 0, 0, 0, 0, 1];
        Assert.Equal([0, 0], PrincipalAngles.Of(a, a, 2));
        Assert.All(PrincipalAngles.Of(a, turned, 2), angle => Assert.InRange(angle, 0, 1e-8));
        Assert.All(PrincipalAngles.Of(a, other, 2), angle => Assert.Equal(Math.PI / 2, angle, 1e-15));
        // A tiny angle alone keeps its digits: 1 − cos φ would not.
        Assert.Equal(1e-6, PrincipalAngles.Of([1, 0], [Math.Cos(1e-6), Math.Sin(1e-6)], 1)[0], 1e-15);
    }

    [Fact]
    public void Rows_must_fit()
    {
        Assert.Throws<ArgumentException>(() => PrincipalAngles.Of([1, 0], [1, 0, 0], 1));
        Assert.Throws<ArgumentException>(() => PrincipalAngles.Of([1, 0, 0], [1, 0, 0], 2));
        Assert.Throws<ArgumentException>(() => PrincipalAngles.Of([double.NaN, 0], [1, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalAngles.Of([1, 0], [1, 0], 0));
    }
}
