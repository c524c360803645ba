using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>Aᵀ.</summary>
/// <remarks>Cost: that of A.</remarks>
public sealed class TransposedOperator(ILinearOperator inner) : ILinearOperator
{
    private readonly ILinearOperator inner = inner ?? throw new ArgumentNullException(nameof(inner));

    public int Rows => inner.Columns;

    public int Columns => inner.Rows;

    public bool IsSymmetric => inner.IsSymmetric;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.ApplyTransposed(vectors, products, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        inner.Apply(vectors, products, team);
    }
}
