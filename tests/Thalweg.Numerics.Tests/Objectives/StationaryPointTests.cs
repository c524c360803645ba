using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>Minima, saddles and maxima computed independently by Newton's method.</summary>
public sealed class StationaryPointTests
{
    [Theory]
    [InlineData("muller-brown", -0.558223634633, 1.441725841805, -146.699517209954, 0)]
    [InlineData("muller-brown", 0.623499404931, 0.028037758529, -108.166724116852, 0)]
    [InlineData("muller-brown", -0.050010822998, 0.466694104872, -80.767818129659, 0)]
    [InlineData("muller-brown", -0.822001558733, 0.624312802815, -40.664843508657, 1)]
    [InlineData("muller-brown", 0.212486582001, 0.292988325107, -72.248940112325, 1)]
    [InlineData("two-gaussian", 0.4881002180, -0.0222554606, -0.000030904231, 0)]
    [InlineData("two-gaussian", -0.6138016125, -0.5354155251, 0.108707167886, 0)]
    [InlineData("two-gaussian", -0.1647265485, -0.0699171821, 0.624393347187, 1)]
    [InlineData("two-gaussian", 0.0528895303, -0.6881582078, 0.637257237656, 1)]
    [InlineData("two-gaussian", -0.2927095999, 0.7436239302, 0.996067195679, 1)]
    [InlineData("two-gaussian", -0.1752100699, -0.3978614474, 1.145515253485, 2)]
    [InlineData("two-gaussian", -0.0275904098, 0.3320718454, 1.616921167793, 2)]
    [InlineData("three-hole", 1.048054992824, -0.042093666307, -3.994860601854, 0)]
    [InlineData("three-hole", 0, 1.537082004449, -2.172153622994, 0)]
    [InlineData("three-hole", -0.617272307876, 1.102734517508, -1.646687453475, 1)]
    [InlineData("three-hole", 0, -0.315826550478, -1.384586640398, 1)]
    [InlineData("three-hole", 0, 0.519186741892, -0.715229886982, 2)]
    [InlineData("leps", 1.1493779934, 0.8624687699, -3.1769130867, 1)]
    [InlineData("camel", 0.0898420131, -0.712656403021, -1.031628453490, 0)]
    [InlineData("camel", 1.296070267167, 0.605084388039, 2.229470818030, 1)]
    [InlineData("camel", 1.230229876517, 0.162334584459, 2.496295351024, 2)]
    [InlineData("himmelblau", -3.779310253378, -3.283185991286, 0, 0)]
    [InlineData("himmelblau", -0.127961346731, -1.953714980245, 178.337239201927, 1)]
    [InlineData("styblinski-tang", -2.903534027771, 0.156731256780, -38.970553344716, 1)]
    [InlineData("cube", 0, 1, 1, 1)]
    [InlineData("rastrigin", 0, 0, 0, 0)]
    public void Value_gradient_and_index(string name, double x, double y, double value, int index)
    {
        var objective = AnalyticObjectives.Find(name)!.For(2);
        var gradient = new double[2];
        var loss = objective.Gradient(new[] { x, y }, gradient, default, WorkerTeam.Sequential);
        Assert.Equal(value, loss, name == "leps" ? 6e-11 : 1e-11);
        // Coordinates are printed to 1e-10 or 1e-12, curvatures reach about 30 and 4000.
        var tolerance = name is "two-gaussian" or "leps" ? 3e-9 : 4e-9;
        Assert.InRange(Math.Sqrt((gradient[0] * gradient[0]) + (gradient[1] * gradient[1])), 0, tolerance);
        var hessian = new double[4];
        objective
            .LinearizeAt(new[] { x, y }, WorkerTeam.Sequential)
            .Apply(new double[] { 1, 0, 0, 1 }, hessian, WorkerTeam.Sequential);
        var determinant = (hessian[0] * hessian[3]) - (hessian[1] * hessian[2]);
        var negative =
            determinant < 0 ? 1
            : hessian[0] < 0 ? 2
            : 0;
        Assert.Equal(index, negative);
    }

    [Theory]
    [InlineData(-0.62, -0.54, 0.1090605182, 1e-10)]
    [InlineData(0.49, -0.02, -8.941382e-06, 1e-12)]
    public void The_ends_of_the_published_path_are_no_minima(double x, double y, double value, double tolerance)
    {
        var loss = new double[1];
        ExponentialSum.TwoGaussian().Values(new[] { x, y }, loss, default, default, WorkerTeam.Sequential);
        Assert.Equal(value, loss[0], tolerance);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Rosenbrock_ends_at_ones(int dimension)
    {
        var objective = new Rosenbrock(dimension);
        var gradient = new double[dimension];
        var ones = Enumerable.Repeat(1.0, dimension).ToArray();
        Assert.Equal(0, objective.Gradient(ones, gradient, default, WorkerTeam.Sequential));
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_quadratic_has_the_spectrum_and_eigenvectors_it_was_given()
    {
        double[] spectrum = [.. Enumerable.Range(0, 40).Select(i => i - 3.5)];
        var objective = Quadratic.Create(spectrum, basisSeed: 12, offset: 1.5);
        var hessian = objective.LinearizeAt(new double[40], WorkerTeam.Sequential);
        var vector = new double[40];
        var product = new double[40];
        for (var i = 0; i < 40; i++)
        {
            objective.Eigenvector(i, vector);
            Assert.Equal(1, vector.Sum(v => v * v), 1e-14);
            hessian.Apply(vector, product, WorkerTeam.Sequential);
            for (var j = 0; j < 40; j++)
            {
                Assert.Equal(spectrum[i] * vector[j], product[j], 1e-13);
            }
            var loss = new double[1];
            objective.Values(vector, loss, default, default, WorkerTeam.Sequential);
            Assert.Equal(1.5 + (0.5 * spectrum[i]), loss[0], 1e-13);
        }
    }
}
