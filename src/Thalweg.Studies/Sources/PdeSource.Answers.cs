using System.Text.Json.Serialization;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.Jets;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Terms;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

// What is asked of a loss that the source has made.
public sealed partial record PdeSource
{
    [JsonIgnore]
    public double? ReferenceError => Problems.ReferenceOf(Problem)?.Certificate?.Error;

    public SolutionErrors RefinedErrors(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var errors = Of(objective).Errors!.Refine(parameters, team);
        return new SolutionErrors(ErrorMetrics.Names, errors.Values, errors.Nodes, errors.LastChange, errors.Resolved);
    }

    public SolutionErrors ErrorsOn(
        ResolvedCall quadrature,
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(quadrature);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var problem = Problems.Create(Problem);
        var points = Built(quadrature, () => Quadratures.Create(quadrature, problem).Interior(problem.Domain));
        var values = Of(objective).Errors!.On(points, parameters, team);
        return new SolutionErrors(ErrorMetrics.Names, values, points.Count, null, true);
    }

    public FieldProfile Profile(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var fields = new Profile(Of(objective)).At(parameters, team);
        int[] shape = [.. fields.Shape];
        return new FieldProfile(
            shape.Length,
            fields.Description,
            [
                .. fields.Axes.Select(axis =>
                    KeyValuePair.Create(axis.Name, new NpyArray([axis.Values.Length], axis.Values))
                ),
                .. fields.Fields.Select(field => KeyValuePair.Create(field.Name, new NpyArray(shape, field.Values))),
            ],
            fields.Notes
        );
    }

    [JsonIgnore]
    public string Domain => Problems.Create(Problem).Domain.Name;

    [JsonIgnore]
    public double SampleSize
    {
        get
        {
            var problem = Problems.Create(Problem);
            var network = NetworkOf(problem);
            var numbers = network.Outputs + new HiddenLayers(network).Widths.Sum();
            return (double)numbers * Rule(problem).CountOn(problem.Domain);
        }
    }

    public FunctionSamples Functions(IObjective objective, ReadOnlyMemory<double> vectors, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var (sampler, length) = (new FunctionSampler(Of(objective)), objective.ParameterCount);
        var functions = new List<FunctionSample>();
        for (var at = 0; at < vectors.Length; at += length)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            functions.Add(sampler.At(vectors.Slice(at, length), team));
        }
        return new FunctionSamples(sampler.Layers, sampler.Points.Weights, functions);
    }

    public IReadOnlyList<FailureWarning> Warnings(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        return
        [
            .. FailureWarnings.Of(Of(objective), parameters, team).Select(w => new FailureWarning(w.Kind, w.Message)),
        ];
    }

    public IReadOnlyList<TermPlan> Plans(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Of(objective).Plans;
    }

    public int PointCount(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Of(objective).PointCount;
    }

    private static readonly int[] FinerBy = [2, 5];

    [JsonIgnore]
    public IReadOnlyList<Source> Finer =>
        [
            .. FinerBy
                .Select(factor => Quadratures.Finer(Quadrature, factor))
                .OfType<ResolvedCall>()
                .Select(WithQuadrature),
        ];

    [JsonIgnore]
    public string? BoundedBy => "the loss of a network does not grow in all directions; add a ridge";

    /// <summary>An energy is bounded from below, and so is a sum of squares.</summary>
    [JsonIgnore]
    public bool GrowsWithRidge => true;

    [JsonIgnore]
    public IReadOnlyList<(double From, double To)> Box => [(-6, 6)];

    /// <summary>By the group of the network, whose function is all that the loss sees.</summary>
    [JsonIgnore]
    public IAlignable Copies => NetworkGroup.Of(NetworkOf(Problems.Create(Problem)));

    /// <summary>What this source has made, without the wrappers that watch it.</summary>
    private static PdeObjective Of(IObjective objective)
    {
        while (objective is TransparentObjective watched)
        {
            objective = watched.Inner;
        }
        return objective as PdeObjective
            ?? throw new ArgumentException(
                $"'{objective.Name}' was not made by this source; give an objective of its Create",
                nameof(objective)
            );
    }
}
