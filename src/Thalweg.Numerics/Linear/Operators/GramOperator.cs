using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>AᵀA: symmetric and positive semidefinite, such as half the Gauss–Newton matrix of a Jacobian.</summary>
/// <remarks>Cost: one product of A and one of Aᵀ; [K, rows of A] of memory, kept. For AAᵀ give the transpose.</remarks>
public sealed class GramOperator(ILinearOperator inner) : ILinearOperator
{
    private readonly ChainOperator chain = new(new TransposedOperator(inner), inner);

    public int Rows => inner.Columns;

    public int Columns => inner.Columns;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        chain.Apply(vectors, products, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        chain.Apply(vectors, products, team);
    }
}
