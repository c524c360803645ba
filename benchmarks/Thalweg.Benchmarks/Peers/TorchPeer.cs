using System.Text.Json.Nodes;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Formats.Arrays;

namespace Thalweg.Benchmarks.Peers;

/// <summary>PyTorch in a process of its own, with a fixed number of threads.</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string PythonVariable = "THALWEG_PYTHON";

    private readonly LineProcess process;
    private readonly string folder = Directory.CreateTempSubdirectory("thalweg-benchmarks-").FullName;

    private TorchPeer(LineProcess process, int threads, JsonNode info)
    {
        this.process = process;
        Threads = threads;
        Description =
            $"PyTorch {info["torch"]} ({info["capability"]}), Python {info["python"]}, NumPy {info["numpy"]}; BLAS: {info["blas"]}; {info["threads"]} thread(s)";
    }

    public int Threads { get; }

    public int ProcessId => process.Id;

    /// <summary>Versions, the BLAS that is mapped into the process, threads.</summary>
    public string Description { get; }

    /// <exception cref="InvalidOperationException">No Python with PyTorch answers.</exception>
    public static TorchPeer Start(int threads)
    {
        var python = Environment.GetEnvironmentVariable(PythonVariable) ?? "python3";
        var count = $"{threads}";
        LineProcess? process = null;
        try
        {
            process = new LineProcess(
                $"PyTorch on {threads} thread(s)",
                python,
                [Checkout.Path("benchmarks", "peers", "peer.py")],
                [
                    new("OMP_NUM_THREADS", count),
                    new("OPENBLAS_NUM_THREADS", count),
                    new("MKL_NUM_THREADS", count),
                    new("PYTHONDONTWRITEBYTECODE", "1"),
                ]
            );
            return new TorchPeer(process, threads, process.Ask(new JsonObject { ["command"] = "info" }));
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            process?.Dispose();
            throw new InvalidOperationException(
                $"'{python}' does not run PyTorch ({fault.Message}): name an interpreter that has torch and numpy in {PythonVariable}",
                fault
            );
        }
    }

    /// <summary>Hands over weights and points; the requests after it mean this case.</summary>
    /// <param name="vectors">How many of the parameter vectors, 0 for the first one without a batch axis.</param>
    public void Load(Workload workload, bool single, bool gradient, int vectors = 0)
    {
        var objective = workload.Objective;
        var points = objective.Quadrature.Interior(objective.Problem.Domain);
        var nodes = new double[points.Coordinates.Length];
        for (var i = 0; i < points.Count; i++)
        {
            for (var k = 0; k < points.Dimension; k++)
            {
                nodes[i * points.Dimension + k] = points.Axis(k)[i];
            }
        }
        var count = objective.ParameterCount;
        var arrays = Path.Combine(folder, "case.npz");
        NpzFile.Write(
            arrays,
            [
                new("nodes", new NpyArray([points.Count, points.Dimension], nodes)),
                new("weights", new NpyArray([points.Count], points.Weights)),
                new(
                    "parameters",
                    vectors == 0
                        ? new NpyArray([count], workload.Parameters[..count])
                        : new NpyArray([vectors, count], workload.Parameters[..(vectors * count)])
                ),
            ]
        );
        var shapes = objective.Layout.Tensors.Select(tensor =>
            (JsonNode)new JsonArray([.. tensor.Shape.Select(extent => (JsonNode)extent)])
        );
        process.Ask(
            new JsonObject
            {
                ["command"] = "load",
                ["arrays"] = arrays,
                ["shapes"] = new JsonArray([.. shapes]),
                ["network"] = objective.Network.Name.StartsWith("resnet", StringComparison.Ordinal) ? "resnet" : "mlp",
                ["equation"] = workload.Equation.Name,
                ["convection"] = workload.Equation.Convection,
                ["diffusion"] = workload.Equation.Diffusion,
                ["precision"] = single ? "single" : "double",
                ["gradient"] = gradient,
            }
        );
    }

    /// <summary>Losses, and the gradient if the case was loaded with one.</summary>
    public (double[] Losses, double[] Gradient) Value(string variant)
    {
        var answer = process.Ask(new JsonObject { ["command"] = "value", ["variant"] = variant });
        return (Numbers(answer["losses"]!), Numbers(answer["gradient"]!));
    }

    /// <summary>A variant of the loaded case as a contestant, in wall time.</summary>
    public Contestant Contestant(string variant) =>
        new($"PyTorch: {variant}, {Threads} thread(s)", seconds => Time(variant, seconds, "seconds"));

    /// <summary>The same in processor time, of all its threads together.</summary>
    public Contestant InProcessorTime(string variant) =>
        new($"PyTorch: {variant}, {Threads} thread(s)", seconds => Time(variant, seconds, "processor"));

    public void Dispose()
    {
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private double Time(string variant, double seconds, string clock) =>
        process.Ask(
            new JsonObject
            {
                ["command"] = "time",
                ["variant"] = variant,
                ["seconds"] = seconds,
            }
        )[clock]!.GetValue<double>();

    private static double[] Numbers(JsonNode array) => [.. array.AsArray().Select(node => node!.GetValue<double>())];
}
