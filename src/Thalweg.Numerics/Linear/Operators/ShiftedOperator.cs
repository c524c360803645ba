using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>A + σI, such as a damped Hessian.</summary>
/// <remarks>Cost: a product of A.</remarks>
public sealed class ShiftedOperator : ILinearOperator
{
    private readonly ILinearOperator inner;
    private readonly double shift;

    /// <param name="inner">A, square.</param>
    /// <param name="shift">σ.</param>
    /// <exception cref="ArgumentException">A is not square.</exception>
    public ShiftedOperator(ILinearOperator inner, double shift)
    {
        ArgumentNullException.ThrowIfNull(inner);
        OperatorShape.RequireSquare(inner, nameof(inner));
        (this.inner, this.shift) = (inner, shift);
    }

    public int Rows => inner.Rows;

    public int Columns => inner.Columns;

    public bool IsSymmetric => inner.IsSymmetric;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.Apply(vectors, products, team);
        Vectors.Combine(products.Span, shift, vectors.Span, products.Span);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.ApplyTransposed(vectors, products, team);
        Vectors.Combine(products.Span, shift, vectors.Span, products.Span);
    }
}
