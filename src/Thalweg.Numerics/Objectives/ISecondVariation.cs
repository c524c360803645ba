using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective L(θ) = E(u(·; θ)) that is a functional of a model, with the second variation of E in the directions of
/// the parameter derivatives, G_ij = D²E(u)[∂u/∂θ_i, ∂u/∂θ_j] = (MᵀM)_ij, by the rows of M, weights included
/// [Mueller2023].</summary>
/// <remarks>For a sum of squares G = 2JᵀJ (<see cref="ResidualVariation"/>). Where θ enters u linearly G is the Hessian of
/// L.</remarks>
public interface ISecondVariation : IMatrixRows
{
    /// <summary>Writes how much what the rows are derivatives of changes from θ to θ + s, the weights held as they are at θ:
    /// M(θ)s and what bends, [R]. Cost: about two values.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="step">s, [P].</param>
    void Chords(ReadOnlyMemory<double> parameters, ReadOnlyMemory<double> step, Memory<double> chords, WorkerTeam team);
}
