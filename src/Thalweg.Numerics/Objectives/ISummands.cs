using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective whose loss is a sum over many summands, such as the points of a quadrature: how large they are, which the
/// rounding of the loss is relative to where they cancel.</summary>
public interface ISummands
{
    /// <summary>The distance from 1 to the next number that the summands are computed with: 2⁻⁵² in double precision, 2⁻²³ in
    /// single.</summary>
    double Epsilon { get; }

    /// <summary>Evaluates K parameter vectors at once with Σ |summands|. Cost: K values.</summary>
    /// <param name="parameters">[K, P], row-major.</param>
    /// <param name="losses">[K], written, with the same bits as <see cref="IObjective.Values"/> gives.</param>
    /// <param name="magnitudes">[K], written: Σ |summands| ≥ |loss|, up to rounding.</param>
    void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    );
}
