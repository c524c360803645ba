using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class DampedLeastSquaresTests
{
    private const double Epsilon = 2.220446049250313e-16;

    public static TheoryData<int, int> Shapes =>
        new()
        {
            { 1, 1 },
            { 2, 1 },
            { 7, 7 },
            { 9, 8 },
            { 47, 47 },
            { 48, 48 },
            { 49, 49 },
            { 60, 49 },
            { 300, 95 },
            { 257, 96 },
            { 500, 97 },
            { 700, 150 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_solution_satisfies_the_normal_equations(int rows, int columns)
    {
        var (matrix, target, pull) = Data(rows, columns);
        var solver = DampedLeastSquares.Create(rows, columns);
        solver.Load(matrix, 0, WorkerTeam.Sequential);
        solver.Factorize(WorkerTeam.Sequential);
        foreach (var damping in (double[])[0.5, 1e-3, 1e4, 0])
        {
            foreach (var p in (double[][])[pull, []])
            {
                var x = new double[columns];
                Assert.True(solver.Damp(damping, WorkerTeam.Sequential));
                solver.Solve(target, p, x);
                // Backward stable: the gradient vanishes against the sizes of what it is made of.
                var norm = Math.Sqrt(Norm(matrix) + damping);
                var residual = Residual(matrix, target, x, rows, columns);
                var size = norm * (Math.Sqrt(Norm(residual)) + norm * Math.Sqrt(Norm(x)) + Math.Sqrt(Norm(target)));
                for (var j = 0; j < columns; j++)
                {
                    var gradient = damping * (x[j] - (p.Length > 0 ? p[j] : 0));
                    for (var n = 0; n < rows; n++)
                    {
                        gradient += matrix[n * columns + j] * residual[n];
                    }
                    Assert.InRange(Math.Abs(gradient), 0, 4 * (rows + columns) * Epsilon * size);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Threads_registers_and_portions_leave_no_trace(int rows, int columns)
    {
        var (matrix, target, pull) = Data(rows, columns);
        var expected = Solve(DampedLeastSquares.Create<LaneF64>(rows, columns), 1, rows);
        foreach (var threads in (int[])[1, 2, 3])
        {
            Assert.Equal(expected, Solve(DampedLeastSquares.Create<LaneF64>(rows, columns), threads, rows));
            Assert.Equal(expected, Solve(DampedLeastSquares.Create<LaneF64x4>(rows, columns), threads, 5));
            Assert.Equal(expected, Solve(DampedLeastSquares.Create(rows, columns), threads, 300));
        }

        double[] Solve(DampedLeastSquares solver, int threads, int portion)
        {
            using var team = new WorkerTeam(threads);
            var x = new double[columns];
            // What another matrix and another damping left behind must not show.
            for (var pass = 0; pass < 2; pass++)
            {
                var source = pass == 0 ? Matrices.Gaussian(rows, columns, "before") : matrix;
                for (var first = 0; first < rows; first += portion)
                {
                    var count = Math.Min(portion, rows - first);
                    solver.Load(source.AsSpan(first * columns, count * columns), first, team);
                }
                solver.Factorize(team);
                Assert.True(solver.Damp(3, team));
                solver.Solve(target, [], x);
                Assert.True(solver.Damp(1e-6, team));
                solver.Solve(target, pull, x);
            }
            return x;
        }
    }

    /// <summary>(AᵀA + μI) x = b and ‖Ax‖² + μ‖x‖² by plain loops, also with fewer rows than columns, twice with one solver.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    [InlineData(1, 3)]
    [InlineData(30, 49)]
    [InlineData(60, 130)]
    [InlineData(96, 97)]
    public void The_damped_matrix_is_solved_for_any_side(int rows, int columns)
    {
        var (_, target, pull) = Data(rows, columns);
        var solver = DampedLeastSquares.Create(rows, columns);
        var x = new double[columns];
        foreach (var name in (string[])["before", "matrix"])
        {
            var matrix = Matrices.Gaussian(rows, columns, name);
            solver.Load(matrix, 0, WorkerTeam.Sequential);
            solver.Factorize(WorkerTeam.Sequential);
            foreach (var damping in (double[])[0.5, 1e-3, 1e4])
            {
                Assert.True(solver.Damp(damping, WorkerTeam.Sequential));
                solver.SolveNormal(pull, x);
                Check(matrix, damping, pull);
                var image = Residual(matrix, new double[rows], x, rows, columns);
                var square = Norm(image) + (damping * Norm(x));
                Assert.Equal(square, solver.SquaredNorm(x), 1e-11 * square);
                solver.Solve(target, pull, x);
                var side = Transposed(matrix, target).Zip(pull, (a, p) => a + (damping * p));
                Check(matrix, damping, [.. side]);
            }
        }

        void Check(double[] matrix, double damping, double[] side)
        {
            var product = Transposed(matrix, Residual(matrix, new double[rows], x, rows, columns));
            var size = (Norm(matrix) + damping) * Math.Sqrt(Norm(x)) + Math.Sqrt(Norm(side));
            for (var j = 0; j < columns; j++)
            {
                var error = product[j] + (damping * x[j]) - side[j];
                Assert.InRange(Math.Abs(error), 0, 4 * (rows + columns) * Epsilon * size);
            }
        }

        double[] Transposed(double[] matrix, double[] vector) =>
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(j => Enumerable.Range(0, rows).Sum(n => matrix[n * columns + j] * vector[n])),
            ];
    }

    // Läuchli's matrix: a row of ones over δI. With δ below √ε the normal equations are singular, and the solution is well known.
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    public void Singular_values_below_the_root_of_epsilon_count(double small)
    {
        const int columns = 60;
        const int rows = columns + 1;
        var matrix = new double[rows * columns];
        matrix.AsSpan(0, columns).Fill(1);
        var target = new double[rows];
        for (var j = 0; j < columns; j++)
        {
            matrix[(j + 1) * columns + j] = small;
            target[j + 1] = small * (j % 2 == 0 ? 1 : -1);
        }
        var solver = DampedLeastSquares.Create(rows, columns);
        solver.Load(matrix, 0, WorkerTeam.Sequential);
        solver.Factorize(WorkerTeam.Sequential);
        var x = new double[columns];
        Assert.True(solver.Damp(0, WorkerTeam.Sequential));
        solver.Solve(target, [], x);
        Check(1);
        // σ² + μ instead of σ²: half of what was there.
        Assert.True(solver.Damp(small * small, WorkerTeam.Sequential));
        solver.Solve(target, [], x);
        Check(0.5);

        void Check(double size)
        {
            for (var j = 0; j < columns; j++)
            {
                Assert.Equal(j % 2 == 0 ? size : -size, x[j], 64 * Epsilon / small);
            }
        }
    }

    [Fact]
    public void Dependent_columns_need_damping()
    {
        var matrix = Matrices.Gaussian(120, 70);
        for (var n = 0; n < 120; n++)
        {
            matrix[n * 70 + 50] = 0;
        }
        var solver = DampedLeastSquares.Create(120, 70);
        solver.Load(matrix, 0, WorkerTeam.Sequential);
        solver.Factorize(WorkerTeam.Sequential);
        Assert.False(solver.Damp(0, WorkerTeam.Sequential));
        Assert.True(solver.Damp(1e-8, WorkerTeam.Sequential));
        var x = new double[70];
        solver.Solve(Matrices.Gaussian(120, 1), [], x);
        Assert.Equal(0, x[50], 1e-10);
        Assert.All(x, v => Assert.True(double.IsFinite(v)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_matrix_that_is_not_finite_has_no_solution(double entry)
    {
        var matrix = Matrices.Gaussian(120, 70);
        matrix[55 * 70 + 20] = entry;
        var solver = DampedLeastSquares.Create(120, 70);
        solver.Load(matrix, 0, WorkerTeam.Sequential);
        solver.Factorize(WorkerTeam.Sequential);
        Assert.False(solver.Damp(1, WorkerTeam.Sequential));
        Assert.False(double.IsFinite(solver.LargestColumn));
    }

    [Fact]
    public void The_largest_column_is_that_of_the_matrix()
    {
        var matrix = Matrices.Gaussian(200, 70);
        var solver = DampedLeastSquares.Create(200, 70);
        solver.Load(matrix, 0, WorkerTeam.Sequential);
        solver.Factorize(WorkerTeam.Sequential);
        var expected = Enumerable
            .Range(0, 70)
            .Max(j => Enumerable.Range(0, 200).Sum(n => matrix[n * 70 + j] * matrix[n * 70 + j]));
        Assert.Equal(expected, solver.LargestColumn, expected * 1e-13);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused()
    {
        Assert.Contains(
            "got 0 rows and 4 columns",
            Assert.Throws<ArgumentException>(() => DampedLeastSquares.Create(0, 4)).Message
        );
        Assert.Throws<ArgumentException>(() => DampedLeastSquares.Create(3, 0));
        var solver = DampedLeastSquares.Create(9, 4);
        Assert.Throws<ArgumentException>(() => solver.Load(new double[7], 0, WorkerTeam.Sequential));
        Assert.Throws<ArgumentOutOfRangeException>(() => solver.Load(new double[8], 8, WorkerTeam.Sequential));
        Assert.Throws<ArgumentOutOfRangeException>(() => solver.Damp(-1, WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() => solver.Solve(new double[8], [], new double[4]));
        Assert.Throws<ArgumentException>(() => solver.Solve(new double[9], new double[3], new double[4]));
        Assert.Throws<ArgumentException>(() => solver.SolveNormal(new double[9], new double[4]));
        Assert.Throws<ArgumentException>(() => solver.SquaredNorm(new double[9]));
    }

    private static (double[] Matrix, double[] Target, double[] Pull) Data(int rows, int columns) =>
        (Matrices.Gaussian(rows, columns), Matrices.Gaussian(rows, 1, "target"), Matrices.Gaussian(columns, 1, "pull"));

    private static double[] Residual(double[] matrix, double[] target, double[] x, int rows, int columns) =>
        [
            .. Enumerable
                .Range(0, rows)
                .Select(n => Enumerable.Range(0, columns).Sum(j => matrix[n * columns + j] * x[j]) - target[n]),
        ];

    private static double Norm(double[] values) => values.Sum(v => v * v);
}
