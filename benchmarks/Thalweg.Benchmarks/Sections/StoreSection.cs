using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What a task costs beside its computation: lock, journal, result, all of them flushed; and what a folder of many results takes to be gone on with.</summary>
internal sealed class StoreSection : ISection
{
    private const int Few = 1000;
    private const int Many = 20_000;
    private const double TaskGoal = 20e-3;
    private const double ResumeGoal = 5;

    public string Name => "store";

    public string Title => "Tasks of a study beside their computation";

    public bool IsOnDemand => true;

    public string Timing =>
        $"one run of {Few} and one of {Many} tasks whose computation is empty, on one thread; the marginal cost is their difference";

    public IEnumerable<string> Measure(Session session)
    {
        var few = Run(Few);
        var many = Run(Many);
        var processor = (many.First.Processor - few.First.Processor) / (Many - Few);
        var wall = (many.First.Wall - few.First.Wall) / (Many - Few);
        session.Add(
            new Target(
                "processor time of an empty task, with lock, journal and flush",
                "≤ 20 ms",
                Quantity.Seconds(processor),
                processor <= TaskGoal
            )
        );
        session.Add(
            new Target(
                $"wall time to go on with a folder of {Many} results",
                "≤ 5 s",
                Quantity.Seconds(many.Again.Wall),
                many.Again.Wall <= ResumeGoal
            )
        );
        var table = new Table("", "processor time", "wall time");
        table.Add("an empty task", Quantity.Seconds(processor), Quantity.Seconds(wall));
        table.Add(
            string.Create(CultureInfo.InvariantCulture, $"the same folder again, {Many} results present"),
            Quantity.Seconds(many.Again.Processor),
            Quantity.Seconds(many.Again.Wall)
        );
        yield return $"In a folder of a local disk ({Path.GetTempPath()}), tasks one after the other.\n\n{table}";
    }

    private static (Cost First, Cost Again) Run(int count)
    {
        var folder = Directory.CreateTempSubdirectory("thalweg-store-").FullName;
        try
        {
            List<StudyTask> tasks =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new StudyTask("train", 1, new JsonObject { ["seed"] = i }, Nothing)
                    {
                        Label = "empty",
                        Chain = i,
                    }),
            ];
            return (Time(() => Work(folder, tasks)), Time(() => Work(folder, tasks)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As a run of a study works on its folder.</summary>
    private static void Work(string folder, IReadOnlyList<StudyTask> tasks)
    {
        var store = new ResultStore(folder, tasks.Count);
        store.Sweep();
        var log = new RunLog(folder, 1, null);
        var runner = new TaskRunner(store, log) { Failures = new TaskFailures(folder, ProgramIdentity.Sha256) };
        using var team = new WorkerTeam(1, CancellationToken.None);
        runner.Run(tasks, team, Parallelism.InsideTasks);
        log.End();
    }

    private static TaskResult Nothing(StudyTask task, TaskContext context) => new("{}"u8.ToArray(), []);

    private static Cost Time(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        work();
        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return new Cost((process.TotalProcessorTime - before).TotalSeconds, wall);
    }

    private readonly record struct Cost(double Processor, double Wall);
}
