using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose parameters stand for fields that can be drawn.</summary>
public interface IFields
{
    /// <summary>Solution, exact solution, error and residual at θ on a grid of the domain.</summary>
    /// <param name="objective">One that this source has made.</param>
    FieldProfile Profile(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);
}

/// <summary>Fields on a grid.</summary>
/// <param name="Dimension">Of the grid: 1 or 2.</param>
/// <param name="Description">Where the grid lies in the domain.</param>
/// <param name="Arrays">As in a profile record.</param>
public sealed record FieldProfile(
    int Dimension,
    string Description,
    IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays,
    IReadOnlyList<string> Warnings
);
