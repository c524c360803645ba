using System.Diagnostics;
using System.Text;

namespace Thalweg.External.Twin;

/// <summary>The ways in which the twin misbehaves when it is told to.</summary>
internal sealed class Faults(TwinOptions options, Stream output)
{
    private int answered;

    public void BeforeDescription()
    {
        switch (options.Misbehave)
        {
            case "crash-at-start":
                Console.Error.WriteLine("cannot find my data");
                Environment.Exit(7);
                break;
            case "hang-at-start":
                Console.Error.WriteLine("waiting for a licence");
                Thread.Sleep(Timeout.Infinite);
                break;
            case "print-at-start":
                output.Write("Loading the model ...\n"u8);
                break;
        }
    }

    /// <summary>The answer as it is to be sent.</summary>
    public double[] BeforeAnswer(long code, ref long sequence, double[] answer)
    {
        if ((options.Only is { } only && only != code) || answered++ < options.After)
        {
            return answer;
        }
        switch (options.Misbehave)
        {
            case "crash":
                Console.Error.WriteLine("first line\nsecond line\r\n\u001b[31mout of memory\u001b[0m");
                Environment.Exit(9);
                return answer;
            case "hang":
                Console.Error.WriteLine("deadlocked");
                Thread.Sleep(Timeout.Infinite);
                return answer;
            case "hang-with-child":
                // The pipes are handed on to a process that outlives this one.
                using (var other = Process.Start(new ProcessStartInfo("sleep", "300") { UseShellExecute = false })!)
                {
                    Console.Error.WriteLine($"started {other.Id}");
                }
                Thread.Sleep(Timeout.Infinite);
                return answer;
            case "slow":
                Thread.Sleep(20 * (1 + (Environment.ProcessId % 2)));
                return answer;
            case "meet":
                Meet();
                return answer;
            case "print":
                output.Write(Encoding.UTF8.GetBytes("epoch 1\n"));
                return answer;
            case "print-a-letter":
                output.Write("x"u8);
                Thread.Sleep(Timeout.Infinite);
                return answer;
            case "short":
                return answer[..^1];
            case "long":
                return [.. answer, 1.0];
            case "not-finite":
                return [double.NaN, double.NegativeInfinity, .. answer.Skip(2)];
            case "twice":
                sequence--;
                return answer;
            case "error":
                throw new InvalidOperationException("the matrix is singular");
            default:
                return answer;
        }
    }

    /// <summary>Waits, inside an answer, for another process that is inside one too.</summary>
    private void Meet()
    {
        var folder = options.Notes!;
        File.WriteAllText(Path.Combine(folder, $"inside-{Environment.ProcessId}"), "");
        for (var i = 0; Directory.GetFiles(folder, "inside-*").Length < 2; i++)
        {
            if (i == 1000)
            {
                throw new TimeoutException("nobody came");
            }
            Thread.Sleep(10);
        }
    }

    public int AtEnd()
    {
        if (options.Misbehave == "stay")
        {
            Console.Error.WriteLine("still saving");
            Thread.Sleep(Timeout.Infinite);
        }
        return 0;
    }
}
