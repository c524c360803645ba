using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Parallel;

/// <summary>A body of work that is split into numbered items; items may run in any order and on any thread.</summary>
public interface IWork
{
    /// <summary>Runs one item.</summary>
    /// <param name="item">0 ≤ item &lt; the number of items given to <see cref="WorkerTeam.Run"/>.</param>
    /// <param name="worker">0 ≤ worker &lt; <see cref="WorkerTeam.Threads"/>; no two items run at once with the same worker.</param>
    void Run(int item, int worker);

    /// <summary>Whether the items that are left may be given up when cancellation is asked for: false for work that changes in place what
    /// must stay whole.</summary>
    bool IsInterruptible => true;
}

/// <summary>
/// Thread count and cancellation, passed as an argument to everything that computes.
/// </summary>
/// <remarks>
/// Threads − 1 helper threads live as long as the team; between runs they spin briefly, then sleep. A run allocates nothing. A
/// helper that wakes too late is not waited for: on a crowded machine the caller simply does the work itself. Which thread
/// takes which item is left to chance, so work must write to places that depend on the item alone. A team with helpers serves one
/// caller at a time, and refuses a second one, whatever the number of items; a team of one thread has nothing to share, so that any number of
/// callers may use it at once.
/// </remarks>
public sealed class WorkerTeam : IDisposable
{
    // State of the current run: generation · 2^16 + (closed ? 2^15 : 0) + number of helpers inside.
    private const long Closed = 1L << 15;
    private const long Generation = 1L << 16;
    private const int SpinsBeforeSleep = 2000;

    private readonly Thread[] helpers;
    private readonly Lock gate = new();
    private readonly ManualResetEventSlim wake = new(false, spinCount: 0);
    private readonly CancellationToken cancellation;
    private IWork? work;
    private volatile bool stopping;
    private long state = Closed;
    private int sleeping;
    private int items;
    private int next;
    private bool interruptible;
    private int running;
    private Exception? failure;

    public WorkerTeam(int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        this.cancellation = cancellation;
        Threads = threads;
        helpers = new Thread[threads - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            var worker = i + 1;
            helpers[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"thalweg-{worker}" };
            helpers[i].Start();
        }
    }

    /// <summary>One thread, never cancelled.</summary>
    public static WorkerTeam Sequential { get; } = new(1);

    public int Threads { get; }

    public CancellationToken Cancellation => cancellation;

    /// <summary>Runs items 0 … count − 1 and returns when all are done.</summary>
    /// <exception cref="OperationCanceledException">Cancellation was asked for before the run began, or between two items of work that may
    /// be interrupted; what it wrote is unfinished.</exception>
    /// <exception cref="InvalidOperationException">The team is at work: inside one of its items, or for another thread.</exception>
    public void Run(int count, IWork body)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(body);
        cancellation.ThrowIfCancellationRequested();
        if (helpers.Length == 0)
        {
            RunAlone(count, body);
            return;
        }
        ObjectDisposedException.ThrowIf(stopping, this);
        if (Interlocked.CompareExchange(ref running, 1, 0) != 0)
        {
            throw Busy();
        }
        if (count < 2)
        {
            try
            {
                RunAlone(count, body);
            }
            finally
            {
                Volatile.Write(ref running, 0);
            }
            return;
        }
        failure = null;
        interruptible = body.IsInterruptible;
        items = count;
        next = 0;
        work = body;
        // A full fence: helpers that see the run open see its fields, and the sleepers are counted after it is open.
        Interlocked.Exchange(ref state, (state & -Generation) + Generation);
        if (Volatile.Read(ref sleeping) > 0)
        {
            wake.Set();
        }
        Drain(body, 0);
        Interlocked.Or(ref state, Closed);
        var spin = new SpinWait();
        while ((Volatile.Read(ref state) & (Closed - 1)) != 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        work = null;
        var thrown = failure;
        Volatile.Write(ref running, 0);
        if (thrown is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
        }
    }

    public void Dispose()
    {
        if (helpers.Length == 0 || stopping)
        {
            return;
        }
        // Under the gate: a helper that has just found the team at rest would put the event back, and another that the event woke would not see it any more.
        lock (gate)
        {
            stopping = true;
            wake.Set();
        }
        foreach (var helper in helpers)
        {
            helper.Join();
        }
        wake.Dispose();
    }

    [MethodImpl(Compilation.Apart)]
    private void RunAlone(int count, IWork body)
    {
        var mayStop = body.IsInterruptible;
        for (var item = 0; item < count; item++)
        {
            if (mayStop)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            body.Run(item, 0);
        }
    }

    private static InvalidOperationException Busy() =>
        new(
            "a run was started while the team is at work, inside one of its items or by another thread: give that work a team of its own"
        );

    private void Serve(int worker)
    {
        var seen = 0L;
        while (WaitForRun(seen))
        {
            var observed = Volatile.Read(ref state);
            if ((observed & Closed) == 0)
            {
                if (Interlocked.CompareExchange(ref state, observed + 1, observed) != observed)
                {
                    continue;
                }
                Drain(work!, worker);
                Interlocked.Decrement(ref state);
            }
            seen = observed & -Generation;
        }
    }

    // A wake-up costs tens of microseconds; a loss of a small network costs less, so look before sleeping.
    private bool WaitForRun(long seen)
    {
        for (var spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (stopping)
            {
                return false;
            }
            if (IsNew(seen))
            {
                return true;
            }
            Thread.SpinWait(8);
        }
        Interlocked.Increment(ref sleeping);
        while (!stopping && !IsNew(seen))
        {
            wake.Wait();
            lock (gate)
            {
                // Whoever wakes puts the event back unless a run is open that others may still be asleep for.
                if (!stopping && (Volatile.Read(ref state) & Closed) != 0)
                {
                    wake.Reset();
                }
            }
        }
        Interlocked.Decrement(ref sleeping);
        return !stopping;
    }

    private bool IsNew(long seen)
    {
        var observed = Volatile.Read(ref state);
        return (observed & Closed) == 0 && (observed & -Generation) != seen;
    }

    [MethodImpl(Compilation.Apart)]
    private void Drain(IWork body, int worker)
    {
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref next) - 1) < items)
            {
                if (interruptible)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
                body.Run(item, worker);
            }
        }
#pragma warning disable CA1031 // The exception crosses to the calling thread and is thrown there.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            Volatile.Write(ref next, items);
        }
    }
}
