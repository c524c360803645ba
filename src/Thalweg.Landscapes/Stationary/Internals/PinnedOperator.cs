using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A Hessian without the motions of the whole: Q H Q + s T Tᵀ, Q = 1 − T Tᵀ, so that no step and no lowest eigenvector is one of them.</summary>
/// <param name="motions">The rows of Tᵀ, orthonormal.</param>
/// <param name="stiffness">s > 0.</param>
internal sealed class PinnedOperator(ILinearOperator inner, IReadOnlyList<double[]> motions, double stiffness)
    : ILinearOperator
{
    public int Rows => inner.Rows;

    public int Columns => inner.Columns;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        var (n, freed) = (Columns, vectors.ToArray());
        for (var at = 0; at < freed.Length; at += n)
        {
            Remove(freed.AsSpan(at, n));
        }
        inner.Apply(freed, products, team);
        for (var at = 0; at < freed.Length; at += n)
        {
            var product = products.Span.Slice(at, n);
            Remove(product);
            foreach (var motion in motions)
            {
                Vectors.Combine(product, stiffness * Vectors.Dot(motion, vectors.Span.Slice(at, n)), motion, product);
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
        Apply(vectors, products, team);

    private void Remove(Span<double> vector)
    {
        foreach (var motion in motions)
        {
            Vectors.Combine(vector, -Vectors.Dot(motion, vector), motion, vector);
        }
    }
}
