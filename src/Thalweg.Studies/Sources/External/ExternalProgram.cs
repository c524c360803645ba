using System.Collections.Concurrent;

namespace Thalweg.Studies.Sources.External;

/// <summary>The processes of one external program, shared by all objectives that are made of it.</summary>
/// <remarks>
/// <para>The processes start at the first question, all together, and answer until the program is disposed: then their input
/// ends, and what does not end with it is stopped. A process that breaks the protocol, ends, or is too late is given up; the
/// next question starts another. Several callers may ask at once; each process serves one at a time.</para>
/// <para>A batch is split into requests by its size alone and its answers are put in their places, so that results do not
/// depend on the number of processes.</para>
/// </remarks>
public sealed class ExternalProgram : IDisposable
{
    private readonly ExternalCommand command;
    private readonly Lazy<CommandFingerprint> fingerprint;
    private readonly Action<string>? warn;
    private readonly Lazy<WaitNotice> notice;
    private readonly SemaphoreSlim free;
    private readonly ConcurrentQueue<Connection> idle = new();
    private readonly HashSet<Connection> all = [];
    private readonly Lock gate = new();
    private ProgramDescription? description;
    private volatile bool isDisposed;

    /// <param name="warn">Told, when the program is disposed, of a process that had to be stopped.</param>
    /// <param name="note">Told, once each, that its description or an answer is waited for longer than <see cref="Patience"/>.</param>
    public ExternalProgram(ExternalCommand command, Action<string>? warn = null, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentOutOfRangeException.ThrowIfLessThan(command.Processes, 1);
        if (command.Timeout is not > 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(command),
                command.Timeout,
                $"timeout is {command.Timeout} s; give seconds above 0"
            );
        }
        this.command = command;
        fingerprint = new Lazy<CommandFingerprint>(() => CommandFingerprint.Of(command));
        this.warn = warn;
        notice = new Lazy<WaitNotice>(() => new WaitNotice(note, Patience));
        free = new SemaphoreSlim(command.Processes);
    }

    public ExternalCommand Command => command;

    /// <summary>How long is waited for a process in silence.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What results of the program are named by; from the first look on, processes are started only while it holds.</summary>
    /// <exception cref="IOException">A file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public CommandFingerprint Fingerprint => fingerprint.Value;

    /// <summary>What the program says about its loss. Cost: starts the processes the first time.</summary>
    /// <exception cref="ExternalProcessException">It does not start or says something else.</exception>
    public ProgramDescription Describe(CancellationToken cancellation = default)
    {
        if (description is null)
        {
            var connection = Lease(cancellation);
            Return(connection);
        }
        return description!;
    }

    /// <summary>An objective with scratch memory of its own; it must not be used after the program is disposed.</summary>
    /// <exception cref="ExternalProcessException">The program does not start or describe itself.</exception>
    public ExternalObjective Objective(CancellationToken cancellation = default) => new(this, Describe(cancellation));

    /// <summary>A start for a seed, [P], or null where the program offers none.</summary>
    /// <exception cref="ExternalProcessException">The program failed or refused.</exception>
    public double[]? Start(ulong seed, CancellationToken cancellation = default)
    {
        if (!Describe(cancellation).OffersStart)
        {
            return null;
        }
        var start = new double[Describe(cancellation).Layout.Count];
        var exchange = new Exchange(Request.Start, 1, unchecked((long)seed)) { First = start };
        Ask(1, _ => exchange, cancellation);
        return start;
    }

    /// <summary>Asks for <paramref name="count"/> answers, as many at a time as there are idle processes.</summary>
    /// <exception cref="ExternalProcessException">A process failed or refused; the answers before it may be there.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for; processes at work were stopped.</exception>
    internal void Ask(int count, Func<int, Exchange> item, CancellationToken cancellation)
    {
        var busy = new Queue<Connection>();
        var next = 0;
        try
        {
            while (next < count && (busy.Count == 0 ? Lease(cancellation) : TryLease(cancellation)) is { } connection)
            {
                busy.Enqueue(connection);
                connection.Send(item(next++), cancellation);
            }
            while (busy.TryPeek(out var connection))
            {
                connection.Receive(cancellation);
                busy.Dequeue();
                if (next < count)
                {
                    busy.Enqueue(connection);
                    connection.Send(item(next++), cancellation);
                }
                else
                {
                    Return(connection);
                }
            }
        }
        catch (ExternalProcessException exception) when (exception.Fault == ExternalFault.Refused)
        {
            Return(busy.Dequeue());
            GiveUp(busy);
            throw;
        }
        catch
        {
            GiveUp(busy);
            throw;
        }
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        isDisposed = true;
        List<Connection> ended;
        lock (gate)
        {
            ended = [.. all];
            all.Clear();
        }
        // Those still at work belong to a caller that was left behind.
        var atWork = ended.Except(idle).ToList();
        atWork.ForEach(connection => connection.Discard());
        ended.RemoveAll(atWork.Contains);
        // All inputs end before any process is waited for.
        ended.ForEach(connection => connection.CloseInput());
        foreach (var connection in ended)
        {
            if (connection.Close() is { } warning)
            {
                warn?.Invoke(warning);
            }
        }
        idle.Clear();
    }

    private Connection Lease(CancellationToken cancellation)
    {
        free.Wait(cancellation);
        return Take(cancellation);
    }

    private Connection? TryLease(CancellationToken cancellation) =>
        free.Wait(0, cancellation) ? Take(cancellation) : null;

    private Connection Take(CancellationToken cancellation)
    {
        Connection? connection = null;
        try
        {
            StartMissing();
            if (!idle.TryDequeue(out connection))
            {
                throw new InvalidOperationException("a process was free and is not there");
            }
            var said = connection.Describe(cancellation);
            var first = Interlocked.CompareExchange(ref description, said, null) ?? said;
            return first.Line == said.Line ? connection : throw connection.Differs(Difference(first.Line, said.Line));
        }
        catch
        {
            if (connection is null)
            {
                free.Release();
            }
            else
            {
                GiveUp([connection]);
            }
            throw;
        }
    }

    /// <summary>Starts as many processes as are missing, so that they get ready side by side.</summary>
    private void StartMissing()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (all.Count < command.Processes && fingerprint.IsValueCreated)
            {
                fingerprint.Value.RequireUnchanged();
            }
            while (all.Count < command.Processes)
            {
                var connection = new Connection(command, notice.Value);
                all.Add(connection);
                idle.Enqueue(connection);
            }
        }
    }

    private void Return(Connection connection)
    {
        idle.Enqueue(connection);
        free.Release();
    }

    private void GiveUp(IEnumerable<Connection> connections)
    {
        foreach (var connection in connections)
        {
            lock (gate)
            {
                if (!all.Remove(connection))
                {
                    continue;
                }
            }
            connection.Discard();
            free.Release();
        }
    }

    private static string Difference(string first, string second)
    {
        var at = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, at - 20);
        return $"{Syntax.CallText.Show(first[Math.Min(from, first.Length)..])} and {Syntax.CallText.Show(second[Math.Min(from, second.Length)..])}";
    }
}
