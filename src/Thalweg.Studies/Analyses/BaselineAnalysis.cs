using System.Text.Json;
using Thalweg.Pde.Classical;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a baseline depends on: the problem alone, not the network.</summary>
public sealed record BaselineInputs(ResolvedCall Problem);

/// <summary>What a classical solver reaches on the problems of a study, at one resolution after the other.</summary>
/// <remarks>No time enters the record, so that it has the same bits everywhere; the seconds of each level are laps of the task in
/// <c>run.json</c>. Milliseconds to some seconds.</remarks>
public sealed class BaselineAnalysis : Analysis<BaselineInputs, BaselineRecord>
{
    private BaselineAnalysis()
        : base("baseline", algorithm: 1) { }

    public static BaselineAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "baseline",
            "error and seconds of a classical solver of the same problem: compact differences, waves or polynomials, finer and finer",
            []
        )
        {
            AlsoKnownAs = ["classical"],
        };

    public override Stage Stage => Stage.Profiles;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        List<Source> sources = [.. study.Variants.Select(variant => variant.Source).Distinct()];
        // Where some have one the others are left out, and the page names them.
        if (sources.Count > 0 && !sources.Exists(HasSolver))
        {
            var first = sources[0];
            yield return new InputException(
                $"'baseline' has no classical solver for '{first.As<IProblem>()?.Problem.Brief ?? first.Label}'; it has one for {ClassicalSolvers.Known}: leave 'baseline' out",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        // Variants share their problem as a rule; tasks of one key are computed once.
        return chains
            .Sources.Where(HasSolver)
            .Select(source =>
            {
                var problem = source.As<IProblem>()!.Problem;
                return Task(new BaselineInputs(problem), $"baseline of {problem.Brief}") with
                {
                    Work = new TaskWork(0, 1),
                };
            });
    }

    private static bool HasSolver(Source source) =>
        source.As<IProblem>() is { } stated && ClassicalSolvers.Of(stated.Problem) is not null;

    public override Computed<BaselineRecord> Compute(BaselineInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var solver =
            ClassicalSolvers.Of(inputs.Problem)
            ?? throw new ArgumentException(
                $"'{inputs.Problem.Canonical}' has no classical solver, expected {ClassicalSolvers.Known}",
                nameof(inputs)
            );
        var result = ClassicalLevels.Of(
            solver,
            Problems.Create(inputs.Problem),
            context.Team.Cancellation,
            context.Progress
        );
        foreach (var level in result.Levels)
        {
            context.Lap(level.Seconds);
        }
        var record = new BaselineRecord(
            stamp,
            inputs.Problem.Brief,
            solver.Method,
            Problems.ReferenceOf(inputs.Problem)?.Certificate?.Error,
            [
                .. result.Levels.Select(level => new BaselineLevel(
                    level.Size,
                    level.Unknowns,
                    level.Steps,
                    level.RelativeL2,
                    level.Nodes
                )),
            ],
            JsonNamingPolicy.KebabCaseLower.ConvertName(result.Stop.ToString())
        );
        return new Computed<BaselineRecord>(record, []);
    }
}
