using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>A matrix M(θ) with P columns, by its rows in any portions and by its products with blocks of vectors: what
/// <see cref="IResiduals"/> and <see cref="ISecondVariation"/> share, and no capability by itself.</summary>
/// <remarks>Products are formed from the rows unless an implementation knows better: cost then all rows of M once per call, and
/// 2 R P operations per vector; a portion of the rows, at most 2 MiB or one row, is allocated.</remarks>
public interface IMatrixRows
{
    /// <summary>R, the rows of M.</summary>
    int RowCount { get; }

    /// <summary>Writes rows [first, first + count) of M(θ), [count, P].</summary>
    /// <param name="parameters">θ, [P].</param>
    void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team);

    /// <summary>Writes M(θ)v for every vector of a block.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="vectors">[K, P].</param>
    /// <param name="products">[K, R], written; apart from the vectors.</param>
    void Multiply(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    ) => RowPortions.Multiply(this, parameters, vectors, products, team);

    /// <summary>Writes M(θ)ᵀw for every vector of a block.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="vectors">[K, R].</param>
    /// <param name="products">[K, P], written; apart from the vectors.</param>
    void MultiplyTransposed(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    ) => RowPortions.MultiplyTransposed(this, parameters, vectors, products, team);
}
