using Thalweg.Numerics.Linear;
using Thalweg.Optimization.Optimizers.Acceleration;

namespace Thalweg.Optimization.Optimizers;

/// <summary>Numbers of eight bytes that an optimizer keeps while it runs.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Longest">Those of its longest array.</param>
/// <param name="Saved">Those that enter a saved state.</param>
public readonly record struct OptimizerMemory(double Total, double Longest, double Saved)
{
    /// <summary>Vectors of P numbers.</summary>
    internal static OptimizerMemory Vectors(double count, int parameters) =>
        new(count * parameters, parameters, count * parameters);

    /// <summary>So many pairs of vectors, the first ones of all in one array.</summary>
    internal static OptimizerMemory Pairs(int count, int parameters) =>
        Vectors((2.0 * count) + 1, parameters) with
        {
            Longest = (double)count * parameters,
        };

    /// <summary>A square matrix that is saved with its state.</summary>
    internal static OptimizerMemory Square(int parameters)
    {
        var square = (double)parameters * parameters;
        return new OptimizerMemory(square + (4.0 * parameters), square, square);
    }

    /// <summary>The factors of a matrix with a row for each residual, and two vectors of residuals.</summary>
    /// <param name="byRows">Whether the matrix of the rows is factorised.</param>
    internal static OptimizerMemory Factors(int parameters, long rows, bool byRows)
    {
        var matrix = (double)rows * parameters;
        var square = (double)rows * rows;
        var portion = Math.Min((double)DampedFactors.Portion, rows) * parameters;
        var (factors, longest) = byRows
            ? (matrix + (2.0 * square) + rows, Math.Max(matrix, square))
            : (
                DampedLeastSquares.NumbersOf(rows, parameters) + portion,
                Math.Max(DampedLeastSquares.LongestOf(rows, parameters), portion)
            );
        return new OptimizerMemory(factors + (2.0 * rows) + (2.0 * parameters), longest, 0);
    }

    public static OptimizerMemory operator +(OptimizerMemory a, OptimizerMemory b) =>
        new(a.Total + b.Total, Math.Max(a.Longest, b.Longest), a.Saved + b.Saved);

    public static OptimizerMemory Add(OptimizerMemory left, OptimizerMemory right) => left + right;
}
