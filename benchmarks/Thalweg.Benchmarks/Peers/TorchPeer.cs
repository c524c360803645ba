using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Data.DataSets;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.Layers;

namespace Thalweg.Benchmarks.Peers;

/// <summary>PyTorch in a process of its own, with a fixed number of threads.</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string PythonVariable = "THALWEG_PYTHON";

    /// <summary>The variant of networks on images.</summary>
    public const string Layers = "layers";

    private const double ProductSeconds = 0.3;
    private const double LargestError = 1e-12;

    // OpenBLAS runs the kernels that it is told to, and ends on an instruction that the processor lacks.
    private static readonly string?[] Kernels = Vector512.IsHardwareAccelerated
        ? [null, "SkylakeX", "Haswell", "Zen"]
        : [null, "Haswell", "Zen"];

    private readonly double productSeconds;
    private readonly LineProcess process;
    private readonly string folder = Directory.CreateTempSubdirectory("thalweg-benchmarks-").FullName;

    private TorchPeer(LineProcess process, int threads, JsonNode info, double productSeconds)
    {
        this.productSeconds = productSeconds;
        this.process = process;
        Threads = threads;
        Description =
            $"PyTorch {info["torch"]} ({info["capability"]}), Python {info["python"]}, NumPy {info["numpy"]}; BLAS: {info["blas"]}; {info["threads"]} thread(s)";
    }

    public int Threads { get; }

    public int ProcessId => process.Id;

    /// <summary>Versions, the BLAS that is mapped into the process, threads.</summary>
    public string Description { get; }

    /// <summary>The fastest of the kernels that OpenBLAS can be told to use: on processors newer than itself it takes its oldest.</summary>
    /// <exception cref="InvalidOperationException">No Python with PyTorch answers, or no kernels multiply rightly.</exception>
    public static TorchPeer Start(int threads)
    {
        TorchPeer? best = null;
        foreach (var kernels in Kernels)
        {
            var peer = Start(threads, kernels);
            best =
                best is null || peer.productSeconds < best.productSeconds ? Replace(best, peer) : Replace(peer, best);
        }
        return best!.productSeconds < double.PositiveInfinity
            ? best
            : throw new InvalidOperationException(
                $"products of matrices are wrong with every choice of kernels: {best.Description}"
            );
    }

    private static TorchPeer Replace(TorchPeer? slower, TorchPeer faster)
    {
        slower?.Dispose();
        return faster;
    }

    /// <param name="kernels">OPENBLAS_CORETYPE; null for its own choice.</param>
    private static TorchPeer Start(int threads, string? kernels)
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
                    .. kernels is null ? [] : (KeyValuePair<string, string>[])[new("OPENBLAS_CORETYPE", kernels)],
                ]
            );
            var info = process.Ask(new JsonObject { ["command"] = "info" });
            process.Ask(Products());
            var products = process.Ask(Products());
            var isRight = products["deviation"]!.GetValue<double>() < LargestError;
            return new TorchPeer(
                process,
                threads,
                info,
                isRight ? products["processor"]!.GetValue<double>() : double.PositiveInfinity
            );
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

    private static JsonObject Products() => new() { ["command"] = "products", ["seconds"] = ProductSeconds };

    /// <param name="vectors">How many of the parameter vectors, 0 for the first one without a batch axis.</param>
    /// <param name="vector">Null, or what the Hessian is multiplied by instead of a gradient being asked for.</param>
    public void Load(Workload workload, bool single, bool gradient, int vectors = 0, double[]? vector = null)
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
                .. vector is null
                    ? []
                    : (KeyValuePair<string, NpyArray>[])[new("vector", new NpyArray([count], vector))],
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

    /// <summary>One of the four networks on images, with its gradient; its only variant is <see cref="Layers"/>.</summary>
    public void Load(LayeredNetwork network, string name, DataSet data, double[] parameters, bool single)
    {
        var arrays = Path.Combine(folder, "images.npz");
        var pixels = data.Shape.Count;
        double[] images = new double[data.Bytes.Length];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = data.Bytes[i] / 255.0;
        }
        var order = network.Layers.OfType<PermuteLayer>().FirstOrDefault()?.Order ?? [.. Enumerable.Range(0, pixels)];
        NpzFile.Write(
            arrays,
            [
                new("images", new NpyArray([data.Count, pixels], images)),
                new(
                    "labels",
                    new NpyArray([data.Count], Array.ConvertAll(data.Labels.ToArray(), label => (double)label))
                ),
                new("order", new NpyArray([pixels], [.. order.Select(place => (double)place)])),
                new("parameters", new NpyArray([parameters.Length], parameters)),
            ]
        );
        var shapes = network.Layout.Tensors.Select(tensor =>
            (JsonNode)new JsonArray([.. tensor.Shape.Select(extent => (JsonNode)extent)])
        );
        process.Ask(
            new JsonObject
            {
                ["command"] = "images",
                ["arrays"] = arrays,
                ["shapes"] = new JsonArray([.. shapes]),
                ["network"] = name,
                ["precision"] = single ? "single" : "double",
            }
        );
    }

    /// <summary>Losses, and the gradient or the product if the case was loaded with one.</summary>
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
