using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>A linear map A from R^Columns to R^Rows, known by its products with blocks of vectors.</summary>
/// <remarks>Every product is that of its vector alone: its bits depend neither on K nor on the threads. An operator may reuse scratch
/// memory and is used by one caller at a time; it parallelises inside.</remarks>
public interface ILinearOperator
{
    int Rows { get; }

    int Columns { get; }

    /// <summary>True where A = Aᵀ is known, up to rounding; false may also mean that nobody knows.</summary>
    bool IsSymmetric { get; }

    /// <summary>Writes A v for every vector of a block.</summary>
    /// <param name="vectors">[K, Columns].</param>
    /// <param name="products">[K, Rows], written; apart from the vectors.</param>
    /// <exception cref="ArgumentException">A block has no whole vectors, or the blocks differ in K.</exception>
    void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);

    /// <summary>Writes Aᵀ w for every vector of a block.</summary>
    /// <param name="vectors">[K, Rows].</param>
    /// <param name="products">[K, Columns], written; apart from the vectors.</param>
    /// <exception cref="ArgumentException">A block has no whole vectors, or the blocks differ in K.</exception>
    void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);
}
