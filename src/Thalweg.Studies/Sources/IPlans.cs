using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Terms;

namespace Thalweg.Studies.Sources;

/// <summary>A source that can say how its losses are evaluated.</summary>
public interface IPlans
{
    /// <summary>Streams, operations and alternatives of each term.</summary>
    /// <param name="objective">One that this source has made.</param>
    IReadOnlyList<TermPlan> Plans(IObjective objective);
}
