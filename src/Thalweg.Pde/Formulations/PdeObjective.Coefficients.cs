using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.Formulations;

// What the loss knows of the numbers that a problem asks for.
public sealed unsafe partial class PdeObjective
{
    /// <summary>The numbers that the problem asks for, with standard deviations where measured values give them: of n values the loss is χ²/n, so that
    /// with the rows J of all residuals the covariance of θ is (nJᵀJ)⁻¹. Equations and conditions count as measured with the deviations that their
    /// weights mean.</summary>
    /// <remarks>Cost: one gradient for each residual, and R · P² operations. No deviation where a number is not determined, where the loss is no sum of
    /// squares, or beyond 3·10⁷ numbers of J.</remarks>
    public IReadOnlyList<CoefficientEstimate> EstimateCoefficients(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        return CoefficientEstimates.Of(this, parameters, team);
    }

    /// <summary>What makes the loss a likelihood at θ: the deviations of the measured values, or their misfit where nobody knows them. Cost: one value.</summary>
    /// <remarks>None where values have several weights, where the loss is no sum of squares, or where the misfit is larger than the deviations allow.</remarks>
    public NoiseScale NoiseScaleAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        return CoefficientEstimates.Scale(this, parameters, team);
    }
}
