using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>A loss Σ w R(u)² of residuals that vanish at a solution, which can be had for an implicit step of u_τ = −R(u) instead.</summary>
public interface IPseudoTime
{
    /// <summary>The same loss with R(u) + (u − u_former)/Δτ in the place of R(u); Δτ = step · rms(u)/rms(R) at the former θ over the points of
    /// the equation, so that steps lengthen as the residual falls. Conditions stay as they are.</summary>
    /// <remarks>At the former θ it has the value of the loss itself. Cost: one value, and the equation is compiled once more.</remarks>
    /// <param name="former">θ of u_former, [P].</param>
    /// <param name="step">Above 0; negative for u_τ = R(u), where the residual is written with the other sign.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0 or not finite.</exception>
    IObjective Implicit(ReadOnlyMemory<double> former, double step, WorkerTeam team);
}
