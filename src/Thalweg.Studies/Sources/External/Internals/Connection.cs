using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Thalweg.Studies.Sources.External;

/// <summary>One process that speaks the protocol: a line that describes it, then one answer to each request, in turn.</summary>
internal sealed class Connection(ExternalCommand command, WaitNotice notice)
{
    private const int RequestHeader = 48;
    private const int AnswerHeader = 32;
    private const int LongestDescription = 1 << 24;
    private const int LongestMessage = 1 << 16;

    // A pipe holds this much although nobody reads; more may block.
    private const int PipeHolds = 1 << 15;

    private readonly ChildProcess child = ChildProcess.Start(command);
    private readonly byte[] header = new byte[AnswerHeader];
    private byte[] outgoing = [];
    private ProgramDescription? description;
    private Exchange asked;
    private long sequence;
    private long deadline = Deadline(command.Timeout);
    private long patience = Deadline(notice.Patience.TotalSeconds);
    private bool isLate;

    /// <summary>The first eight bytes of every request and answer.</summary>
    private static ReadOnlySpan<byte> Mark => "thalweg1"u8;

    private string Awaited => $"it answered {asked.Describe()}";

    /// <summary>What the process says about itself; waits for it the first time.</summary>
    /// <exception cref="ExternalProcessException">It says something else, or nothing.</exception>
    public ProgramDescription Describe(CancellationToken cancellation)
    {
        if (description is null)
        {
            var line = ReadLine(cancellation);
            try
            {
                description = ProgramDescription.Parse(line);
            }
            catch (FormatException exception)
            {
                throw child.Fault(
                    ExternalFault.WrongDescription,
                    $"the description that {child} gave is wrong: {exception.Message}"
                );
            }
        }
        return description;
    }

    /// <summary>Sends a request, the answer to which is then to be received.</summary>
    public void Send(in Exchange exchange, CancellationToken cancellation)
    {
        asked = exchange;
        sequence++;
        var length = exchange.Sent * sizeof(double);
        if (outgoing.Length < RequestHeader + length)
        {
            outgoing = new byte[RequestHeader + length];
        }
        var bytes = outgoing.AsSpan(0, RequestHeader + length);
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], (long)exchange.Request);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], exchange.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], exchange.Option);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], length);
        MemoryMarshal.AsBytes(exchange.Parameters.Span).CopyTo(bytes[RequestHeader..]);
        MemoryMarshal
            .AsBytes(exchange.Vectors.Span)
            .CopyTo(bytes[(RequestHeader + (exchange.Parameters.Length * sizeof(double)))..]);
        deadline = Deadline(command.Timeout);
        patience = Deadline(notice.Patience.TotalSeconds);
        if (bytes.Length <= PipeHolds)
        {
            child.Write(bytes);
            return;
        }
        using var late = new Timer(StopLate, null, Milliseconds(command.Timeout), Timeout.Infinite);
        using var slow = new Timer(
            _ => Tell($"take {asked.Describe()}"),
            null,
            Milliseconds(notice.Patience.TotalSeconds),
            Timeout.Infinite
        );
        using var cancelled = cancellation.Register(child.Kill);
        child.Write(bytes);
    }

    /// <summary>Receives the answer to the request sent last.</summary>
    /// <exception cref="ExternalProcessException">There is none, or not one that fits.</exception>
    public void Receive(CancellationToken cancellation)
    {
        ReadHeader(cancellation);
        var echoed = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8));
        var status = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16));
        var length = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));
        if (echoed != sequence)
        {
            throw Broken($"{child} answered request {echoed} where {sequence} was asked; answer each once and in turn");
        }
        if (status == 1)
        {
            throw Refusal(length, cancellation);
        }
        if (status != 0)
        {
            throw Broken($"{child} answered with status {status}; expected 0 (done) or 1 (an error)");
        }
        if (length != asked.Expected * (long)sizeof(double))
        {
            throw child.Fault(
                ExternalFault.WrongSize,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{child} answered {asked.Describe()} with {length} bytes, expected {asked.Expected * (long)sizeof(double)} ({asked.Expected} doubles)"
                )
            );
        }
        Fill(MemoryMarshal.AsBytes(asked.First.Span), cancellation);
        Fill(MemoryMarshal.AsBytes(asked.Second.Span), cancellation);
        Fill(MemoryMarshal.AsBytes(asked.Third.Span), cancellation);
    }

    /// <inheritdoc cref="ChildProcess.CloseInput"/>
    public void CloseInput() => child.CloseInput();

    /// <inheritdoc cref="ChildProcess.Close"/>
    public string? Close() => child.Close();

    /// <inheritdoc cref="ChildProcess.Discard"/>
    public void Discard() => child.Discard();

    /// <summary>What to throw where another process of the command described itself otherwise.</summary>
    public ExternalProcessException Differs(string difference) =>
        child.Fault(
            ExternalFault.WrongDescription,
            $"two processes of one command describe themselves differently ({difference}): {child}; describe what the command alone decides"
        );

    private void ReadHeader(CancellationToken cancellation)
    {
        for (var have = 0; have < AnswerHeader; )
        {
            have += Read(header.AsSpan(have), Awaited, cancellation);
            // Text shows in its first bytes, however little of it there is.
            if (!header.AsSpan(0, Math.Min(have, Mark.Length)).SequenceEqual(Mark[..Math.Min(have, Mark.Length)]))
            {
                throw Printed(Encoding.UTF8.GetString(header.AsSpan(0, have)), cancellation);
            }
        }
    }

    private string ReadLine(CancellationToken cancellation)
    {
        var line = new List<byte>();
        Span<byte> one = stackalloc byte[1];
        while (Read(one, "it described itself", cancellation) == 1 && one[0] != (byte)'\n')
        {
            if (line.Count == 0 && one[0] != (byte)'{')
            {
                throw Printed(Encoding.UTF8.GetString(one), cancellation);
            }
            line.Add(one[0]);
            if (line.Count > LongestDescription)
            {
                throw Broken($"the description of {child} has no end after {LongestDescription} bytes; end its line");
            }
        }
        return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(line));
    }

    private void Fill(Span<byte> target, CancellationToken cancellation)
    {
        while (!target.IsEmpty)
        {
            target = target[Read(target, Awaited, cancellation)..];
        }
    }

    private int Read(Span<byte> target, string awaited, CancellationToken cancellation)
    {
        int read;
        try
        {
            read = ReadWithNotice(target, cancellation);
        }
        catch (TimeoutException)
        {
            throw Late(awaited);
        }
        return read > 0 ? read
            : isLate ? throw Late(awaited)
            : throw child.Ended(awaited, cancellation);
    }

    /// <summary>Reads, and says what is awaited where that takes longer than anybody would wait in silence.</summary>
    private int ReadWithNotice(Span<byte> target, CancellationToken cancellation)
    {
        if (patience < deadline)
        {
            try
            {
                return child.Output.Read(target, patience, cancellation);
            }
            catch (TimeoutException)
            {
                patience = long.MaxValue;
                Tell(description is null ? "describe itself" : $"answer with {asked.Describe()}");
            }
        }
        return child.Output.Read(target, deadline, cancellation);
    }

    private void Tell(string awaited) =>
        notice.Tell(
            awaited.Split(' ')[0],
            string.Create(
                CultureInfo.InvariantCulture,
                $"waiting for {child} to {awaited}; it is stopped after {command.Timeout} s: process(command=…, timeout=SECONDS) changes that"
            )
        );

    private ExternalProcessException Late(string awaited) =>
        child.Fault(
            ExternalFault.TimedOut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{child} was stopped after {command.Timeout} s, before {awaited}; raise timeout= if it needs longer"
            )
        );

    private ExternalProcessException Refusal(long length, CancellationToken cancellation)
    {
        if (length is < 0 or > LongestMessage)
        {
            return Broken($"{child} announced an error message of {length} bytes; at most {LongestMessage} are read");
        }
        var text = new byte[length];
        Fill(text, cancellation);
        return child.Complaint(
            ExternalFault.Refused,
            $"{child} answered {asked.Describe()} with an error: {Encoding.UTF8.GetString(text).Trim()}"
        );
    }

    /// <summary>What was printed, as far as it comes at once.</summary>
    private ExternalProcessException Printed(string beginning, CancellationToken cancellation)
    {
        var more = new byte[200];
        var have = 0;
        try
        {
            deadline = Deadline(0.2);
            while (
                have < more.Length && child.Output.Read(more.AsSpan(have), deadline, cancellation) is > 0 and var read
            )
            {
                have += read;
            }
        }
        catch (TimeoutException)
        {
            // That was all.
        }
        var text = beginning + Encoding.UTF8.GetString(more.AsSpan(0, have));
        var line = Syntax.CallText.Show(text.TrimStart().Split('\n')[0].TrimEnd());
        return child.Fault(
            ExternalFault.Printed,
            $"{child} printed {line} to its standard output, which belongs to the protocol; print to standard error"
        );
    }

    private ExternalProcessException Broken(string message) => child.Fault(ExternalFault.Printed, message);

    private void StopLate(object? state)
    {
        isLate = true;
        child.Kill();
    }

    private static long Deadline(double seconds) =>
        Stopwatch.GetTimestamp() + (long)(Math.Min(seconds, 1e8) * Stopwatch.Frequency);

    private static int Milliseconds(double seconds) => (int)Math.Min(seconds * 1000, int.MaxValue);
}
