using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Running;

/// <summary>What the tasks of a study compute with. One instance serves one thread of tasks.</summary>
public sealed class StudyObjects
{
    private readonly Dictionary<string, IObjective> objectives = new(StringComparer.Ordinal);

    /// <summary>Points × parameters of one loss: what decides how threads are used and how often states are saved.</summary>
    public required long WorkPerValue { get; init; }

    /// <summary>Makes the loss of a formulation.</summary>
    public required Func<ResolvedCall, IObjective> Create { get; init; }

    /// <summary>Makes the loss of a formulation to train on, whose points may follow the parameters.</summary>
    public Func<ResolvedCall, IObjective>? CreateTraining { get; init; }

    /// <summary>Makes the loss of a formulation on points that are not trained on; null where there are none.</summary>
    public Func<ResolvedCall, IObjective>? CreateHeldOut { get; init; }

    /// <summary>θ₀ for a seed, [P].</summary>
    public required Func<ulong, double[]> Start { get; init; }

    /// <summary>Solution errors at θ with their quadrature refined, in the order of the objective's metrics.</summary>
    public required Func<IObjective, ReadOnlyMemory<double>, WorkerTeam, IReadOnlyList<double>> Errors { get; init; }

    /// <summary>Solution, error and residual at θ.</summary>
    public required Func<ReadOnlyMemory<double>, WorkerTeam, ProfileResult> Profile { get; init; }

    /// <summary>Builds what a study names.</summary>
    /// <exception cref="InputException">The pieces of the study do not fit together.</exception>
    public static StudyObjects Of(Study study)
    {
        var parts = LossParts.Of(study);
        var first = parts.Objective(study.Formulations[0]);
        var profile = new ProfileGrid(new Profile(first));
        return new StudyObjects
        {
            WorkPerValue = (long)first.PointCount * first.ParameterCount,
            Create = parts.Objective,
            CreateTraining =
                study.Train.Sampler.Name == "none" ? null : (parts with { Sampler = study.Train.Sampler }).Objective,
            CreateHeldOut = study.Train.HeldOut is { } points ? (parts with { Quadrature = points }).Objective : null,
            Start = seed => Initializers.Create(study.Train.Initializer).Draw(first.Layout, seed),
            Errors = (objective, parameters, team) => ((PdeObjective)objective).Errors.Refine(parameters, team).Values,
            Profile = profile.At,
        };
    }

    /// <summary>The loss of a formulation to train on.</summary>
    public IObjective Training(ResolvedCall formulation) =>
        CreateTraining?.Invoke(formulation) ?? Objective(formulation);

    /// <summary>The loss of a formulation, made once.</summary>
    public IObjective Objective(ResolvedCall formulation)
    {
        if (!objectives.TryGetValue(formulation.Canonical, out var objective))
        {
            objectives[formulation.Canonical] = objective = Create(formulation);
        }
        return objective;
    }
}

/// <summary>A solution on a grid.</summary>
/// <param name="Dimension">Of the grid: 1 or 2.</param>
/// <param name="Description">Where the grid lies in the domain.</param>
/// <param name="Arrays">As in a profile record.</param>
public sealed record ProfileResult(
    int Dimension,
    string Description,
    IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays,
    IReadOnlyList<string> Warnings
);
