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

    /// <summary>Per chain a training and two analyses; at the end one comparison of all chains.</summary>
    public static IReadOnlyList<StudyTask> Plan(int chains)
    {
        var tasks = new List<StudyTask>();
        var trains = new List<StudyTask>();
        for (var chain = 0; chain < chains; chain++)
        {
            var train = new StudyTask(
                TaskKind.Train,
                new JsonObject { ["seed"] = chain },
                [],
                chain,
                $"train {chain}",
                new TaskWork(Steps, 0)
            );
            trains.Add(train);
            tasks.Add(train);
            foreach (var kind in new[] { TaskKind.Roughness, TaskKind.Slice })
            {
                var inputs = new JsonObject { ["train"] = train.Key.Hex };
                tasks.Add(new StudyTask(kind, inputs, [train], chain, $"{kind} {chain}", new TaskWork(0, 10)));
            }
        }
        var all = new JsonObject { ["trains"] = new JsonArray([.. trains.Select(t => JsonValue.Create(t.Key.Hex))]) };
        tasks.Add(new StudyTask(TaskKind.Comparison, all, trains, null, "compare", default));
        return tasks;
    }

    /// <summary>Computes a toy task; <paramref name="tick"/> is called at every step and may throw.</summary>
    public static TaskResult Compute(StudyTask task, TaskContext context, Action<StudyTask> tick)
    {
        var value = task.Kind switch
        {
            TaskKind.Train => Train(task, context, tick),
            _ => task.Dependencies.Sum(d => context.Read(d).ReadArrays()["value"].Values[0]) + (int)task.Kind,
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
        var store = new ResultStore(folder);
        var runner = new TaskRunner(
            store,
            new RunLog(folder, threads, null),
            () => (task, context) => Compute(task, context, tick ?? (_ => { }))
        );
        using var team = new WorkerTeam(threads, cancel?.Token ?? TestContext.Current.CancellationToken);
        return runner.Run(tasks, team, parallelism);
    }

    private static double Train(StudyTask task, TaskContext context, Action<StudyTask> tick)
    {
        var state = context.Partial.Load();
        var (step, value) = state is null ? (0, 1.0) : (BitConverter.ToInt32(state), BitConverter.ToDouble(state, 4));
        while (step < Steps)
        {
            context.Team.Cancellation.ThrowIfCancellationRequested();
            tick(task);
            context.Spent.Add(1);
            value = (value * 1.25) + task.Inputs["seed"]!.GetValue<int>();
            step++;
            if (step % CheckpointInterval == 0)
            {
                context.Partial.Save([.. BitConverter.GetBytes(step), .. BitConverter.GetBytes(value)]);
            }
            context.Progress(step / (double)Steps);
        }
        return value;
    }
}
