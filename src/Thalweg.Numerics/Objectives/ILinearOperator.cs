using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>A symmetric linear operator on R^P, applied to blocks of vectors.</summary>
public interface ILinearOperator
{
    int Dimension { get; }

    /// <param name="vectors">[K, P].</param>
    /// <param name="products">[K, P], written.</param>
    void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);
}
