using Thalweg.Studies.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>
/// Hands out tasks in their order to the lanes of one process: the first that is not done, not running, not being computed
/// by another process, and whose dependencies are present.
/// </summary>
internal sealed class TaskSchedule
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly IReadOnlyList<StudyTask> tasks;
    private readonly State[] states;
    private readonly DateTime[] retryAt;
    private readonly Dictionary<TaskKey, int> own;
    private readonly HashSet<TaskKey> present = [];
    private readonly ResultStore store;
    private int firstOpen;

    public TaskSchedule(IReadOnlyList<StudyTask> tasks, ResultStore store)
    {
        this.tasks = tasks;
        this.store = store;
        states = new State[tasks.Count];
        retryAt = new DateTime[tasks.Count];
        own = tasks.Select((task, i) => (task.Key, i)).ToDictionary(pair => pair.Key, pair => pair.i);
    }

    private enum State
    {
        Open,
        Running,
        Done,
    }

    /// <summary>Tasks that cannot run because results of another shard are not there.</summary>
    public IReadOnlyList<StudyTask> Unready()
    {
        lock (gate)
        {
            return [.. tasks.Where((_, i) => states[i] == State.Open)];
        }
    }

    /// <summary>Waits for a task to do; null when there is none left for this process.</summary>
    public StudyTask? Next(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (gate)
            {
                // Tasks end roughly in order, so what is done is skipped once and for all.
                while (firstOpen < tasks.Count && states[firstOpen] == State.Done)
                {
                    firstOpen++;
                }
                var open = false;
                for (var i = firstOpen; i < tasks.Count; i++)
                {
                    if (states[i] == State.Done)
                    {
                        continue;
                    }
                    var awaited = states[i] == State.Running || retryAt[i] > DateTime.MinValue;
                    if (states[i] == State.Open && Ready(tasks[i]))
                    {
                        if (DateTime.UtcNow >= retryAt[i])
                        {
                            states[i] = State.Running;
                            return tasks[i];
                        }
                        awaited = true;
                    }
                    open |= awaited;
                }
                if (!open)
                {
                    return null;
                }
            }
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(2));
        }
    }

    public void Done(StudyTask task)
    {
        lock (gate)
        {
            states[own[task.Key]] = State.Done;
            present.Add(task.Key);
        }
    }

    /// <summary>Puts back a task that another process is computing; it is looked at again a little later.</summary>
    public void Postpone(StudyTask task)
    {
        lock (gate)
        {
            var index = own[task.Key];
            states[index] = State.Open;
            retryAt[index] = DateTime.UtcNow + Poll;
        }
    }

    private bool Ready(StudyTask task)
    {
        foreach (var dependency in task.Dependencies)
        {
            if (present.Contains(dependency.Key))
            {
                continue;
            }
            if (own.ContainsKey(dependency.Key) || store.TryRead(dependency.Key, out _) is null)
            {
                return false;
            }
            present.Add(dependency.Key);
        }
        return true;
    }
}
