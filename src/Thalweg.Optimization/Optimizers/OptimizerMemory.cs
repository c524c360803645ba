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

    /// <summary>A square matrix that is saved with its state.</summary>
    internal static OptimizerMemory Square(int parameters)
    {
        var square = (double)parameters * parameters;
        return new OptimizerMemory(square, square, square);
    }

    /// <summary>The factors of a matrix with a row for each residual.</summary>
    internal static OptimizerMemory Factors(int parameters, long rows)
    {
        var matrix = (double)Math.Max(rows, parameters) * parameters;
        var square = (double)parameters * parameters;
        return rows < parameters
            ? new OptimizerMemory((2.0 * rows * rows) + ((double)rows * parameters), (double)rows * parameters, 0)
            : new OptimizerMemory(matrix + square + (Math.Min(2048.0, rows) * parameters), matrix, 0);
    }

    public static OptimizerMemory operator +(OptimizerMemory a, OptimizerMemory b) =>
        new(a.Total + b.Total, Math.Max(a.Longest, b.Longest), a.Saved + b.Saved);

    public static OptimizerMemory Add(OptimizerMemory left, OptimizerMemory right) => left + right;
}
