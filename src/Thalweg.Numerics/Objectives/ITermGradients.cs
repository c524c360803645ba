using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>Gradients of each term apart (term weighting, conflicts between terms).</summary>
public interface ITermGradients
{
    /// <param name="parameters">[P].</param>
    /// <param name="gradients">[T, P], written; the rows sum to the gradient.</param>
    /// <param name="terms">[T], written.</param>
    void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    );
}
