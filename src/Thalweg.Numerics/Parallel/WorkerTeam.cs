namespace Thalweg.Numerics.Parallel;

/// <summary>A body of work that is split into numbered items; items may run in any order and on any thread.</summary>
public interface IWork
{
    /// <summary>Runs one item.</summary>
    /// <param name="item">0 ≤ item &lt; the number of items given to <see cref="WorkerTeam.Run"/>.</param>
    /// <param name="worker">0 ≤ worker &lt; <see cref="WorkerTeam.Threads"/>; no two items run at once with the same worker.</param>
    void Run(int item, int worker);
}

/// <summary>
/// Thread count and cancellation, passed as an argument to everything that computes.
/// </summary>
/// <remarks>
/// Threads − 1 helper threads live as long as the team; between runs they spin briefly, then sleep. A run allocates
/// nothing. Which thread takes which item is left to chance, so work must write to places that depend on the item alone. A
/// team serves one caller at a time; a run inside a run executes on the calling thread.
/// </remarks>
public sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] helpers;
    private readonly SemaphoreSlim start;
    private readonly CancellationToken cancellation;
    private volatile IWork? work;
    private volatile bool stopping;
    private int items;
    private int next;
    private int generation;
    private int finished;
    private bool running;
    private Exception? failure;

    public WorkerTeam(int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        this.cancellation = cancellation;
        Threads = threads;
        start = new SemaphoreSlim(0);
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
    /// <exception cref="OperationCanceledException">Cancellation was asked for before the run began.</exception>
    public void Run(int count, IWork body)
    {
        cancellation.ThrowIfCancellationRequested();
        if (helpers.Length == 0 || count < 2 || running)
        {
            for (var item = 0; item < count; item++)
            {
                body.Run(item, 0);
            }
            return;
        }
        running = true;
        failure = null;
        items = count;
        finished = 0;
        Volatile.Write(ref next, 0);
        work = body;
        Interlocked.Increment(ref generation);
        start.Release(helpers.Length);
        Drain(body, 0);
        var spin = new SpinWait();
        while (Volatile.Read(ref finished) < helpers.Length)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        work = null;
        running = false;
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        if (helpers.Length == 0)
        {
            return;
        }
        stopping = true;
        start.Release(helpers.Length);
        foreach (var helper in helpers)
        {
            helper.Join();
        }
        start.Dispose();
    }

    private void Serve(int worker)
    {
        var seen = 0;
        while (true)
        {
            // A wake-up costs tens of microseconds; a loss of a small network costs less, so look before sleeping.
            var spin = 0;
            while (Volatile.Read(ref generation) == seen && !stopping && spin < 2000)
            {
                Thread.SpinWait(8);
                spin++;
            }
            start.Wait();
            if (stopping)
            {
                return;
            }
            seen++;
            Drain(work!, worker);
            Interlocked.Increment(ref finished);
        }
    }

    private void Drain(IWork body, int worker)
    {
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref next) - 1) < items)
            {
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
