using System.Runtime.InteropServices;
using Thalweg.Formats.Files;

namespace Thalweg.Cli;

/// <summary>Answers the signals that ask the program to end: work is cancelled and saves its state; what does not come to its end in time
/// is left as it was saved last.</summary>
/// <remarks>Files are written under temporary names and take their own when they are whole, so that the process may end at any moment.</remarks>
internal sealed class Interruption : IDisposable
{
    // So that the answer comes within a second, the way out of the process included.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    // A queue gives a job half a minute, and its disk may be that of a busy file server.
    private static readonly TimeSpan PatienceOfJob = TimeSpan.FromSeconds(8);

    // What a queue sends ahead of a time limit; .NET has no name for it, and takes the number of the system.
    private static readonly PosixSignal FirstOfUser = (PosixSignal)(OperatingSystem.IsMacOS() ? 30 : 10);

    private readonly CancellationTokenSource cancelled = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Timer watch;
    private readonly TextWriter error;
    private int ended;

    /// <param name="error">Told where work is left.</param>
    public Interruption(TextWriter error)
    {
        this.error = error;
        watch = new Timer(_ => Leave());
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        foreach (var signal in OperatingSystem.IsWindows() ? signals : [.. signals, FirstOfUser])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Answer));
        }
    }

    public CancellationToken Token => cancelled.Token;

    /// <summary>From here on nothing is left to cancel.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref ended, 1);
        registrations.ForEach(registration => registration.Dispose());
        watch.Dispose();
        cancelled.Dispose();
    }

    private void Answer(PosixSignalContext context)
    {
        // The second signal ends the process at once: then nothing is cancelled here.
        context.Cancel = !cancelled.IsCancellationRequested;
        if (context.Cancel)
        {
            var isOfQueue = WriterName.Job is not null && context.Signal != PosixSignal.SIGINT;
            watch.Change(isOfQueue ? PatienceOfJob : Patience, Timeout.InfiniteTimeSpan);
            cancelled.Cancel();
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
        {
            return;
        }
        try
        {
            // A bar of progress hides the cursor.
            error.Write(Console.IsErrorRedirected ? "" : "\u001b[?25h");
            error.WriteLine("interrupted; what was saved last is kept");
        }
        catch (IOException)
        {
            // Nobody reads it.
        }
        OutputFile.DiscardAll();
        Environment.Exit(ExitCode.Interrupted);
    }
}
