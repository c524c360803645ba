using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose problem asks for numbers beside the fields.</summary>
public interface ICoefficients
{
    /// <summary>The numbers at θ, with deviations where the loss has them.</summary>
    /// <param name="objective">One that this source has made.</param>
    IReadOnlyList<CoefficientRecord> Coefficients(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    );
}
