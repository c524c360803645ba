using static System.Math;
using static Thalweg.Optimization.Tests.Problems.Dual;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>The problems of [More1981, §3], numbered, with start and minima as printed there.</summary>
internal static partial class MoreGarbowHillstrom
{
    private static IEnumerable<int> From1To(int last) => Enumerable.Range(1, last);

    public static IReadOnlyList<TestProblem> All { get; } =
    [
        new(1, "rosenbrock", [-1.2, 1], x => [10 * (x[1] - x[0] * x[0]), 1 - x[0]], 0),
        new(
            2,
            "freudenstein-roth",
            [0.5, -2],
            x => [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]],
            0,
            48.9842
        ),
        new(3, "powell-badly-scaled", [0, 1], x => [1e4 * x[0] * x[1] - 1, Exp(-x[0]) + Exp(-x[1]) - 1.0001], 0),
        new(4, "brown-badly-scaled", [1, 1], x => [x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2], 0),
        new(
            5,
            "beale",
            [1, 1],
            x => [1.5 - x[0] * (1 - x[1]), 2.25 - x[0] * (1 - x[1] * x[1]), 2.625 - x[0] * (1 - x[1] * x[1] * x[1])],
            0
        ),
        new(
            6,
            "jennrich-sampson",
            [0.3, 0.4],
            x => From1To(10).Select(i => 2 + 2 * i - (Exp(i * x[0]) + Exp(i * x[1]))),
            124.362
        ),
        new(7, "helical-valley", [-1, 0, 0], HelicalValley, 0),
        new(8, "bard", [1, 1, 1], Bard, 8.21487e-3, 17.4286),
        new(9, "gaussian", [0.4, 1, 0], Gaussian, 1.12793e-8),
        new(10, "meyer", [0.02, 4000, 250], Meyer, 87.9458),
        new(11, "gulf", [5, 2.5, 0.15], Gulf, 0),
        new(
            12,
            "box-3d",
            [0, 10, 20],
            x =>
                From1To(10)
                    .Select(i =>
                        Exp(-0.1 * i * x[0]) - Exp(-0.1 * i * x[1]) - x[2] * (Math.Exp(-0.1 * i) - Math.Exp(-i))
                    ),
            0
        ),
        new(13, "powell-singular", [3, -1, 0, 1], PowellSingular, 0),
        new(
            14,
            "wood",
            [-3, -1, -3, -1],
            x =>
                [
                    10 * (x[1] - x[0] * x[0]),
                    1 - x[0],
                    Math.Sqrt(90) * (x[3] - x[2] * x[2]),
                    1 - x[2],
                    Math.Sqrt(10) * (x[1] + x[3] - 2),
                    (x[1] - x[3]) / Math.Sqrt(10),
                ],
            0
        ),
        new(15, "kowalik-osborne", [0.25, 0.39, 0.415, 0.39], KowalikOsborne, 3.07505e-4, 1.02734e-3),
        new(
            16,
            "brown-dennis",
            [25, 5, -5, -1],
            x =>
                From1To(20)
                    .Select(i => 0.2 * i)
                    .Select(t => Pow2(x[0] + t * x[1] - Math.Exp(t)) + Pow2(x[2] + x[3] * Math.Sin(t) - Math.Cos(t))),
            85822.2
        ),
        new(17, "osborne-1", [0.5, 1.5, -1, 0.01, 0.02], Osborne1, 5.46489e-5),
        new(18, "biggs-exp6", [1, 2, 1, 1, 1, 1], BiggsExp6, 0, 5.65565e-3),
        new(19, "osborne-2", [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5], Osborne2, 4.01377e-2),
        new(20, "watson-6", new double[6], Watson, 2.28767e-3),
        new(20, "watson-9", new double[9], Watson, 1.39976e-6),
        new(21, "extended-rosenbrock-10", Alternating(10, -1.2, 1), ExtendedRosenbrock, 0),
        new(22, "extended-powell-12", Cycle(12, 3, -1, 0, 1), ExtendedPowell, 0),
        new(23, "penalty-1-4", Ramp(4), PenaltyOne, 2.24997e-5),
        new(23, "penalty-1-10", Ramp(10), PenaltyOne, 7.08765e-5),
        new(24, "penalty-2-4", Constant(4, 0.5), PenaltyTwo, 9.37629e-6),
        new(24, "penalty-2-10", Constant(10, 0.5), PenaltyTwo, 2.93660e-4),
        new(25, "variably-dimensioned-10", [.. From1To(10).Select(j => 1 - j / 10.0)], VariablyDimensioned, 0),
        new(26, "trigonometric-10", Constant(10, 0.1), Trigonometric, 0, 2.79506e-5),
        new(27, "brown-almost-linear-10", Constant(10, 0.5), BrownAlmostLinear, 0, 1),
        new(28, "discrete-boundary-value-10", BoundaryStart(10), DiscreteBoundaryValue, 0),
        new(29, "discrete-integral-10", BoundaryStart(10), DiscreteIntegral, 0),
        new(30, "broyden-tridiagonal-10", Constant(10, -1), BroydenTridiagonal, 0),
        new(31, "broyden-banded-10", Constant(10, -1), BroydenBanded, 0),
        new(32, "linear-full-rank-10", Constant(10, 1), x => LinearFullRank(x, 20), 10),
        new(33, "linear-rank-one-10", Constant(10, 1), x => LinearRankOne(x, 20), 20 * 19 / (2.0 * 41)),
        new(35, "chebyquad-7", [.. From1To(7).Select(j => j / 8.0)], Chebyquad, 0),
        new(35, "chebyquad-8", [.. From1To(8).Select(j => j / 9.0)], Chebyquad, 3.51687e-3),
    ];

    private static double[] Constant(int count, double value) => [.. Enumerable.Repeat(value, count)];

    private static double[] Ramp(int count) => [.. From1To(count).Select(i => (double)i)];

    private static double[] Alternating(int count, double first, double second) => Cycle(count, first, second);

    private static double[] Cycle(int count, params double[] values) =>
        [.. Enumerable.Range(0, count).Select(i => values[i % values.Length])];

    private static double[] BoundaryStart(int count) =>
        [.. From1To(count).Select(j => (double)j / (count + 1)).Select(t => t * (t - 1))];

    private static Dual Pow2(Dual a) => a * a;

    private static IEnumerable<Dual> HelicalValley(Dual[] x)
    {
        // The angle in turns, continuous across the half-plane x_1 > 0.
        var angle = Atan(x[1] / x[0]) / (2 * PI) + (x[0].Value < 0 ? 0.5 : 0);
        return [10 * (x[2] - 10 * angle), 10 * (Dual.Sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]];
    }

    private static IEnumerable<Dual> Bard(Dual[] x) =>
        From1To(15).Select(i => BardData[i - 1] - (x[0] + i / ((16 - i) * x[1] + Min(i, 16 - i) * x[2])));

    private static IEnumerable<Dual> Gaussian(Dual[] x) =>
        From1To(15).Select(i => x[0] * Dual.Exp(-0.5 * x[1] * Pow2((8 - i) / 2.0 - x[2])) - GaussianData[i - 1]);

    private static IEnumerable<Dual> Meyer(Dual[] x) =>
        From1To(16).Select(i => x[0] * Dual.Exp(x[1] / (45 + 5.0 * i + x[2])) - MeyerData[i - 1]);

    private static IEnumerable<Dual> Gulf(Dual[] x) =>
        From1To(99)
            .Select(i => i / 100.0)
            .Select(t => (T: t, Y: 25 + Math.Pow(-50 * Math.Log(t), 2.0 / 3)))
            .Select(d => Dual.Exp(-(Dual.Exp(x[2] * Dual.Log(Dual.Abs(d.Y - x[1]))) / x[0])) - d.T);

    private static IEnumerable<Dual> PowellSingular(Dual[] x) =>
        [x[0] + 10 * x[1], Math.Sqrt(5) * (x[2] - x[3]), Pow2(x[1] - 2 * x[2]), Math.Sqrt(10) * Pow2(x[0] - x[3])];

    private static IEnumerable<Dual> KowalikOsborne(Dual[] x) =>
        KowalikData.Select(d => d.Y - x[0] * (d.U * d.U + d.U * x[1]) / (d.U * d.U + d.U * x[2] + x[3]));

    private static IEnumerable<Dual> Osborne1(Dual[] x) =>
        Enumerable
            .Range(0, 33)
            .Select(i =>
                Osborne1Data[i] - (x[0] + x[1] * Dual.Exp(-10.0 * i * x[3]) + x[2] * Dual.Exp(-10.0 * i * x[4]))
            );

    private static IEnumerable<Dual> Osborne2(Dual[] x) =>
        Enumerable
            .Range(0, 65)
            .Select(i => (Y: Osborne2Data[i], T: i / 10.0))
            .Select(d =>
                d.Y
                - (
                    x[0] * Dual.Exp(-d.T * x[4])
                    + x[1] * Dual.Exp(-x[5] * Pow2(d.T - x[8]))
                    + x[2] * Dual.Exp(-x[6] * Pow2(d.T - x[9]))
                    + x[3] * Dual.Exp(-x[7] * Pow2(d.T - x[10]))
                )
            );

    private static IEnumerable<Dual> BiggsExp6(Dual[] x) =>
        From1To(13)
            .Select(i => 0.1 * i)
            .Select(t =>
                x[2] * Dual.Exp(-t * x[0])
                - x[3] * Dual.Exp(-t * x[1])
                + x[5] * Dual.Exp(-t * x[4])
                - (Math.Exp(-t) - 5 * Math.Exp(-10 * t) + 3 * Math.Exp(-4 * t))
            );

    private static IEnumerable<Dual> Watson(Dual[] x)
    {
        for (var i = 1; i <= 29; i++)
        {
            var t = i / 29.0;
            Dual slope = 0;
            Dual value = 0;
            for (var j = 1; j <= x.Length; j++)
            {
                value += x[j - 1] * Math.Pow(t, j - 1);
                slope += j == 1 ? 0 : (j - 1) * x[j - 1] * Math.Pow(t, j - 2);
            }
            yield return slope - value * value - 1;
        }
        yield return x[0];
        yield return x[1] - x[0] * x[0] - 1;
    }

    private static IEnumerable<Dual> ExtendedRosenbrock(Dual[] x) =>
        Enumerable
            .Range(0, x.Length / 2)
            .SelectMany(i => new[] { 10 * (x[2 * i + 1] - x[2 * i] * x[2 * i]), 1 - x[2 * i] });

    private static IEnumerable<Dual> ExtendedPowell(Dual[] x) =>
        Enumerable.Range(0, x.Length / 4).SelectMany(i => PowellSingular(x[(4 * i)..(4 * i + 4)]));

    private static IEnumerable<Dual> PenaltyOne(Dual[] x) =>
        x.Select(v => Math.Sqrt(1e-5) * (v - 1)).Append(x.Aggregate((Dual)0, (sum, v) => sum + v * v) - 0.25);

    private static IEnumerable<Dual> PenaltyTwo(Dual[] x)
    {
        var root = Math.Sqrt(1e-5);
        yield return x[0] - 0.2;
        for (var i = 2; i <= x.Length; i++)
        {
            var y = Math.Exp(i / 10.0) + Math.Exp((i - 1) / 10.0);
            yield return root * (Dual.Exp(x[i - 1] / 10) + Dual.Exp(x[i - 2] / 10) - y);
        }
        for (var i = 2; i <= x.Length; i++)
        {
            yield return root * (Dual.Exp(x[i - 1] / 10) - Math.Exp(-0.1));
        }
        yield return Enumerable.Range(0, x.Length).Aggregate((Dual)0, (sum, j) => sum + (x.Length - j) * x[j] * x[j])
            - 1;
    }

    private static IEnumerable<Dual> VariablyDimensioned(Dual[] x)
    {
        var sum = Enumerable.Range(0, x.Length).Aggregate((Dual)0, (s, j) => s + (j + 1) * (x[j] - 1));
        return x.Select(v => v - 1).Append(sum).Append(sum * sum);
    }

    private static IEnumerable<Dual> Trigonometric(Dual[] x)
    {
        var cosines = x.Aggregate((Dual)0, (sum, v) => sum + Dual.Cos(v));
        return Enumerable
            .Range(0, x.Length)
            .Select(i => x.Length - cosines + (i + 1) * (1 - Dual.Cos(x[i])) - Dual.Sin(x[i]));
    }

    private static IEnumerable<Dual> BrownAlmostLinear(Dual[] x)
    {
        var sum = x.Aggregate((Dual)0, (s, v) => s + v);
        return x[..^1].Select(v => v + sum - (x.Length + 1)).Append(x.Aggregate((Dual)1, (p, v) => p * v) - 1);
    }

    private static IEnumerable<Dual> DiscreteBoundaryValue(Dual[] x)
    {
        var h = 1.0 / (x.Length + 1);
        for (var i = 0; i < x.Length; i++)
        {
            var left = i == 0 ? 0 : x[i - 1];
            var right = i == x.Length - 1 ? 0 : x[i + 1];
            var cube = x[i] + (i + 1) * h + 1;
            yield return 2 * x[i] - left - right + h * h / 2 * cube * cube * cube;
        }
    }

    private static IEnumerable<Dual> DiscreteIntegral(Dual[] x)
    {
        var n = x.Length;
        var h = 1.0 / (n + 1);
        Dual Cube(int j)
        {
            var c = x[j - 1] + j * h + 1;
            return c * c * c;
        }
        for (var i = 1; i <= n; i++)
        {
            var t = i * h;
            var before = From1To(i).Aggregate((Dual)0, (s, j) => s + j * h * Cube(j));
            var after = Enumerable.Range(i + 1, n - i).Aggregate((Dual)0, (s, j) => s + (1 - j * h) * Cube(j));
            yield return x[i - 1] + h / 2 * ((1 - t) * before + t * after);
        }
    }

    private static IEnumerable<Dual> BroydenTridiagonal(Dual[] x) =>
        Enumerable
            .Range(0, x.Length)
            .Select(i => (3 - 2 * x[i]) * x[i] - (i == 0 ? 0 : x[i - 1]) - 2 * (i == x.Length - 1 ? 0 : x[i + 1]) + 1);

    private static IEnumerable<Dual> BroydenBanded(Dual[] x) =>
        Enumerable
            .Range(0, x.Length)
            .Select(i =>
                x[i] * (2 + 5 * x[i] * x[i])
                + 1
                - Enumerable
                    .Range(Max(0, i - 5), Min(x.Length - 1, i + 1) - Max(0, i - 5) + 1)
                    .Where(j => j != i)
                    .Aggregate((Dual)0, (sum, j) => sum + x[j] * (1 + x[j]))
            );

    private static IEnumerable<Dual> LinearFullRank(Dual[] x, int count)
    {
        var sum = x.Aggregate((Dual)0, (s, v) => s + v);
        return From1To(count).Select(i => (i <= x.Length ? x[i - 1] : 0) - 2.0 / count * sum - 1);
    }

    private static IEnumerable<Dual> LinearRankOne(Dual[] x, int count)
    {
        var sum = Enumerable.Range(0, x.Length).Aggregate((Dual)0, (s, j) => s + (j + 1) * x[j]);
        return From1To(count).Select(i => i * sum - 1);
    }

    private static IEnumerable<Dual> Chebyquad(Dual[] x)
    {
        for (var i = 1; i <= x.Length; i++)
        {
            Dual sum = 0;
            foreach (var v in x)
            {
                // T_i(2v − 1) by the recurrence.
                var (older, newer) = ((Dual)1, 2 * v - 1);
                for (var k = 2; k <= i; k++)
                {
                    (older, newer) = (newer, 2 * (2 * v - 1) * newer - older);
                }
                sum += newer;
            }
            yield return sum / x.Length - (i % 2 == 0 ? -1.0 / (i * i - 1) : 0);
        }
    }
}
