using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>A matrix M(θ) with P columns, by its rows in any portions: what <see cref="IResiduals"/> and
/// <see cref="ISecondVariation"/> share, and no capability by itself.</summary>
public interface IMatrixRows
{
    /// <summary>R, the rows of M.</summary>
    int RowCount { get; }

    /// <summary>Writes rows [first, first + count) of M(θ), [count, P].</summary>
    /// <param name="parameters">θ, [P].</param>
    void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team);
}
