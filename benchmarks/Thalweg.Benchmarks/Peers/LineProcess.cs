using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Thalweg.Benchmarks.Peers;

/// <summary>A child process that answers one JSON line to each JSON line.</summary>
internal sealed class LineProcess : IDisposable
{
    private readonly Process process;
    private readonly string name;

    public LineProcess(
        string name,
        string program,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment
    )
    {
        this.name = name;
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }
        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    /// <exception cref="InvalidOperationException">The child reported a fault or ended.</exception>
    public JsonNode Ask(JsonObject request)
    {
        string? line;
        try
        {
            process.StandardInput.WriteLine(request.ToJsonString());
            process.StandardInput.Flush();
            line = process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            line = null;
        }
        if (line is null)
        {
            process.WaitForExit();
            throw new InvalidOperationException(
                $"{name} ended with exit code {process.ExitCode} instead of answering '{request["command"]}'; what it printed is above"
            );
        }
        var answer = Parse(line);
        return answer["error"] is { } error
            ? throw new InvalidOperationException($"{name} could not answer '{request["command"]}': {error}")
            : answer;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private JsonNode Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line)!;
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException($"{name} answered '{line}', which is not JSON: {fault.Message}", fault);
        }
    }
}
