using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>What every analytic objective must keep.</summary>
public sealed class AnalyticObjectiveTests
{
    private static readonly double[] MixedSpectrum = [-2, 0, 0.5, 3, 10];

    public static TheoryData<string> Names =>
        [
            "quadratic",
            "rotated",
            "convex",
            "rosenbrock",
            "muller-brown",
            "two-gaussian",
            "three-hole",
            "leps",
            "camel",
            "himmelblau",
            "styblinski-tang",
            "rastrigin",
            "cube",
            "lennard-jones",
        ];

    private static AnalyticObjective Make(string name) =>
        name switch
        {
            "quadratic" => Quadratic.Create(MixedSpectrum, centre: [1, 2, 3, 4, 5], offset: -7),
            "rotated" => Quadratic.Create(MixedSpectrum, basisSeed: 3, centre: [1, 2, 3, 4, 5], offset: -7),
            "convex" => Quadratic.Create([0, 1, 4], basisSeed: 8, offset: 2),
            "rosenbrock" => new Rosenbrock(4),
            "styblinski-tang" or "rastrigin" or "cube" => AnalyticObjectives.Find(name)!.For(3),
            "lennard-jones" => AnalyticObjectives.Find(name)!.For(9),
            _ => AnalyticObjectives.Find(name)!.For(2),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_agrees_with_finite_differences(string name)
    {
        var objective = Make(name);
        foreach (var x in Points(objective, 5))
        {
            var gradient = new double[x.Length];
            objective.Gradient(x, gradient, default, WorkerTeam.Sequential);
            for (var i = 0; i < x.Length; i++)
            {
                var difference = CentralDifference(step => [Value(objective, Moved(x, i, step))])[0];
                AssertNear(difference, gradient[i], 1e-7, gradient);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hessian_products_agree_with_differences_of_gradients_and_are_symmetric(string name)
    {
        var objective = Make(name);
        foreach (var x in Points(objective, 5))
        {
            var size = x.Length;
            var identity = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                identity[(i * size) + i] = 1;
            }
            var hessian = new double[size * size];
            var linear = objective.LinearizeAt(x, WorkerTeam.Sequential);
            Assert.Equal((size, size, true), (linear.Rows, linear.Columns, linear.IsSymmetric));
            linear.Apply(identity, hessian, WorkerTeam.Sequential);
            for (var i = 0; i < size; i++)
            {
                var column = CentralDifference(step => GradientAt(objective, Moved(x, i, step)));
                for (var j = 0; j < size; j++)
                {
                    AssertNear(column[j], hessian[(i * size) + j], 1e-6, hessian);
                    AssertNear(hessian[(j * size) + i], hessian[(i * size) + j], 1e-13, hessian);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Terms_and_their_gradients_sum_to_the_whole(string name)
    {
        var objective = Make(name);
        foreach (var x in Points(objective, 3))
        {
            var count = objective.TermNames.Count;
            var gradients = new double[count * x.Length];
            var terms = new double[count];
            objective.TermGradients(x, gradients, terms, WorkerTeam.Sequential);
            var gradient = new double[x.Length];
            var loss = objective.Gradient(x, gradient, default, WorkerTeam.Sequential);
            Assert.Equal(loss, terms.Sum(), 1e-12 * (1 + Math.Abs(loss)));
            for (var i = 0; i < x.Length; i++)
            {
                var sum = Enumerable.Range(0, count).Sum(t => gradients[(t * x.Length) + i]);
                AssertNear(sum, gradient[i], 1e-14, gradient);
            }
            for (var t = 0; t < count; t++)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    var difference = CentralDifference(step => [Term(objective, t, Moved(x, i, step))])[0];
                    AssertNear(difference, gradients[(t * x.Length) + i], 1e-6, gradients);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loss_has_the_same_bits_alone_in_a_batch_with_its_gradient_and_on_two_threads(string name)
    {
        var objective = Make(name);
        var points = Points(objective, 37);
        var all = points.SelectMany(p => p).ToArray();
        var count = objective.TermNames.Count;
        var losses = new double[points.Length];
        var terms = new double[points.Length * count];
        objective.Values(all, losses, terms, default, WorkerTeam.Sequential);
        using var team = new WorkerTeam(2);
        var again = new double[points.Length];
        objective.Values(all, again, default, default, team);
        Assert.Equal(losses, again);
        for (var k = 0; k < points.Length; k++)
        {
            var gradient = new double[objective.ParameterCount];
            var termsAlone = new double[count];
            Assert.Equal(losses[k], Value(objective, points[k]));
            Assert.Equal(losses[k], objective.Gradient(points[k], gradient, termsAlone, team));
            Assert.Equal(terms[(k * count)..((k + 1) * count)], termsAlone);
        }
        var products = new double[all.Length];
        var productsOfTwo = new double[all.Length];
        var hessian = objective.LinearizeAt(points[0], WorkerTeam.Sequential);
        hessian.Apply(all, products, WorkerTeam.Sequential);
        hessian.Apply(all, productsOfTwo, team);
        Assert.Equal(products, productsOfTwo);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_value_lies_below_the_lower_bound(string name)
    {
        var objective = Make(name);
        Assert.Equal(name is "quadratic" or "rotated" or "leps", objective.LowerBound is null);
        var stream = new RandomStream(11, "bound");
        var points = new double[20_000 * objective.ParameterCount];
        stream.FillUniform(points);
        var losses = new double[20_000];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = (4 * points[i]) - 2;
        }
        objective.Values(points, losses, default, default, WorkerTeam.Sequential);
        if (objective.LowerBound is { } bound)
        {
            Assert.All(losses, loss => Assert.True(loss >= bound));
        }
        else if (name != "leps")
        {
            // It falls without end along some direction: there is no bound to tell.
            double[] far = [.. points.Select(x => 100 * x)];
            objective.Values(far, losses, default, default, WorkerTeam.Sequential);
            Assert.Contains(losses, loss => loss < -1000);
        }
    }

    [Theory]
    [InlineData("convex", 2.0)]
    [InlineData("rosenbrock", 0.0)]
    [InlineData("himmelblau", 0.0)]
    public void Squares_of_the_residuals_sum_to_the_loss(string name, double constant)
    {
        var objective = Make(name);
        var model = objective.As<IResiduals>()!;
        foreach (var x in Points(objective, 5))
        {
            var r = ResidualsAt(model, x);
            Assert.Equal(Value(objective, x), r.Sum(v => v * v) + constant, 1e-12 * (1 + Value(objective, x)));
            var rows = new double[model.RowCount * x.Length];
            model.Rows(x, 0, model.RowCount, rows, WorkerTeam.Sequential);
            for (var i = 0; i < x.Length; i++)
            {
                var column = CentralDifference(step => ResidualsAt(model, Moved(x, i, step)));
                for (var k = 0; k < r.Length; k++)
                {
                    AssertNear(column[k], rows[(k * x.Length) + i], 1e-7, rows);
                }
            }
            var part = new double[(model.RowCount - 1) * x.Length];
            model.Rows(x, 1, model.RowCount - 1, part, WorkerTeam.Sequential);
            Assert.Equal(rows[x.Length..], part);
        }
    }

    [Fact]
    public void An_indefinite_quadratic_offers_no_residuals() => Assert.Null(Make("rotated").As<IResiduals>());

    [Fact]
    public void Wrong_lengths_name_the_argument()
    {
        var objective = Make("rosenbrock");
        var error = Assert.Throws<ArgumentException>(() =>
            objective.Values(new double[7], new double[2], default, default, WorkerTeam.Sequential)
        );
        Assert.Contains("parameters has 7 entries, expected 8", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() =>
            objective.Gradient(new double[4], new double[3], default, WorkerTeam.Sequential)
        );
        var dimension = Assert.Throws<ArgumentException>(() => AnalyticObjectives.Find("muller-brown")!.For(3));
        Assert.Contains("function of 2 variables, received 3", dimension.Message, StringComparison.Ordinal);
    }

    private static double[][] Points(AnalyticObjective objective, int count)
    {
        var stream = new RandomStream(5, "points");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var x = new double[objective.ParameterCount];
                    stream.FillUniform(x);
                    // Where two atoms nearly meet no difference of values says anything.
                    return objective is LennardJones
                        ? [.. x.Select((v, i) => (0.4 * v) + (1.1 * (i / 3)))]
                        : x.Select(v => (2 * v) - 1).ToArray();
                }),
        ];
    }

    private static double[] Moved(double[] x, int index, double step)
    {
        var moved = x.ToArray();
        moved[index] += step;
        return moved;
    }

    private static double Value(AnalyticObjective objective, double[] x)
    {
        var loss = new double[1];
        objective.Values(x, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }

    private static double Term(AnalyticObjective objective, int term, double[] x)
    {
        var terms = new double[objective.TermNames.Count];
        objective.Values(x, new double[1], terms, default, WorkerTeam.Sequential);
        return terms[term];
    }

    private static double[] GradientAt(AnalyticObjective objective, double[] x)
    {
        var gradient = new double[x.Length];
        objective.Gradient(x, gradient, default, WorkerTeam.Sequential);
        return gradient;
    }

    private static double[] ResidualsAt(IResiduals model, double[] x)
    {
        var residuals = new double[model.RowCount];
        model.Residuals(x, residuals, WorkerTeam.Sequential);
        return residuals;
    }

    /// <summary>Fourth order: (8(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h.</summary>
    private static double[] CentralDifference(Func<double, double[]> function)
    {
        const double h = 1e-3;
        var (a, b, c, d) = (function(h), function(-h), function(2 * h), function(-2 * h));
        return [.. Enumerable.Range(0, a.Length).Select(i => ((8 * (a[i] - b[i])) - (c[i] - d[i])) / (12 * h))];
    }

    private static void AssertNear(double expected, double actual, double relative, double[] scale)
    {
        var tolerance = relative * Math.Max(1, scale.Max(Math.Abs));
        Assert.InRange(actual, expected - tolerance, expected + tolerance);
    }
}
