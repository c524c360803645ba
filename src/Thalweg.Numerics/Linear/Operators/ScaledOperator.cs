using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>αA.</summary>
/// <remarks>Cost: a product of A.</remarks>
public sealed class ScaledOperator(double factor, ILinearOperator inner) : ILinearOperator
{
    private readonly ILinearOperator inner = inner ?? throw new ArgumentNullException(nameof(inner));

    public int Rows => inner.Rows;

    public int Columns => inner.Columns;

    public bool IsSymmetric => inner.IsSymmetric;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.Apply(vectors, products, team);
        Vectors.Scale(factor, products.Span, products.Span);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.ApplyTransposed(vectors, products, team);
        Vectors.Scale(factor, products.Span, products.Span);
    }
}
