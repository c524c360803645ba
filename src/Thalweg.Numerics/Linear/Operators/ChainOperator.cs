using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>A B: first B, then A.</summary>
/// <remarks>Cost: one product of each; [K, rows of B] of memory, kept. Symmetry is not recognised: for AᵀA there is
/// <see cref="GramOperator"/>.</remarks>
public sealed class ChainOperator : ILinearOperator
{
    private readonly ILinearOperator outer;
    private readonly ILinearOperator inner;
    private double[] middle = [];

    /// <param name="outer">A.</param>
    /// <param name="inner">B, with as many rows as A has columns.</param>
    /// <exception cref="ArgumentException">The operators do not fit.</exception>
    public ChainOperator(ILinearOperator outer, ILinearOperator inner)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        OperatorShape.RequireEqual(inner.Rows, outer.Columns, "rows", nameof(inner));
        (this.outer, this.inner) = (outer, inner);
    }

    public int Rows => outer.Rows;

    public int Columns => inner.Columns;

    public bool IsSymmetric => false;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var between = Between(OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows));
        inner.Apply(vectors, between, team);
        outer.Apply(between, products, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var between = Between(OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Columns));
        outer.ApplyTransposed(vectors, between, team);
        inner.ApplyTransposed(between, products, team);
    }

    private Memory<double> Between(int count)
    {
        var length = count * inner.Rows;
        if (middle.Length < length)
        {
            middle = new double[length];
        }
        return middle.AsMemory(0, length);
    }
}
