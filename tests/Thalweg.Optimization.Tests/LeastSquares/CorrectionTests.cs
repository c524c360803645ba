using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.Acceleration;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.LeastSquares;

public sealed class CorrectionTests
{
    private static readonly double[] Point = [0.3, -0.2, 0.7, 0.1, -0.5];

    public static TheoryData<int> Counts =>
        [
            3, // fewer residuals than parameters
            5,
            12,
            2500, // more than one portion of the Jacobian
        ];

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_step_and_its_correction_solve_the_dense_equations(int count)
    {
        const double damping = 0.02;
        var model = new QuadraticResiduals(count, 5);
        var (factors, x) = FirstStep(model, damping);
        Check(model.At(Point), new double[5], x);

        var before = (double[])x.Clone();
        var ahead = model.At([.. Point.Zip(x, (a, b) => a + b)]);
        factors.Correct(ahead, [], x);
        Check(ahead, before, x);
        Assert.All(Enumerable.Range(0, 5), p => Assert.Equal(x[p] - before[p], factors.Change[p], 1e-12));

        // Jᵀ(r + J(z − x)) + μz = 0, by plain loops.
        void Check(double[] r, double[] from, double[] to)
        {
            var jacobian = model.Jacobian(Point);
            var move = to.Zip(from, (a, b) => a - b).ToArray();
            var sum = Enumerable.Range(0, count).Select(n => r[n] + Dot(jacobian[n], move)).ToArray();
            var image = Transposed(jacobian, sum);
            var scale = Transposed(jacobian, r).Max(Math.Abs);
            for (var p = 0; p < 5; p++)
            {
                Assert.Equal(0, image[p] + damping * to[p], 1e-12 * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Corrections_settle_where_the_damped_residuals_end(int count)
    {
        // Far more damping than the residuals bend: the corrections contract.
        const double damping = 1e5;
        var model = new QuadraticResiduals(count, 5);
        var (factors, x) = FirstStep(model, damping);
        var changes = new List<double>();
        for (var k = 0; k < 8; k++)
        {
            factors.Correct(model.At([.. Point.Zip(x, (a, b) => a + b)]), [], x);
            changes.Add(Vectors.Norm(factors.Change));
        }
        Assert.True(changes[^1] <= 1e-13 * x.Max(Math.Abs), string.Join(' ', changes));
        var end = model.At([.. Point.Zip(x, (a, b) => a + b)]);
        var image = Transposed(model.Jacobian(Point), end);
        for (var p = 0; p < 5; p++)
        {
            Assert.Equal(-image[p], damping * x[p], 1e-11 * image.Max(Math.Abs));
        }
    }

    [Fact]
    public void Linear_residuals_need_no_correction()
    {
        var quadratic = Quadratic.Create([1.0, 10.0, 100.0], basisSeed: 4);
        double[] start = [3.0, -2.0, 1.0];
        var plain = Run(quadratic, start, 5, 0);
        var corrected = Run(quadratic, start, 5, 12);
        for (var p = 0; p < start.Length; p++)
        {
            Assert.Equal(plain.Parameters[p], corrected.Parameters[p], 1e-11);
        }
        // The acceleration, the trial, the first correction, which finds nothing to do, and the value.
        Assert.InRange(corrected.Spent.Values, 1, 4 * 5);
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_narrow_curved_valley_takes_far_fewer_steps(double steepness)
    {
        // A floor y = sin 3x that winds from the start to the minimum at x = 2.
        double[] start = [-2, Math.Sin(-6)];
        var valley = new TestProblem(
            0,
            "valley",
            start,
            v => [steepness * (v[1] - Dual.Sin(3 * v[0])), v[0] - 2]
        ).Objective();
        var plain = Run(valley, start, 5000, 0, tolerance: 1e-6);
        var corrected = Run(valley, start, 5000, 12, tolerance: 1e-6);
        Assert.Equal(2, corrected.Parameters[0], 1e-6);
        Assert.True(
            5 * corrected.Iterations < plain.Iterations,
            $"{corrected.Iterations} steps tried with corrections, {plain.Iterations} without"
        );
    }

    [Fact]
    public void A_step_that_bends_too_much_is_refused_without_a_value()
    {
        // From the classical start of Rosenbrock the full step v is (2.2, −4.84), and the residuals bend by a = (0, 9.68).
        var rosenbrock = new Rosenbrock(2);
        var optimizer = new LeastSquaresOptimizer { InitialDamping = 1e-14 };
        var result = LeastSquaresTrace.Of(optimizer, 3, rosenbrock, [-1.2, 1.0]);
        Assert.Equal(0, result.Accepted);
        Assert.All(result.History, row => Assert.Equal(0.0, row.GainRatio));
        // One vector of residuals for each step tried, and the Jacobian once.
        Assert.Equal(3, result.Spent.Values);
        Assert.Equal(1, result.Spent.Jacobians);
        Assert.Equal([2.0, 4.0], result.History.Zip(result.History.Skip(1), (a, b) => b.Damping / a.Damping));
    }

    [Fact]
    public void Singular_values_below_the_root_of_rounding_are_followed()
    {
        // r = QSQθ with singular values from 1 to 1e-10 and a reflection Q that mixes all coordinates. Squared they are lost beside 1,
        // on either side, and θ along them would stay.
        double[] start = [1, 2, 1, 1, 1, 1];
        var graded = new TestProblem(
            0,
            "graded",
            start,
            v => Reflected([.. Reflected(v).Select((x, n) => Math.Pow(10, -2 * n) * x)])
        ).Objective();
        var result = Run(graded, start, 60, 12);
        Assert.All(result.Parameters, p => Assert.Equal(0, p, 1e-3));
    }

    [Fact]
    public void Negative_limits_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeastSquaresOptimizer { Corrections = -1 });

    private static (DampedFactors Factors, double[] Step) FirstStep(QuadraticResiduals model, double damping)
    {
        var factors = new DampedFactors(model, 5, byRows: model.RowCount < 5);
        factors.Linearize(Point, WorkerTeam.Sequential);
        Assert.True(factors.Damp(damping, WorkerTeam.Sequential));
        var step = new double[5];
        factors.Correct(model.At(Point), [], step);
        return (factors, step);
    }

    private static LeastSquaresTrace Run(
        IObjective objective,
        double[] start,
        long iterations,
        int corrections,
        double tolerance = 0
    )
    {
        var optimizer = new LeastSquaresOptimizer { Corrections = corrections, GradientTolerance = tolerance };
        return LeastSquaresTrace.Of(optimizer, iterations, objective, start);
    }

    // x − (2/n) 1 (1ᵀx).
    private static Dual[] Reflected(Dual[] x)
    {
        var sum = x.Aggregate((a, b) => a + b);
        return [.. x.Select(entry => entry - (2.0 / x.Length * sum))];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Transposed(double[][] rows, double[] vector) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(p => rows.Select((row, n) => row[p] * vector[n]).Sum())];

    private sealed class QuadraticResiduals(int count, int parameters) : IResiduals
    {
        public int RowCount => count;

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

        public void Rows(
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
