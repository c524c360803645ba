using System.Text;

namespace Thalweg.Studies.Sources.External;

/// <summary>The last lines that a process wrote to its standard error, which is read as long as it lives.</summary>
internal sealed class StandardErrorTail
{
    private const int MostLines = 20;
    private const int LongestLine = 400;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly StreamReader reader;
    private readonly Thread thread;
    private long read;

    public StandardErrorTail(StreamReader reader)
    {
        this.reader = reader;
        thread = new Thread(Follow) { IsBackground = true, Name = "thalweg-errors" };
        thread.Start();
    }

    /// <summary>Waits a moment for what a process that has ended left in the pipe.</summary>
    public void Finish() => thread.Join(TimeSpan.FromSeconds(1));

    /// <summary>Waits until a process that lives on has had its words read: a tenth of a second in which nothing came, a second at most.</summary>
    public void Settle()
    {
        var (seen, still) = (-1L, 0);
        for (var waited = 0; waited < 50 && still < 5; waited++)
        {
            var now = Interlocked.Read(ref read);
            still = now == seen ? still + 1 : 0;
            seen = now;
            thread.Join(TimeSpan.FromMilliseconds(20));
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return string.Join('\n', lines);
        }
    }

    private void Follow()
    {
        try
        {
            var line = new StringBuilder();
            int next;
            while ((next = reader.Read()) >= 0)
            {
                Interlocked.Increment(ref read);
                if (next is '\n' or '\r')
                {
                    Add(line);
                }
                else if (line.Length < LongestLine)
                {
                    // What a terminal would obey, a message must not repeat.
                    line.Append(next is '\t' || !char.IsControl((char)next) ? (char)next : ' ');
                }
            }
            Add(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe was closed under the reader: there is no more to say.
        }
    }

    private void Add(StringBuilder line)
    {
        var text = line.ToString().TrimEnd();
        line.Clear();
        if (text.Length == 0)
        {
            return;
        }
        lock (gate)
        {
            lines.Enqueue(text);
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
        }
    }
}
