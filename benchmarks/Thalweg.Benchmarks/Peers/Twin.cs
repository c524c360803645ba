using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Peers;

/// <summary>This program in a process of its own, with other instruction sets switched on.</summary>
internal sealed class Twin : IDisposable
{
    /// <summary>The argument that makes the program serve.</summary>
    public const string Command = "serve";

    private readonly LineProcess process;

    /// <param name="switches">Settings of the runtime, for example <c>DOTNET_EnableAVX512</c> = 0.</param>
    public Twin(string name, params IReadOnlyList<KeyValuePair<string, string>> switches)
    {
        Name = name;
        var program = Environment.ProcessPath!;
        var runsLibrary = Path.GetFileNameWithoutExtension(program) == "dotnet";
        process = new LineProcess(
            name,
            program,
            runsLibrary ? [typeof(Twin).Assembly.Location, Command] : [Command],
            switches
        );
        var info = process.Ask(new JsonObject { ["command"] = "info" });
        HasAvx512 = info["avx512"]!.GetValue<bool>();
        HasAvx2 = info["avx2"]!.GetValue<bool>();
    }

    public string Name { get; }

    public bool HasAvx512 { get; }

    public bool HasAvx2 { get; }

    public string Digest(string workload) =>
        process.Ask(new JsonObject { ["command"] = "digest", ["case"] = workload })["digest"]!.GetValue<string>();

    /// <summary>Loss and gradient of a workload on one thread.</summary>
    public Contestant Contestant(string workload) =>
        new(
            Name,
            seconds =>
                process.Ask(
                    new JsonObject
                    {
                        ["command"] = "time",
                        ["case"] = workload,
                        ["seconds"] = seconds,
                    }
                )["seconds"]!.GetValue<double>()
        );

    public void Dispose() => process.Dispose();

    /// <summary>The other end: answers until the input ends.</summary>
    public static void Serve()
    {
        var made = new Dictionary<string, Workload>();
        while (Console.In.ReadLine() is { } line)
        {
            var request = JsonNode.Parse(line)!;
            Console.Out.WriteLine(Answer(request, made).ToJsonString());
            Console.Out.Flush();
        }
    }

    private static JsonObject Answer(JsonNode request, Dictionary<string, Workload> made)
    {
        var command = request["command"]!.GetValue<string>();
        if (command == "info")
        {
            return new JsonObject { ["avx512"] = Vector512.IsHardwareAccelerated, ["avx2"] = Avx2.IsSupported };
        }
        var name = request["case"]!.GetValue<string>();
        if (!made.TryGetValue(name, out var workload))
        {
            workload = BitCases.All[name]();
            made.Add(name, workload);
        }
        return command == "digest"
            ? new JsonObject { ["digest"] = Cases.Digest.Of(workload, WorkerTeam.Sequential) }
            : new JsonObject
            {
                ["seconds"] = workload
                    .LossAndGradient(name, WorkerTeam.Sequential)
                    .SecondsPerEvaluation(request["seconds"]!.GetValue<double>()),
            };
    }
}
