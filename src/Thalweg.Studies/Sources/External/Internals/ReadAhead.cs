using System.Diagnostics;

namespace Thalweg.Studies.Sources.External;

/// <summary>The standard output of a process, read ahead by a thread, so that whoever waits for it can stop waiting.</summary>
/// <remarks>A blocked read of a pipe cannot be ended from outside; a process that left its pipe to a stranger would hold the
/// caller for ever.</remarks>
internal sealed class ReadAhead
{
    private const int Capacity = 1 << 18;

    // Cancellation is looked for this often while nothing arrives.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly Stream stream;
    private readonly byte[] ring = new byte[Capacity];
    private readonly object gate = new();
    private int start;
    private int count;
    private bool hasEnded;

    public ReadAhead(Stream stream)
    {
        this.stream = stream;
        new Thread(Fill) { IsBackground = true, Name = "thalweg-answers" }.Start();
    }

    /// <summary>Copies at least one byte, as soon as there is one.</summary>
    /// <param name="deadline">A time stamp of <see cref="Stopwatch"/>.</param>
    /// <returns>How many bytes; 0 at the end of the output.</returns>
    /// <exception cref="TimeoutException">Nothing arrived in time.</exception>
    public int Read(Span<byte> target, long deadline, CancellationToken cancellation)
    {
        lock (gate)
        {
            while (count == 0 && !hasEnded)
            {
                cancellation.ThrowIfCancellationRequested();
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline);
                if (left <= TimeSpan.Zero)
                {
                    throw new TimeoutException();
                }
                Monitor.Wait(gate, left < Glance ? left : Glance);
            }
            var taken = Math.Min(Math.Min(count, target.Length), Capacity - start);
            ring.AsSpan(start, taken).CopyTo(target);
            var wasFull = count == Capacity;
            start = (start + taken) % Capacity;
            count -= taken;
            if (wasFull)
            {
                Monitor.PulseAll(gate);
            }
            return taken;
        }
    }

    private void Fill()
    {
        try
        {
            while (Free() is { Length: > 0 } free)
            {
                var read = stream.Read(free.Span);
                if (read == 0)
                {
                    break;
                }
                Add(read);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A pipe that breaks or is closed here has ended.
        }
        lock (gate)
        {
            hasEnded = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits for room; only this thread writes there, so it is filled without the lock.</summary>
    private Memory<byte> Free()
    {
        lock (gate)
        {
            while (count == Capacity)
            {
                Monitor.Wait(gate);
            }
            var end = (start + count) % Capacity;
            return ring.AsMemory(end, Math.Min(Capacity - count, Capacity - end));
        }
    }

    private void Add(int read)
    {
        lock (gate)
        {
            count += read;
            Monitor.PulseAll(gate);
        }
    }
}
