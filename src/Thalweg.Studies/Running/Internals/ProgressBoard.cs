using System.Diagnostics;
using Thalweg.Results.Keys;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Adds up the progress of tasks that run side by side and reports each stage at most ten times a second.</summary>
internal sealed class ProgressBoard
{
    private readonly Lock gate = new();
    private readonly IProgress<StageProgress>? listener;
    private readonly Dictionary<string, Stage> stages = new(StringComparer.Ordinal);
    private readonly HashSet<TaskKey> uncounted;
    private readonly int lanes;

    /// <param name="others">Counted once they are begun or found done.</param>
    public ProgressBoard(
        IReadOnlyList<StudyTask> tasks,
        IReadOnlyList<StudyTask> others,
        int lanes,
        IProgress<StageProgress>? listener
    )
    {
        this.listener = listener;
        this.lanes = lanes;
        foreach (var task in tasks)
        {
            Expect(task);
        }
        uncounted = [.. others.Select(task => task.Key)];
    }

    private Stage Expect(StudyTask task)
    {
        if (!stages.TryGetValue(task.Kind, out var stage))
        {
            stages[task.Kind] = stage = new Stage();
        }
        stage.Total += Math.Max(1, task.WorkOfStudy.Units);
        stage.Tasks++;
        return stage;
    }

    private Stage Of(StudyTask task)
    {
        lock (gate)
        {
            return uncounted.Remove(task.Key) ? Expect(task) : stages[task.Kind];
        }
    }

    /// <summary>Starts a task; the returned action takes the fraction that is done.</summary>
    public Action<double> Begin(StudyTask task)
    {
        var stage = Of(task);
        var units = (double)Math.Max(1, task.WorkOfStudy.Units);
        var clock = Stopwatch.StartNew();
        var (doneBefore, secondsBefore, known) = (0.0, 0.0, false);
        return fraction =>
        {
            lock (gate)
            {
                // A resumed task starts with what earlier processes did; only what comes after counts for the rate.
                var done = Math.Clamp(fraction, 0, 1) * units;
                var seconds = clock.Elapsed.TotalSeconds;
                stage.Done += done - doneBefore;
                if (known)
                {
                    stage.Computed += done - doneBefore;
                    stage.Seconds += seconds - secondsBefore;
                }
                (doneBefore, secondsBefore, known) = (done, seconds, true);
                Report(task.Kind, stage, always: false);
            }
        };
    }

    /// <summary>Counts a task as done, computed here or found in the store.</summary>
    public void Finish(StudyTask task, bool computed)
    {
        var stage = Of(task);
        lock (gate)
        {
            stage.TasksDone++;
            if (!computed)
            {
                stage.Done += Math.Max(1, task.WorkOfStudy.Units);
            }
            Report(task.Kind, stage, always: stage.TasksDone == stage.Tasks);
        }
    }

    private void Report(string kind, Stage stage, bool always)
    {
        if (listener is null || (!always && stage.LastReport.IsRunning && stage.LastReport.ElapsedMilliseconds < 100))
        {
            return;
        }
        stage.LastReport.Restart();
        var rate = stage.Seconds > 0 ? stage.Computed / stage.Seconds : 0;
        var left = stage.Total - stage.Done;
        listener.Report(
            new StageProgress(
                kind,
                stage.TasksDone,
                stage.Tasks,
                Math.Clamp(stage.Done / stage.Total, 0, 1),
                rate * lanes,
                rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, left) / rate / lanes) : null
            )
        );
    }

    private sealed class Stage
    {
        public double Total { get; set; }
        public double Done { get; set; }
        public double Computed { get; set; }
        public double Seconds { get; set; }
        public int Tasks { get; set; }
        public int TasksDone { get; set; }
        public Stopwatch LastReport { get; } = new();
    }
}
