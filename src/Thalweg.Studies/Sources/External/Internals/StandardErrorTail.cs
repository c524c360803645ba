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

    public StandardErrorTail(StreamReader reader)
    {
        this.reader = reader;
        thread = new Thread(Follow) { IsBackground = true, Name = "thalweg-errors" };
        thread.Start();
    }

    /// <summary>Waits a moment for what a process that has ended left in the pipe.</summary>
    public void Finish() => thread.Join(TimeSpan.FromSeconds(1));

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
            int read;
            while ((read = reader.Read()) >= 0)
            {
                if (read is '\n' or '\r')
                {
                    Add(line);
                }
                else if (line.Length < LongestLine)
                {
                    // What a terminal would obey, a message must not repeat.
                    line.Append(read is '\t' || !char.IsControl((char)read) ? (char)read : ' ');
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
