using System.Text;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Keys;
using Thalweg.Results.Store;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Chains of small tasks whose training is a counter with checkpoints, for tests of the runner alone.</summary>
internal static class ToyTasks
{
    public const int Steps = 40;
    public const int CheckpointInterval = 8;

    private static readonly string[] Kinds = ["train", "roughness", "slice", "comparison"];

    /// <summary>Per chain a training and two analyses; at the end one comparison of all chains.</summary>
    /// <param name="tick">Called at every step; may throw.</param>
    public static IReadOnlyList<StudyTask> Plan(int chains, Action<StudyTask>? tick = null)
    {
        var tasks = new List<StudyTask>();
        var trains = new List<StudyTask>();
        for (var chain = 0; chain < chains; chain++)
        {
            var train = Make("train", new JsonObject { ["seed"] = chain }, $"train {chain}") with
            {
                Chain = chain,
                Work = new TaskWork(Steps, 0),
            };
            trains.Add(train);
            tasks.Add(train);
            foreach (var kind in new[] { "roughness", "slice" })
            {
                var inputs = new JsonObject { ["train"] = train.Key.Hex };
                tasks.Add(
                    Make(kind, inputs, $"{kind} {chain}") with
                    {
                        Chain = chain,
                        Dependencies = [train],
                        Work = new TaskWork(0, 10),
                    }
                );
            }
        }
        var all = new JsonObject { ["trains"] = new JsonArray([.. trains.Select(t => JsonValue.Create(t.Key.Hex))]) };
        tasks.Add(Make("comparison", all, "compare") with { Dependencies = trains });
        return tasks;

        StudyTask Make(string kind, JsonObject inputs, string label) =>
            new(kind, 1, inputs, (task, context) => Compute(task, context, tick ?? (_ => { }))) { Label = label };
    }

    private static TaskResult Compute(StudyTask task, TaskContext context, Action<StudyTask> tick)
    {
        var value = task.Kind switch
        {
            "train" => Train(task, context, tick),
            _ => task.Dependencies.Sum(d => context.Stored(EarlierTask.Of(d)).ReadArrays()["value"].Values[0])
                + Array.IndexOf(Kinds, task.Kind),
        };
        tick(task);
        return new TaskResult(
            Encoding.UTF8.GetBytes($"{{\"label\":\"{task.Label}\",\"value\":{CanonicalJson.Number(value)}}}"),
            [new("value", new NpyArray([1], [value]))]
        );
    }

    /// <summary>A store run to its end in a folder.</summary>
    public static RunSummary Run(
        string folder,
        IReadOnlyList<StudyTask> tasks,
        int threads = 1,
        Parallelism parallelism = Parallelism.AcrossTasks,
        Action<StudyTask>? tick = null,
        CancellationTokenSource? cancel = null
    )
    {
        var runner = new TaskRunner(new ResultStore(folder), new RunLog(folder, threads, null));
        using var team = new WorkerTeam(threads, cancel?.Token ?? TestContext.Current.CancellationToken);
        var watched = tick is null ? tasks : [.. tasks.Select(t => Watched(t, tick))];
        return runner.Run(watched, team, parallelism);
    }

    private static StudyTask Watched(StudyTask task, Action<StudyTask> tick) =>
        task with
        {
            Compute = (own, context) => Compute(own, context, tick),
        };

    private static double Train(StudyTask task, TaskContext context, Action<StudyTask> tick)
    {
        var state = context.Partial!.Load();
        var (step, value) = state is null ? (0, 1.0) : (BitConverter.ToInt32(state), BitConverter.ToDouble(state, 4));
        while (step < Steps)
        {
            context.Team.Cancellation.ThrowIfCancellationRequested();
            tick(task);
            context.Spent!.Add(1);
            value = (value * 1.25) + task.Inputs["seed"]!.GetValue<int>();
            step++;
            if (step % CheckpointInterval == 0)
            {
                context.Partial!.Save([.. BitConverter.GetBytes(step), .. BitConverter.GetBytes(value)]);
            }
            context.Progress(step / (double)Steps);
        }
        return value;
    }
}
