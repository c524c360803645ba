using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
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

    /// <summary>Names of the numbers, in the order of the problem.</summary>
    IReadOnlyList<string> LearnedNumbers { get; }

    /// <summary>Where a number stands in θ.</summary>
    /// <param name="name">One of <see cref="LearnedNumbers"/>.</param>
    int PlaceOf(string name);

    /// <summary>What makes the loss a likelihood at θ.</summary>
    /// <param name="objective">One that this source has made.</param>
    NoiseScale NoiseScaleAt(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);
}
