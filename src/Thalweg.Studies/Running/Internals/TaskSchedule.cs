using Thalweg.Results.Keys;
using Thalweg.Results.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>
/// Hands out tasks in their order to the lanes of one process: the first that is not done, not running, not being computed
/// by another process, and whose dependencies are present. After them come tasks of others, which are left to whoever holds them.
/// </summary>
/// <remarks>A lane without work sleeps until another lane ends a task. Only what other processes compute is polled, and their
/// files are read outside the lock, so that a long archive holds up no other lane.</remarks>
internal sealed class TaskSchedule
{
    private const long FirstPoll = 50;
    private const long LongestPoll = 1000;

    // A monitor, since lanes wait on it.
    private readonly object gate = new();
    private readonly IReadOnlyList<StudyTask> tasks;
    private readonly int ownCount;
    private readonly ResultStore store;
    private readonly Entry[] entries;
    private readonly Dictionary<TaskKey, Entry> own;
    private readonly Dictionary<TaskKey, OutsideResult> outside = [];
    private int firstOpen;
    private int finished;

    /// <param name="tasks">To be done, in their order.</param>
    /// <param name="others">Taken where nothing else can be done and nobody is at them.</param>
    public TaskSchedule(IReadOnlyList<StudyTask> tasks, ResultStore store, IReadOnlyList<StudyTask>? others = null)
    {
        ownCount = tasks.Count;
        this.tasks = tasks = [.. tasks, .. others ?? []];
        this.store = store;
        entries = [.. tasks.Select((_, i) => new Entry(isOthers: i >= ownCount))];
        own = tasks.Select((task, i) => (task.Key, i)).ToDictionary(pair => pair.Key, pair => entries[pair.i]);
        foreach (var key in tasks.SelectMany(task => task.Dependencies).Select(d => d.Key))
        {
            if (!own.ContainsKey(key))
            {
                outside.TryAdd(key, new OutsideResult(key));
            }
        }
    }

    private enum State
    {
        Open,
        Running,
        Done,

        /// <summary>Another process is at it, it failed, or it hangs on such a one; nobody here waits for it.</summary>
        Left,
    }

    /// <summary>Tasks that cannot run because results of another shard are not there.</summary>
    public IReadOnlyList<StudyTask> Unready()
    {
        lock (gate)
        {
            return [.. tasks.Where((_, i) => i < ownCount && entries[i].State == State.Open)];
        }
    }

    /// <summary>Waits for a task to do; null when there is none left for this process.</summary>
    public StudyTask? Next(CancellationToken cancellation)
    {
        using var woken = cancellation.Register(Wake);
        while (true)
        {
            OutsideResult look;
            int before;
            lock (gate)
            {
                Choice choice;
                while ((choice = Choose()) is { Task: null, Look: null, Wait: { } milliseconds })
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(gate, milliseconds);
                }
                cancellation.ThrowIfCancellationRequested();
                if (choice.Look is null)
                {
                    if (choice.Task is { } task)
                    {
                        own[task.Key].State = State.Running;
                    }
                    return choice.Task;
                }
                look = choice.Look;
                look.IsLookedAt = true;
                before = finished;
            }
            var present = store.TryRead(look.Key, out _) is not null;
            lock (gate)
            {
                look.IsLookedAt = false;
                look.IsPresent = present;
                look.FinishedBefore = before;
                look.NotBefore = Environment.TickCount64 + LongestPoll;
                Monitor.PulseAll(gate);
            }
        }
    }

    public void Done(StudyTask task)
    {
        lock (gate)
        {
            own[task.Key].State = State.Done;
            finished++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Gives up a task and all that hang on it.</summary>
    public void Leave(StudyTask task)
    {
        lock (gate)
        {
            own[task.Key].State = State.Left;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Puts back a task that another process is computing; an own one is looked at again a little later.</summary>
    public void Postpone(StudyTask task)
    {
        lock (gate)
        {
            var entry = own[task.Key];
            if (entry.IsOthers)
            {
                entry.State = State.Left;
                Monitor.PulseAll(gate);
                return;
            }
            entry.State = State.Open;
            entry.Pause = Math.Clamp(2 * entry.Pause, FirstPoll, LongestPoll);
            entry.NotBefore = Environment.TickCount64 + entry.Pause;
            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>What a lane does now: a task, a look at a result of another process, waiting, or (nothing set) its end.</summary>
    private Choice Choose()
    {
        // Tasks end roughly in order, so what is done is skipped once and for all.
        while (firstOpen < tasks.Count && entries[firstOpen].State is State.Done or State.Left)
        {
            firstOpen++;
        }
        var now = Environment.TickCount64;
        var wait = long.MaxValue;
        var awaited = false;
        OutsideResult? last = null;
        for (var i = firstOpen; i < tasks.Count; i++)
        {
            var entry = entries[i];
            if (entry.State != State.Open || entry.NotBefore > now)
            {
                awaited |= entry.State is State.Open or State.Running;
                wait = entry.State == State.Open ? Math.Min(wait, entry.NotBefore - now) : wait;
                continue;
            }
            if (!tasks[i].Dependencies.All(d => !own.TryGetValue(d.Key, out var e) || e.State == State.Done))
            {
                continue;
            }
            if (
                tasks[i].ComesWith is { } first
                && own.TryGetValue(first.Key, out var leading)
                && leading.State is State.Open or State.Running
            )
            {
                continue;
            }
            var missing = tasks[i]
                .Dependencies.Select(d => outside.GetValueOrDefault(d.Key))
                .FirstOrDefault(o => o is { IsPresent: false });
            if (missing is null)
            {
                return new Choice(tasks[i], null, null);
            }
            if (missing.IsLookedAt)
            {
                awaited = true;
            }
            else if (missing.NotBefore <= now)
            {
                return new Choice(null, missing, null);
            }
            else
            {
                wait = Math.Min(wait, missing.NotBefore - now);
                last ??= missing.FinishedBefore == finished ? null : missing;
            }
        }
        // Before the end, what was absent when there still was other work to do is looked at once more.
        return awaited
            ? new Choice(null, null, wait == long.MaxValue ? Timeout.Infinite : (int)wait)
            : new Choice(null, last, null);
    }

    private readonly record struct Choice(StudyTask? Task, OutsideResult? Look, int? Wait);

    private sealed class Entry(bool isOthers)
    {
        public bool IsOthers => isOthers;

        public State State { get; set; }

        /// <summary>Milliseconds of <see cref="Environment.TickCount64"/> before which another process is computing it.</summary>
        public long NotBefore { get; set; }

        public long Pause { get; set; }
    }

    /// <summary>A result that this process does not compute.</summary>
    private sealed class OutsideResult(TaskKey key)
    {
        public TaskKey Key => key;

        public bool IsPresent { get; set; }

        /// <summary>True while a lane reads its files.</summary>
        public bool IsLookedAt { get; set; }

        public long NotBefore { get; set; }

        /// <summary>Own tasks that were finished when it was last looked at.</summary>
        public int FinishedBefore { get; set; }
    }
}
