using Thalweg.Results.Keys;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>All tasks of a study, stage by stage: training first, comparisons last.</summary>
/// <param name="Chains">The training runs that they hang on.</param>
/// <param name="Tasks">Each once, a dependency before what depends on it.</param>
public sealed record StudyPlan(StudyChains Chains, IReadOnlyList<StudyTask> Tasks)
{
    /// <summary>Expands a study: what every study has, then what its entries ask for, in the order of stages.</summary>
    public static StudyPlan Expand(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var chains = new StudyChains(study);
        var asked = AnalysisCatalogue
            .All.Where(a => a.Signature is null)
            .Select(a => (Analysis: a, Call: (ResolvedCall?)null))
            .Concat(study.Analyses.Select(call => (Analysis: AnalysisCatalogue.Of(call), Call: (ResolvedCall?)call)));
        var tasks = new List<StudyTask>();
        var seen = new HashSet<TaskKey>();
        foreach (var (analysis, call) in asked.OrderBy(entry => entry.Analysis.Stage))
        {
            // Analyses may overlap (the end of a trajectory is where it ended): what has one key is computed once.
            tasks.AddRange(analysis.Expand(chains, call).Where(task => seen.Add(task.Key)));
        }
        return new StudyPlan(chains, tasks);
    }

    public Study Study => Chains.Study;

    /// <summary>The tasks of one shard, in the same order.</summary>
    public IReadOnlyList<StudyTask> Of(Shard? shard) => shard is null ? Tasks : [.. Tasks.Where(shard.Takes)];

    /// <summary>The tasks of the other shards, those of the next one first, so that idle shards do not crowd at one.</summary>
    public IReadOnlyList<StudyTask> Others(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return
        [
            .. Enumerable
                .Range(1, shard.Count - 1)
                .Select(step => new Shard(((shard.Index - 1 + step) % shard.Count) + 1, shard.Count))
                .SelectMany(other => Tasks.Where(task => task.Chain is not null && other.Takes(task))),
        ];
    }

    /// <summary>Evaluations of all tasks together.</summary>
    public TaskWork Work => Tasks.Aggregate(default(TaskWork), (sum, task) => sum + task.WorkOfStudy);
}
