using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LeastSquares;

namespace Thalweg.Optimization.Tests.LeastSquares;

public sealed class GeodesicAccelerationTests
{
    [Theory]
    [InlineData(3)] // fewer residuals than parameters
    [InlineData(12)]
    [InlineData(2500)] // more than one portion of the Jacobian
    public void The_acceleration_of_quadratic_residuals_solves_the_dense_equations(int count)
    {
        // r_n(θ) = (b_n·θ)² + c_n·θ + d_n: r_vv = 2(b_n·v)² exactly, at every θ.
        var model = new QuadraticResiduals(count, 5);
        double[] point = [0.3, -0.2, 0.7, 0.1, -0.5];
        const double damping = 0.02;
        var matrix = new GaussNewtonMatrix(model, 5);
        matrix.Linearize(point, WorkerTeam.Sequential);
        var jacobian = model.Jacobian(point);
        var r = model.At(point);
        var gradient = Transposed(jacobian, r).Select(g => 2 * g).ToArray();
        var step = new double[5];
        Assert.True(matrix.Step(damping, gradient, step, WorkerTeam.Sequential));

        var acceleration = new double[5];
        var geodesic = new GeodesicAcceleration(model, 5);
        geodesic.Linearize(point, WorkerTeam.Sequential);
        geodesic.Evaluate(point, step, matrix, acceleration, WorkerTeam.Sequential);

        // (JᵀJ + μI) a + Jᵀ r_vv = 0, by plain loops.
        var bend = Enumerable.Range(0, count).Select(n => model.SecondAlong(n, step)).ToArray();
        var right = Transposed(jacobian, bend);
        var image = Enumerable.Range(0, count).Select(n => Dot(jacobian[n], acceleration)).ToArray();
        var left = Transposed(jacobian, image);
        var scale = right.Max(Math.Abs);
        for (var p = 0; p < 5; p++)
        {
            Assert.Equal(-right[p], left[p] + damping * acceleration[p], 1e-8 * scale);
        }
    }

    [Fact]
    public void Linear_residuals_are_not_accelerated()
    {
        var quadratic = Quadratic.Create([1.0, 10.0, 100.0], basisSeed: 4);
        var residuals = Assert.IsType<IResiduals>(quadratic, exactMatch: false);
        double[] start = [3.0, -2.0, 1.0];
        var plain = Run(quadratic, residuals, start, 5, 0);
        var accelerated = Run(quadratic, residuals, start, 5, 0.75);
        for (var p = 0; p < start.Length; p++)
        {
            Assert.Equal(plain.Parameters[p], accelerated.Parameters[p], 1e-11);
        }
    }

    [Fact]
    public void A_curved_valley_takes_fewer_steps()
    {
        var rosenbrock = new Rosenbrock(2);
        var plain = Run(rosenbrock, rosenbrock, [-1.2, 1.0], 200, 0, tolerance: 1e-10);
        var accelerated = Run(rosenbrock, rosenbrock, [-1.2, 1.0], 200, 0.75, tolerance: 1e-10);
        Assert.Equal(1.0, accelerated.Parameters[0], 1e-10);
        Assert.Equal(1.0, accelerated.Parameters[1], 1e-10);
        Assert.True(
            accelerated.Accepted < plain.Accepted,
            $"{accelerated.Accepted} steps taken with acceleration, {plain.Accepted} without"
        );
    }

    [Fact]
    public void A_step_that_bends_too_much_is_refused_without_a_value()
    {
        var rosenbrock = new Rosenbrock(2);
        var result = Run(rosenbrock, rosenbrock, [-1.2, 1.0], 4, 1e-9);
        Assert.Equal(0, result.Accepted);
        Assert.All(result.History, row => Assert.Equal(0.0, row.GainRatio));
        Assert.Equal(0, result.ValueEvaluations);
        Assert.Equal(5, result.JacobianEvaluations);
        Assert.Equal([2.0, 4.0, 8.0], result.History.Zip(result.History.Skip(1), (a, b) => b.Damping / a.Damping));
    }

    [Fact]
    public void Negative_limits_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LevenbergMarquardtOptions(1) { Acceleration = -1 });

    private static LeastSquaresResult Run(
        IObjective objective,
        IResiduals residuals,
        double[] start,
        long iterations,
        double acceleration,
        double tolerance = 0
    )
    {
        var options = new LevenbergMarquardtOptions(iterations)
        {
            Acceleration = acceleration,
            GradientTolerance = tolerance,
        };
        var method = new LevenbergMarquardt(options, objective, residuals);
        return method.Run(method.Begin(start), WorkerTeam.Sequential);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Transposed(double[][] rows, double[] vector) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(p => rows.Select((row, n) => row[p] * vector[n]).Sum())];

    private sealed class QuadraticResiduals(int count, int parameters) : IResiduals
    {
        public int ResidualCount => count;

        public double SecondAlong(int n, double[] direction)
        {
            var slope = Dot(Bend(n), direction);
            return 2 * slope * slope;
        }

        public double[] At(double[] point) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(n => Dot(Bend(n), point) * Dot(Bend(n), point) + Dot(Tilt(n), point) + 0.1 * (n % 7)),
            ];

        public double[][] Jacobian(double[] point) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(n => Bend(n).Zip(Tilt(n), (b, c) => 2 * Dot(Bend(n), point) * b + c).ToArray()),
            ];

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            At(parameters.ToArray()).CopyTo(residuals);

        public void JacobianRows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => Jacobian(parameters.ToArray()).Skip(first).Take(count).SelectMany(row => row).ToArray().CopyTo(rows);

        private double[] Bend(int n) => [.. Enumerable.Range(0, parameters).Select(p => (7 * n + 3 * p) % 11 / 11.0)];

        private double[] Tilt(int n) => [.. Enumerable.Range(0, parameters).Select(p => (5 * n + 2 * p) % 13 / 13.0)];
    }
}
