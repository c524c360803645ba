using System.Globalization;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class LowDiscrepancyTests
{
    /// <summary>From reference.py.</summary>
    public static readonly TheoryData<int, string> SobolPoints = new()
    {
        {
            1,
            "2147483648 2147483648 2147483648 2147483648 2147483648 2147483648 2147483648 2147483648 2147483648 2147483648"
        },
        {
            2,
            "3221225472 1073741824 1073741824 1073741824 3221225472 3221225472 1073741824 3221225472 3221225472 3221225472"
        },
        {
            3,
            "1073741824 3221225472 3221225472 3221225472 1073741824 1073741824 3221225472 1073741824 1073741824 1073741824"
        },
        {
            5,
            "3758096384 3758096384 536870912 1610612736 3758096384 2684354560 3758096384 1610612736 1610612736 536870912"
        },
        {
            17,
            "2550136832 4160749568 4160749568 671088640 3355443200 2013265920 134217728 1476395008 4160749568 2818572288"
        },
        {
            100,
            "1778384896 1107296256 3321888768 3120562176 3791650816 3187671040 100663296 2046820352 2717908992 2986344448"
        },
        {
            1000,
            "943718400 415236096 2227175424 2906652672 1203765248 3896508416 197132288 3862953984 2151677952 297795584"
        },
        {
            4095,
            "1048576 4042260480 1435500544 3872391168 4038066176 338690048 4077912064 1678770176 823132160 1058013184"
        },
    };

    /// <summary>From reference.py.</summary>
    public static readonly TheoryData<int, string> HaltonPoints = new()
    {
        {
            1,
            "0.5 0.3333333333333333 0.2 0.14285714285714285 0.09090909090909091 0.07692307692307693 0.058823529411764705 0.05263157894736842 0.043478260869565216 0.034482758620689655"
        },
        {
            2,
            "0.25 0.6666666666666666 0.4 0.2857142857142857 0.18181818181818182 0.15384615384615385 0.11764705882352941 0.10526315789473684 0.08695652173913043 0.06896551724137931"
        },
        {
            17,
            "0.53125 0.9259259259259258 0.52 0.4693877551020408 0.5537190082644627 0.3136094674556213 0.0034602076124567475 0.894736842105263 0.7391304347826086 0.5862068965517241"
        },
        {
            1000,
            "0.0927734375 0.3475080018289895 0.00512 0.9162848812994586 0.9316303531179565 0.9904415111515704 0.8483614899246896 0.6706516984983233 0.5161502424591108 0.4887449259912255"
        },
    };

    [Theory]
    [MemberData(nameof(SobolPoints))]
    public void Sobol_points_are_those_of_the_known_sequence_in_the_middle_of_their_cells(int index, string digits)
    {
        var point = Integral.Point(new SobolRule(4096).Interior(Box.UnitCube(10)), index);
        Assert.Equal(Numbers(digits).Select(x => (x + 0.5) / 4294967296.0), point);
        // The first axes do not depend on how many there are.
        Assert.Equal(point[..3], Integral.Point(new SobolRule(4096).Interior(Box.UnitCube(3)), index));
    }

    [Theory]
    [MemberData(nameof(HaltonPoints))]
    public void Halton_points_are_those_of_the_known_sequence_without_its_origin(int index, string expected)
    {
        var point = Integral.Point(new HaltonRule(1000).Interior(Box.UnitCube(10)), index - 1);
        for (var k = 0; k < 10; k++)
        {
            Assert.Equal(Numbers(expected)[k], point[k], 3e-16);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3UL)]
    public void Sobol_puts_one_point_in_each_elementary_box_shifted_or_not(ulong? shift)
    {
        const int exponent = 10;
        var points = new SobolRule(1 << exponent, shift: shift).Interior(Box.UnitCube(10));
        for (var a = 0; a <= exponent; a++)
        {
            var boxes = new HashSet<(int, int)>();
            for (var i = 0; i < points.Count; i++)
            {
                boxes.Add(((int)(points.Axis(0)[i] * (1 << a)), (int)(points.Axis(1)[i] * (1 << (exponent - a)))));
            }
            Assert.Equal(points.Count, boxes.Count);
        }
        for (var k = 0; k < 10; k++)
        {
            Assert.Equal(
                points.Count,
                points.Axis(k).ToArray().Select(x => (int)(x * points.Count)).Distinct().Count()
            );
        }
    }

    [Fact]
    public void A_shift_moves_every_axis_and_is_given_by_its_seed()
    {
        var cube = Box.UnitCube(3);
        var (plain, first, second) = (Points(null), Points(1), Points(2));
        Assert.Equal(first.Coordinates, Points(1).Coordinates);
        for (var k = 0; k < 3; k++)
        {
            Assert.NotEqual(plain.Axis(k)[0], first.Axis(k)[0]);
            Assert.NotEqual(second.Axis(k)[0], first.Axis(k)[0]);
        }

        PointSet Points(ulong? shift) => new SobolRule(64, shift: shift).Interior(cube);
    }

    [Fact]
    public void No_point_lies_on_a_corner_of_the_cube_or_at_the_centre_of_the_ball()
    {
        var cube = Box.UnitCube(10);
        foreach (var points in new[] { new SobolRule(4096).Interior(cube), new HaltonRule(4096).Interior(cube) })
        {
            Assert.All(points.Coordinates, x => Assert.InRange(x, double.Epsilon, 1 - 1e-10));
        }
        var inBall = new SobolRule(64).Interior(new UnitBall());
        Assert.All(Enumerable.Range(0, 64), i => Assert.NotEqual([0, 0, 0], Integral.Point(inBall, i)));
    }

    [Fact]
    public void Sobol_and_halton_converge_faster_than_random_points_in_the_cube_and_the_ball()
    {
        int[] counts = [256, 1024, 4096, 16384];
        foreach (var make in new Func<int, QuadratureRule>[] { n => new SobolRule(n), n => new HaltonRule(n) })
        {
            var cubeErrors = counts.Select(n =>
                Math.Abs(Integral.Of(make(n).Interior(Box.UnitCube(3)), Smooth) - Math.Pow(Math.E - 1, 3))
            );
            Assert.InRange(Integral.Slope(counts, [.. cubeErrors]), -1.6, -0.8);
            var ballErrors = counts.Select(n =>
                Math.Abs(Integral.Of(make(n).Interior(new UnitBall()), x => x.Sum(v => v * v)) - 4 * Math.PI / 5)
            );
            Assert.InRange(Integral.Slope(counts, [.. ballErrors]), -1.6, -0.8);
        }

        static double Smooth(double[] x) => Math.Exp(x.Sum());
    }

    [Fact]
    public void Discrepancy_orders_the_rules_as_theory_says()
    {
        var cube = Box.UnitCube(2);
        double Mean(Func<ulong, QuadratureRule> make) =>
            Enumerable.Range(1, 20).Average(seed => Discrepancy(make((ulong)seed).Interior(cube)));
        var sobol = Discrepancy(new SobolRule(512).Interior(cube));
        var halton = Discrepancy(new HaltonRule(512).Interior(cube));
        var latin = Mean(seed => new LatinHypercubeRule(512, seed: seed));
        var random = Mean(seed => new MonteCarloRule(512, seed: seed));
        Assert.True(sobol < halton, $"{sobol} {halton}");
        Assert.True(halton < 0.5 * latin, $"{halton} {latin}");
        Assert.True(latin < 0.9 * random, $"{latin} {random}");
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>The L² star discrepancy by Warnock's formula.</summary>
    private static double Discrepancy(PointSet points)
    {
        var (d, n) = (points.Dimension, points.Count);
        var (single, pairs) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var product = 1.0;
            for (var k = 0; k < d; k++)
            {
                product *= (1 - points.Axis(k)[i] * points.Axis(k)[i]) / 2;
            }
            single += product;
            for (var j = 0; j < n; j++)
            {
                product = 1;
                for (var k = 0; k < d; k++)
                {
                    product *= 1 - Math.Max(points.Axis(k)[i], points.Axis(k)[j]);
                }
                pairs += product;
            }
        }
        return Math.Sqrt(Math.Pow(3, -d) - 2 * single / n + pairs / n / n);
    }
}
