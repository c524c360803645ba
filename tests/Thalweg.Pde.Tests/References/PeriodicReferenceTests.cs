using System.Numerics;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

/// <summary>Spectral solutions in time against closed ones, finer ones, and the texts of their problems.</summary>
public sealed class PeriodicReferenceTests
{
    private const double Viscosity = 0.05;

    private static readonly SemilinearEquation Burgers = new()
    {
        Left = -1,
        Length = 2,
        Symbol = k => -Viscosity * k * k,
        Nonlinear = u => -0.5 * u * u,
        Slope = u => -u,
        IsFlux = true,
        Start = x => -Math.Sin(Math.PI * x),
    };

    private static readonly (
        string Name,
        PeriodicReference Reference,
        Problem Problem,
        SemilinearEquation Equation
    )[] Computed =
    [
        (
            "smooth",
            PeriodicReferences.SmoothAllenCahn,
            AllenCahnProblem.Create(isSmooth: true),
            PeriodicEquations.AllenCahn(isSmooth: true)
        ),
        (
            "published",
            PeriodicReferences.AllenCahn,
            AllenCahnProblem.Create(),
            PeriodicEquations.AllenCahn(isSmooth: false)
        ),
        ("kdv", PeriodicReferences.KortewegDeVries, KortewegDeVriesProblem.Create(), PeriodicEquations.KortewegDeVries),
        (
            "ks",
            PeriodicReferences.KuramotoSivashinsky,
            KuramotoSivashinskyProblem.Create(),
            PeriodicEquations.KuramotoSivashinsky
        ),
    ];

    public static TheoryData<string> Names => [.. Computed.Select(c => c.Name)];

    [Fact]
    public void Transforms_are_the_sums_that_define_them_and_invert_each_other()
    {
        Complex[] values = [.. Enumerable.Range(0, 16).Select(n => new Complex(Math.Sin(n * n), 1.0 / (n + 1)))];
        var transformed = values.ToArray();
        var transform = new FourierTransform(16);
        transform.Forward(transformed);
        for (var k = 0; k < 16; k++)
        {
            var sum = Complex.Zero;
            for (var n = 0; n < 16; n++)
            {
                sum += values[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / 16);
            }
            Assert.Equal(0, (sum - transformed[k]).Magnitude, 1e-13);
        }
        transform.Backward(transformed);
        Assert.All(values.Zip(transformed), pair => Assert.Equal(0, (pair.First - pair.Second).Magnitude, 1e-15));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform(12));
    }

    /// <summary>The start is odd and periodic, so that Cole and Hopf's solution is the periodic one.</summary>
    [Fact]
    public void Burgers_is_met_with_the_fourth_order_in_time()
    {
        var exact = new ColeHopf(Viscosity);
        double Error(int steps)
        {
            var solution = new PeriodicSolution(Burgers, 256, new Stretch(1, steps));
            var largest = 0.0;
            foreach (var (x, t) in new[] { (0.1, 0.13), (-0.3, 0.5), (0.02, 0.77), (0.9, 1.0) })
            {
                var (value, alongX, alongT) = exact.At(x, t);
                var found = solution.At(x, t);
                largest = Math.Max(largest, Math.Abs(value - found.Value));
                Assert.Equal(alongX, found.AlongX, 1e-3);
                Assert.Equal(alongT, found.AlongT, 1e-3);
            }
            return largest;
        }
        var (coarse, fine) = (Error(40), Error(80));
        Assert.InRange(Math.Log2(coarse / fine), 3.5, 4.5);
        Assert.InRange(Error(800), 0, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Certificates_are_above_what_twice_the_waves_and_steps_change(string name)
    {
        var (_, reference, _, _) = Computed.Single(c => c.Name == name);
        var seen = reference.Certificate.Measure!();
        Assert.InRange(reference.Certificate.Error, 1.5 * seen, 10 * seen);
        if (name == "published")
        {
            Assert.InRange(reference.Difference(0.02), 0, 5e-10);
        }
    }

    /// <summary>On cos kx, which does not move, the residual of the text is −(Lu + N(u)).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_state_the_equation_that_is_solved(string name)
    {
        var (_, _, problem, equation) = Computed.Single(c => c.Name == name);
        var (x, k) = (Calculus.X(0), 2 * Math.PI / equation.Length * 3);
        Expression wave = 0.7 * Calculus.Cos(k * x);
        double[] places = [.. Enumerable.Range(0, 8).Select(i => equation.Left + 0.11 * i)];
        var points = new PointSet(2, [.. places, .. places.Select(_ => 0.5)], new double[8]);
        var left = CoordinateValues.Of([Substitution.Of(problem.Residuals[0], [wave], 2)], points);
        for (var i = 0; i < places.Length; i++)
        {
            var (u, slope) = (0.7 * Math.Cos(k * places[i]), -0.7 * k * Math.Sin(k * places[i]));
            var linear = (equation.Symbol(k) * Complex.FromPolarCoordinates(0.7, k * places[i])).Real;
            var nonlinear = equation.IsFlux ? equation.Slope(u) * slope : equation.Nonlinear(u);
            Assert.Equal(-(linear + nonlinear), left[i], 1e-12 * Math.Max(1, Math.Abs(linear)));
        }
        var start = problem.Conditions.Single(c => c.Region.IsInitial).Prescribed!.Value.Value;
        var given = CoordinateValues.Of([start], points);
        Assert.All(places.Zip(given), p => Assert.Equal(equation.Start(p.First), p.Second, 1e-14));
    }

    [Fact]
    public void Rates_are_those_of_the_values_and_the_period_closes()
    {
        var solution = PeriodicReferences.SmoothAllenCahn.Solution;
        foreach (var (x, t) in new[] { (0.31, 0.4), (-0.6, 0.05), (0.49, 0.93) })
        {
            const double h = 1e-3;
            var difference =
                (
                    -solution.At(x, t + 2 * h).Value
                    + 8 * solution.At(x, t + h).Value
                    - 8 * solution.At(x, t - h).Value
                    + solution.At(x, t - 2 * h).Value
                ) / (12 * h);
            Assert.Equal(difference, solution.At(x, t).AlongT, 2e-6);
        }
        Assert.Equal(solution.At(-1, 0.7).Value, solution.At(1, 0.7).Value, 1e-12);
        Assert.Equal(solution.At(-1, 0.7).AlongX, solution.At(1, 0.7).AlongX, 1e-9);
    }

    /// <summary>The mean of the solution is kept by a flux.</summary>
    [Fact]
    public void Solutions_with_a_flux_keep_their_mean()
    {
        var solution = PeriodicReferences.KortewegDeVries.Solution;
        var mean = Enumerable.Range(0, 512).Average(i => solution.At(-1 + i / 256.0, 1).Value);
        Assert.Equal(0, mean, 1e-13);
        Assert.Equal(0, solution.Integral(), 1e-12);
        // By the trapezoidal rule in space and Simpson's in time, which know nothing of waves.
        var smooth = PeriodicReferences.SmoothAllenCahn;
        var sum = Enumerable
            .Range(0, 101)
            .Sum(j =>
                (j is 0 or 100 ? 1 : 2 + 2 * (j % 2))
                / 300.0
                * Enumerable.Range(0, 512).Average(i => smooth.Solution.At(-1 + i / 256.0, j / 100.0).Value)
            );
        Assert.Equal(2 * sum, smooth.Solution.Integral(), 1e-6);
        Assert.Equal(smooth.Solution.Integral(), smooth.Certificate.Integrals!().Single().Value);
    }
}
