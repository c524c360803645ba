using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>A named θ, for example where the training of one formulation ended.</summary>
/// <param name="Parameters">[P].</param>
public sealed record LabelledCentre(string Label, double[] Parameters)
{
    public string Label { get; init; } = Label ?? throw new ArgumentNullException(nameof(Label));

    public double[] Parameters { get; init; } = Parameters ?? throw new ArgumentNullException(nameof(Parameters));
}

/// <summary>Roughness of objective <paramref name="Objective"/> around centre <paramref name="Centre"/>.</summary>
public sealed record CrossResult(string Objective, string Centre, RoughnessResult Result);

/// <summary>The roughness of every objective around every centre, for example of each formulation's loss around the trained point
/// of each other one.</summary>
public static class CrossEvaluation
{
    /// <summary>Measures objectives × centres, objective by objective, all on the same raw directions.
    /// Cost: objectives · centres · M (m + 1) values.</summary>
    public static IReadOnlyList<CrossResult> Measure(
        IReadOnlyList<LabelledObjective> objectives,
        IReadOnlyList<LabelledCentre> centres,
        RoughnessOptions options,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var results = new List<CrossResult>();
        var cells = objectives.Count * centres.Count;
        foreach (var objective in objectives)
        {
            foreach (var centre in centres)
            {
                var part = progress is null ? null : new PartProgress(progress, results.Count, cells);
                var result = RoughnessIndex.Measure(
                    objective.Objective,
                    centre.Parameters,
                    options,
                    team,
                    directions,
                    part
                );
                results.Add(new CrossResult(objective.Label, centre.Label, result));
            }
        }
        return results;
    }
}
