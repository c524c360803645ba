using System.Diagnostics;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>Gram products and factorisations of given sizes.</summary>
internal static class DenseAlgebra
{
    /// <summary>XᵀX of [rows, columns], the lower triangle, on one thread.</summary>
    public static KernelWork Gram(int rows, int columns) => Gram(rows, columns, WorkerTeam.Sequential);

    /// <summary>The same on several threads.</summary>
    public static KernelWork Gram(int rows, int columns, WorkerTeam team)
    {
        var matrix = Values(rows * columns);
        var target = new double[columns * columns];
        return new KernelWork(
            $"Gram product of [{rows}, {columns}]",
            (double)rows * columns * (columns + 1),
            () => GramMatrix.OfColumns(matrix, rows, columns, target, team)
        );
    }

    /// <summary>Operations of the factorisation of a matrix.</summary>
    public static double CholeskyFlops(int order) => (double)order * order * order / 3.0;

    /// <summary>L Lᵀ of a positive definite matrix; it overwrites its matrix, and the copy before it is not timed.</summary>
    public static Contestant Cholesky(int order, WorkerTeam team)
    {
        var matrix = Values(order * order);
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[j * order + i] = matrix[i * order + j];
            }
            matrix[i * order + i] = order;
        }
        var copy = new double[matrix.Length];
        return InPlace(
            $"Cholesky factor of order {order}",
            () => matrix.CopyTo(copy.AsSpan()),
            () =>
            {
                if (CholeskyFactorization.InPlace(copy, order, team).Failure is not null)
                {
                    throw new InvalidOperationException($"the matrix of order {order} is not positive definite");
                }
            },
            team
        );
    }

    /// <summary>Operations of QR of a tall matrix.</summary>
    public static double OrthogonalFlops(int rows, int columns) => 2.0 * columns * columns * (rows - (columns / 3.0));

    /// <summary>QR by reflections; it overwrites its matrix, and taking that in before is not timed.</summary>
    public static Contestant Orthogonal(int rows, int columns, WorkerTeam team)
    {
        // No column a combination of others, as the even values of the other matrices may be.
        var matrix = new double[rows * columns];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = Math.Sin(1.0 + (i * 0.7) + (i % columns * 0.013 * i));
        }
        var squares = DampedLeastSquares.Create(rows, columns);
        return InPlace(
            $"orthogonal factors of [{rows}, {columns}]",
            () => squares.Load(matrix, 0, team),
            () => squares.Factorize(team),
            team
        );
    }

    private static Contestant InPlace(string name, Action prepare, Action run, WorkerTeam team) =>
        new(
            name,
            seconds =>
            {
                var (count, elapsed) = (0, 0.0);
                do
                {
                    prepare();
                    var start = Now(team);
                    run();
                    elapsed += Now(team) - start;
                    count++;
                } while (elapsed < seconds);
                return elapsed / count;
            }
        );

    private static double Now(WorkerTeam team) =>
        team.Threads == 1 ? ThreadClock.Seconds : Stopwatch.GetElapsedTime(0).TotalSeconds;

    private static double[] Values(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (i * 37L % 101 - 50) / 50.0;
        }
        return values;
    }
}
