using System.Diagnostics;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>How the threads of a run are used; the results are the same bits either way.</summary>
public enum Parallelism
{
    /// <summary>One task at a time, all threads inside it: for losses that are long enough to be split.</summary>
    InsideTasks,

    /// <summary>One thread per task: for losses that take microseconds.</summary>
    AcrossTasks,
}

/// <summary>What a run did.</summary>
/// <param name="Computed">Tasks computed by this process.</param>
/// <param name="Reused">Tasks whose results were there or were computed by another process.</param>
/// <param name="Unready">Tasks that wait for results of other shards, or of tasks that failed.</param>
/// <param name="Warnings">Sentences on damaged results that were computed anew.</param>
public sealed record RunSummary(
    int Computed,
    int Reused,
    IReadOnlyList<StudyTask> Unready,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Tasks that failed in this run, or in an earlier one of this program and were left alone.</summary>
    public IReadOnlyList<TaskFailure> Failed { get; init; } = [];
}

/// <summary>Computes the results of tasks that are absent from a store, sharing the work with other processes on it.</summary>
/// <param name="objectives">Makes the pool of one lane; null makes plain ones.</param>
public sealed class TaskRunner(ResultStore store, RunLog log, Func<ObjectivePool>? objectives = null)
{
    private readonly ResultStore store = store ?? throw new ArgumentNullException(nameof(store));

    private readonly RunLog log = log ?? throw new ArgumentNullException(nameof(log));

    private readonly List<string> warnings = [];
    private readonly List<TaskFailure> failed = [];
    private readonly Lock gate = new();
    private int computed;
    private int reused;

    /// <summary>Where failures of tasks are kept, so that the others go on; null lets the first one end the run.</summary>
    public TaskFailures? Failures { get; init; }

    /// <summary>Whether tasks are tried that this program failed at before.</summary>
    public bool RetriesFailed { get; init; }

    /// <summary>Runs until every task is done whose dependencies are there.</summary>
    /// <param name="tasks">In the order in which they are started; a dependency stands before what depends on it.</param>
    /// <param name="others">What other processes are to do; taken where nothing else can be done and nobody is at it.</param>
    /// <exception cref="IOException">The store cannot be written; finished results are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished results and checkpoints are kept.</exception>
    public RunSummary Run(
        IReadOnlyList<StudyTask> tasks,
        WorkerTeam team,
        Parallelism parallelism,
        IProgress<StageProgress>? progress = null,
        IReadOnlyList<StudyTask>? others = null
    )
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(team);
        var lanes = parallelism == Parallelism.AcrossTasks ? team.Threads : 1;
        var schedule = new TaskSchedule(tasks, store, others);
        var board = new ProgressBoard(tasks, others ?? [], lanes, progress);
        if (lanes == 1)
        {
            Work(schedule, board, team);
        }
        else
        {
            // The first lane that fails stops the others; the team throws its failure here.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(team.Cancellation);
            team.Run(lanes, new Lanes(this, schedule, board, stop));
        }
        return new RunSummary(computed, reused, schedule.Unready(), warnings) { Failed = failed };
    }

    private void Work(TaskSchedule schedule, ProgressBoard board, WorkerTeam team)
    {
        // What a lane makes for one task is kept for the next, and used by one thread.
        var pool = objectives?.Invoke() ?? new ObjectivePool();
        while (schedule.Next(team.Cancellation) is { } task)
        {
            Do(task, schedule, board, new TaskContext(pool, team) { Store = store });
        }
    }

    private void Do(StudyTask task, TaskSchedule schedule, ProgressBoard board, TaskContext context)
    {
        if (IsPresent(task))
        {
            store.Tidy(task.Key);
            Interlocked.Increment(ref reused);
            board.Finish(task, computed: false);
            schedule.Done(task);
            return;
        }
        using var exclusive = store.TryLock(task.Key);
        if (exclusive is null)
        {
            schedule.Postpone(task);
            return;
        }
        if (!RetriesFailed && Failures?.Refusal(task.Key) is { } known)
        {
            Leave(task, known, schedule);
            return;
        }
        // The one that held the lock may have finished between the look and the lock.
        if (store.TryRead(task.Key, out _) is null)
        {
            try
            {
                Compute(task, board, context);
            }
            catch (Exception fault) when (Failures is not null && IsOfTask(fault))
            {
                var message = $"{fault.GetType().Name}: {fault.Message}".ReplaceLineEndings(" ");
                Leave(task, Failures.Note(task.Identity, task.Label, message), schedule);
                return;
            }
            Interlocked.Increment(ref computed);
            board.Finish(task, computed: true);
        }
        else
        {
            Interlocked.Increment(ref reused);
            board.Finish(task, computed: false);
        }
        schedule.Done(task);
    }

    private void Compute(StudyTask task, ProgressBoard board, TaskContext context)
    {
        var clock = Stopwatch.StartNew();
        var report = board.Begin(task);
        report(0);
        TaskResult result;
        var laps = new List<double>();
        using (var spent = store.Partial(task.Key).OpenCount())
        {
            if (spent.IsDamaged)
            {
                Warn(
                    $"the count of evaluations spent on '{task.Label}' is damaged; it starts anew, so run.json names too few"
                );
            }
            log.Begin(task.Identity, task.Label, spent.Value);
            result = task.Compute(
                task,
                context with
                {
                    Partial = store.Partial(task.Key, () => log.Saved(task.Identity, spent.Value)),
                    Spent = spent,
                    Progress = report,
                    Lap = laps.Add,
                    Beside = Publish,
                }
            );
            // Noted before the result is published: a process killed in between notes it again.
            log.Add(task.Identity, task.Label, clock.Elapsed, spent.Value, laps.Count > 0 ? laps : null);
        }
        store.Write(task.Identity, result);
        report(1);
    }

    /// <summary>Before the task that it comes with: a process killed in between goes on with that one, and hands it out again.</summary>
    private void Publish(StudyTask task, TaskResult result)
    {
        // Whoever has it is computing the same bits.
        using var exclusive = store.TryLock(task.Key);
        if (exclusive is not null && store.TryRead(task.Key, out _) is null)
        {
            store.Write(task.Identity, result);
        }
    }

    /// <summary>Whether a fault would come again wherever the task is computed: none of a file, of memory, of another program, or of what was asked for.</summary>
    private static bool IsOfTask(Exception fault) =>
        fault
            is not (
                OperationCanceledException
                or IOException
                or UnauthorizedAccessException
                or OutOfMemoryException
                or ExternalProcessException
                or InputException
            );

    private void Leave(StudyTask task, TaskFailure failure, TaskSchedule schedule)
    {
        lock (gate)
        {
            failed.Add(failure);
        }
        schedule.Leave(task);
    }

    private bool IsPresent(StudyTask task)
    {
        if (store.TryRead(task.Key, out var damage) is not null)
        {
            return true;
        }
        if (damage is not null)
        {
            Warn($"{damage}; '{task.Label}' is computed anew");
        }
        return false;
    }

    private void Warn(string sentence)
    {
        lock (gate)
        {
            warnings.Add(sentence);
        }
    }

    private sealed class Lanes(
        TaskRunner runner,
        TaskSchedule schedule,
        ProgressBoard board,
        CancellationTokenSource stop
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            try
            {
                using var team = new WorkerTeam(1, stop.Token);
                runner.Work(schedule, board, team);
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
