using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective L = Σ r_i² + const over R weighted residuals (Gauss–Newton and its kin); the matrix is
/// J = ∂r/∂θ.</summary>
public interface IResiduals : IMatrixRows
{
    /// <summary>Writes r(θ), [R], weights included (each r_i carries √w_i).</summary>
    void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team);
}
