using Thalweg.Results.Keys;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>All tasks of a study, stage by stage: training first, comparisons last.</summary>
/// <param name="Tasks">Each once, a dependency before what depends on it.</param>
public sealed record StudyPlan(Study Study, IReadOnlyList<StudyTask> Tasks)
{
    /// <summary>
    /// Expands a study: one training run and profile per formulation and seed; roughness at every minimiser; along the
    /// trajectory, slices, surface and sweep for the first seed of each formulation; one comparison of all.
    /// </summary>
    /// <param name="pointsHash">SHA-256 of the points of a <c>points:FILE.npz</c> quadrature: the content is the input,
    /// not its path. Null for all other quadratures.</param>
    public static StudyPlan Expand(Study study, string? pointsHash = null)
    {
        var chains = new ChainTasks(study, pointsHash);
        var tasks = new List<StudyTask>();
        var seen = new HashSet<TaskKey>();
        void Add(IEnumerable<StudyTask> stage)
        {
            // Analyses may overlap (the end of a trajectory is the minimiser): what has one key is computed once.
            tasks.AddRange(stage.Where(task => seen.Add(task.Key)));
        }
        Add(chains.Trains());
        Add(chains.Profiles());
        foreach (var analysis in study.Analyses.Where(a => a.Name is "roughness" or "cross"))
        {
            Add(chains.Roughness(analysis));
        }
        foreach (var analysis in study.Analyses.Where(a => a.Name == "slice"))
        {
            Add(chains.Slices(analysis));
        }
        foreach (var analysis in study.Analyses.Where(a => a.Name == "surface"))
        {
            Add(chains.Surfaces(analysis));
        }
        foreach (var analysis in study.Analyses.Where(a => a.Name == "sweep"))
        {
            Add(chains.Sweeps(analysis));
        }
        Add([chains.Comparison()]);
        return new StudyPlan(study, tasks);
    }

    /// <summary>The tasks of one shard, in the same order.</summary>
    public IReadOnlyList<StudyTask> Of(Shard? shard) => shard is null ? Tasks : [.. Tasks.Where(shard.Takes)];

    /// <summary>Evaluations of all tasks together.</summary>
    public TaskWork Work => Tasks.Aggregate(default(TaskWork), (sum, task) => sum + task.Work);
}
