using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>Curvature from the command line, against spectra that are known in closed form or were computed by another program.</summary>
public sealed class HessianTests : IDisposable
{
    private static readonly string[] Sine = ["--problem", "poisson", "--quadrature", "gauss:40"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-hessian-");

    public static TheoryData<string, double, string, double> Origins { get; } =
        new()
        {
            { "ritz", 2 / Math.PI, "tanh", 1 },
            { "galerkin", 4 * Math.PI, "tanh", 1 },
            { "ritz", 2 / Math.PI, "sin", 1 },
            { "galerkin", 4 * Math.PI, "swish", 0.5 },
            { "ritz", 2 / Math.PI, "gelu", 0.5 },
        };

    public static TheoryData<string> Lines { get; } =
    [.. ReferenceLandscapes.Named("resnet"), .. ReferenceLandscapes.Named("fcnet")];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Origins))]
    public void One_hidden_layer_at_zero_has_one_curvature_of_either_sign(
        string formulation,
        double curvature,
        string activation,
        double slope
    )
    {
        const int n = 4;
        string[] rest = [.. Sine, "--formulation", formulation, "--weights", "zeros"];
        var dense = Json([
            "dense",
            .. rest,
            "--network",
            $"mlp(width={n}, depth=1, activation={activation}, bias=false)",
        ]);
        double[] expected = [.. Enumerable.Repeat(-curvature * slope, n), .. Enumerable.Repeat(curvature * slope, n)];
        Near(expected, Numbers(dense, "eigenvalues"), 1e-13);
        Assert.Equal(n, dense.GetProperty("negative").GetInt32());
        Assert.Equal(0, dense.GetProperty("zero").GetInt32());
        Assert.Equal([n, n], Numbers(dense, "negativeRange"));
        Assert.Equal(1, dense.GetProperty("conditionNumber").GetDouble(), 1e-13);
        Assert.Equal("saddle", dense.GetProperty("verdict").GetString());
        Assert.Equal(0, dense.GetProperty("trace").GetDouble(), 1e-12);
        // Hidden biases add √5 and n zeros, which may be negative for all that numbers say.
        var hidden = Json([
            "dense",
            .. rest,
            "--network",
            $"mlp(width={n}, depth=1, activation={activation}, bias=hidden)",
        ]);
        var root = curvature * slope * Math.Sqrt(5);
        Near(
            [.. Enumerable.Repeat(-root, n), .. new double[n], .. Enumerable.Repeat(root, n)],
            Numbers(hidden, "eigenvalues"),
            1e-13
        );
        Assert.Equal((n, n), (hidden.GetProperty("negative").GetInt32(), hidden.GetProperty("zero").GetInt32()));
        Assert.Equal([n, 2 * n], Numbers(hidden, "negativeRange"));
        Assert.Equal([0, n], Numbers(hidden, "zeroRange"));
        // One copy after the other: multiplicities are those of the dense spectrum.
        var lanczos = Json([
            "lanczos",
            .. rest,
            "--network",
            $"mlp(width={n}, depth=1, activation={activation}, bias=hidden)",
            "--count",
            "5",
        ]);
        Near(
            [.. Enumerable.Repeat(-root, n), 0, 0, .. Enumerable.Repeat(root, n)],
            Numbers(lanczos, "eigenvalues"),
            1e-12
        );
        Assert.All(lanczos.GetProperty("converged").EnumerateArray(), flag => Assert.True(flag.GetBoolean()));
    }

    [Theory]
    [InlineData(2, 0.232292661370)]
    [InlineData(3, 0.055053223309)]
    public void In_a_cube_one_hidden_layer_at_zero_has_zeros_besides(int dimension, double curvature)
    {
        var dense = Json([
            "dense",
            "--problem",
            $"poisson(dim={dimension})",
            "--quadrature",
            "gauss:16",
            "--formulation",
            "ritz",
            "--network",
            "mlp(width=2, depth=1, activation=tanh, bias=false)",
            "--weights",
            "zeros",
        ]);
        double[] zeros = new double[2 * (dimension - 1)];
        Near([-curvature, -curvature, .. zeros, curvature, curvature], Numbers(dense, "eigenvalues"), 1e-12);
    }

    [Fact]
    public void Two_hidden_layers_at_zero_are_degenerate_and_never_convex()
    {
        string[] rest =
        [
            .. Sine,
            "--formulation",
            "galerkin",
            "--network",
            "mlp(width=3, depth=2, activation=tanh, bias=false)",
            "--weights",
            "zeros",
        ];
        var dense = Json(["dense", .. rest]);
        Assert.All(Numbers(dense, "eigenvalues"), λ => Assert.Equal(0, λ));
        Assert.Equal("degenerate", dense.GetProperty("verdict").GetString());
        Assert.Equal("NaN", dense.GetProperty("conditionNumber").GetString());
        Assert.Equal((0, 15), (dense.GetProperty("negative").GetInt32(), dense.GetProperty("zero").GetInt32()));
        Assert.Equal(0, dense.GetProperty("structuralZeros").GetInt32());
        var told = Good(["dense", .. rest]);
        Assert.Contains("degenerate", told, StringComparison.Ordinal);
        Assert.DoesNotContain("convex", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Spectra_of_reference_networks_are_those_of_automatic_differentiation(string name)
    {
        var network = name.StartsWith("resnet", StringComparison.Ordinal)
            ? "resnet(width=4, blocks=1, activation=swish)"
            : "mlp(width=4, depth=3, activation=swish, input=linear)";
        foreach (var (formulation, group) in new[] { ("ritz", "drm"), ("galerkin", "dgm") })
        {
            var listed = ReferenceLandscapes.Values(name).GetProperty(group);
            double[] expected = ReferenceLandscapes.Numbers(
                listed.GetProperty("hessian_eigenvalues_simpson_200_ascending")
            );
            var dense = Json([
                "dense",
                "--problem",
                "poisson",
                "--network",
                network,
                "--trial",
                "hard(sign=-1)",
                "--formulation",
                formulation,
                "--quadrature",
                "simpson:200",
                "--weights",
                ReferenceLandscapes.Weights(name),
            ]);
            var λ = Numbers(dense, "eigenvalues");
            Near(expected, λ, 1e-11 * expected[^1]);
            var trace = listed.GetProperty("hessian_trace_simpson_200").GetDouble();
            Assert.Equal(trace, dense.GetProperty("trace").GetDouble(), 1e-12 * Math.Abs(trace));
            Assert.True(dense.GetProperty("exactProducts").GetBoolean());
            // Six zeros of the linear input layer, and small eigenvalues beside them.
            var range = Numbers(dense, "negativeRange");
            var bounds = Numbers(dense, "bounds");
            Assert.Equal(λ.Zip(bounds).Count(pair => pair.First < -pair.Second), range[0]);
            Assert.InRange(dense.GetProperty("negative").GetInt32(), range[0], range[1]);
            Assert.Equal("saddle", dense.GetProperty("verdict").GetString());
            Assert.Equal(6, dense.GetProperty("structuralZeros").GetInt32());
            var κ = dense.GetProperty("conditionNumber").GetDouble();
            Assert.Equal(
                λ[^1] / λ.Where(value => value > dense.GetProperty("threshold").GetDouble()).Min(),
                κ,
                1e-9 * κ
            );
        }
    }

    [Fact]
    public void Estimates_agree_with_the_dense_spectrum()
    {
        string[] rest =
        [
            "--problem",
            "poisson",
            "--network",
            "mlp(width=6, depth=2, activation=tanh)",
            "--formulation",
            "galerkin",
            "--quadrature",
            "gauss:20",
            "--weights",
            Trained(),
        ];
        var dense = Json(["dense", .. rest]);
        var λ = Numbers(dense, "eigenvalues");
        foreach (var method in new[] { "hutchinson", "hutch++", "xtrace" })
        {
            var trace = Json(["trace", .. rest, "--method", method, "--tolerance", "0.05"]);
            var error = Math.Abs(trace.GetProperty("estimate").GetDouble() - dense.GetProperty("trace").GetDouble());
            Assert.InRange(error, 0, 4 * trace.GetProperty("standardError").GetDouble());
            Assert.InRange(trace.GetProperty("products").GetInt32(), 8, 2000);
        }
        var diagonal = Json(["diagonal", .. rest, "--tolerance", "0.001"]);
        Assert.Equal(dense.GetProperty("trace").GetDouble(), Numbers(diagonal, "diagonal").Sum(), 0.02 * λ[^1]);
        Assert.Equal(λ.Length, Numbers(diagonal, "standardError").Length);
        var density = Json(["density", .. rest, "--nodes", "400"]);
        var nodes = Numbers(density, "nodes");
        Assert.Equal(1, Numbers(density, "density").Sum() * (nodes[1] - nodes[0]), 0.02);
        Assert.InRange(nodes[0], 2 * Math.Min(λ[0], -λ[^1]), λ[0] + (0.01 * λ[^1]));
        var inside = Json(["lanczos", .. rest, "--count", "4", "--which", "interior", "--shift", $"{λ[7]:R}"]);
        Assert.Equal(λ.OrderBy(value => Math.Abs(value - λ[7])).Take(4).Order(), Numbers(inside, "eigenvalues"));
        Assert.Equal(4, Numbers(inside, "bounds").Length);
        foreach (var which in new[] { "largest", "smallest" })
        {
            var ends = Json(["lanczos", .. rest, "--count", "3", "--which", which]);
            Near(which == "largest" ? λ[^3..] : λ[..3], Numbers(ends, "eigenvalues"), 1e-9 * λ[^1]);
            Assert.All(
                Numbers(ends, "residuals").Zip(Numbers(ends, "bounds")),
                pair => Assert.InRange(pair.First, 0, pair.Second)
            );
        }
    }

    [Fact]
    public void Parts_terms_and_layers_are_taken_by_name()
    {
        string[] rest =
        [
            "--problem",
            "poisson",
            "--network",
            "mlp(width=3, depth=1, activation=tanh)",
            "--trial",
            "none",
            "--formulation",
            "galerkin(penalty=10)",
            "--quadrature",
            "gauss:12",
            "--weights",
            "zeros",
        ];
        double Trace(params string[] more) => Json(["dense", .. rest, .. more]).GetProperty("trace").GetDouble();
        var whole = Trace();
        Assert.Equal(whole, Trace("--operator", "gauss-newton") + Trace("--operator", "remainder"), 1e-9);
        Assert.Equal(whole, Trace("--layer", "weights") + Trace("--layer", "biases"), 1e-9);
        Assert.Equal(whole, Trace("--layer", "layer_in", "--layer", "layer_out"), 1e-12);
        var terms = Json(["dense", .. rest]).GetProperty("parameters").GetInt32();
        Assert.Equal(10, terms);
        var fault = Bad(["dense", .. rest, "--term", "nothing"]);
        var names = fault[(fault.IndexOf("one of ", StringComparison.Ordinal) + 7)..].Trim().Split(", ");
        Assert.Equal(2, names.Length);
        Assert.Equal(whole, names.Sum(name => Trace("--term", name)), 1e-9);
        Assert.Contains(
            "'layer_9' names no parameters",
            Bad(["dense", .. rest, "--layer", "layer_9"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_known_function_has_the_curvature_of_its_formula()
    {
        // Rosenbrock at its minimum: [[802, −400], [−400, 200]].
        var path = Path.Combine(folder.FullName, "pairs.npz");
        var dense = Json(["dense", "--objective", "rosenbrock", "--at", "1,1", "--out", path]);
        var root = Math.Sqrt((1002.0 * 1002) - (4 * 400));
        Near([(1002 - root) / 2, (1002 + root) / 2], Numbers(dense, "eigenvalues"), 1e-11);
        Assert.Equal("convex", dense.GetProperty("verdict").GetString());
        var arrays = NpzFile.Read(path);
        Assert.Equal(Numbers(dense, "eigenvalues"), arrays["eigenvalues"].Values);
        Assert.Equal([2, 2], arrays["eigenvectors"].Shape);
        Assert.Equal(Numbers(dense, "bounds"), arrays["bounds"].Values);
    }

    [Fact]
    public void Numbers_do_not_depend_on_threads()
    {
        string[] rest =
        [
            .. Sine,
            "--formulation",
            "galerkin",
            "--network",
            "mlp(width=5, depth=2)",
            "--weights",
            Trained("mlp(width=5, depth=2)"),
            "--json",
        ];
        foreach (var kind in new[] { "dense", "lanczos", "density", "trace", "diagonal" })
        {
            Assert.Equal(Good([kind, .. rest, "--threads", "1"]), Good([kind, .. rest, "--threads", "3"]));
        }
    }

    [Theory]
    [InlineData("trace --count 3", "--count: has no meaning with 'trace'")]
    [InlineData("dense --tolerance 0.1", "--tolerance: has no meaning with 'dense'")]
    [InlineData("density --out x.npz", "--out: has no meaning with 'density'")]
    [InlineData("dense --seed 3", "--seed: has no meaning")]
    [InlineData(
        "dens",
        "<kind>: expected one of dense, lanczos, density, trace, diagonal, found 'dens'; did you mean 'dense'?"
    )]
    [InlineData("lanczos --count 2", "--count: expected at most 1 for 2 parameters and both ends, found 2")]
    [InlineData("dense --operator hesian", "did you mean 'hessian'?")]
    [InlineData("dense --operator principal", "--operator: rosenbrock has no principal part")]
    [InlineData("lanczos --which interior", "--which: '--which interior' needs --shift")]
    [InlineData("lanczos --which interior --shift 1 --count 1 --seed 3", "--seed: has no meaning")]
    [InlineData("lanczos --shift 1", "--shift: has no meaning without '--which interior'")]
    [InlineData(
        "lanczos --which interior --shift 1 --products 20",
        "--products: has no meaning with '--which interior'"
    )]
    [InlineData(
        "lanczos --which interior --shift 1 --count 3",
        "--count: expected at most 2 for 2 parameters and the interior, found 3"
    )]
    [InlineData("trace --products 3", "--products: expected a whole number, 16 or")]
    public void What_does_not_fit_is_told(string arguments, string message) =>
        Assert.Contains(
            message,
            Bad([.. arguments.Split(' '), "--objective", "rosenbrock", "--at", "1,1"]),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_is_not_reached_is_doubtful_and_said()
    {
        string[] rest =
        [
            .. Sine,
            "--formulation",
            "galerkin",
            "--network",
            "mlp(width=8, depth=2)",
            "--weights",
            Trained("mlp(width=8, depth=2)"),
        ];
        var trace = CommandLine.Run([
            "hessian",
            "trace",
            .. rest,
            "--method",
            "hutchinson",
            "--tolerance",
            "1e-6",
            "--products",
            "16",
        ]);
        Assert.Equal(3, trace.Code);
        Assert.Contains("--products", trace.Error, StringComparison.Ordinal);
        var broken = CommandLine.Run("hessian", "dense", "--objective", "rosenbrock", "--at", "1e200,1", "--json");
        Assert.Equal(3, broken.Code);
        Assert.Contains("\"verdict\":\"not finite\"", broken.Output, StringComparison.Ordinal);
    }

    private string Trained(string network = "mlp(width=6, depth=2, activation=tanh)")
    {
        var path = Path.Combine(folder.FullName, "trained.safetensors");
        var told = CommandLine.Run(
            "train",
            "--problem",
            "poisson",
            "--network",
            network,
            "--formulation",
            "galerkin",
            "--quadrature",
            "gauss:20",
            "--steps",
            "20",
            "--save",
            path
        );
        Assert.True(told.Code == 0, told.Error);
        return path;
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private static double[] Numbers(JsonElement result, string name) =>
        ReferenceLandscapes.Numbers(result.GetProperty(name));

    private static JsonElement Json(string[] arguments)
    {
        using var document = JsonDocument.Parse(Good([.. arguments, "--json"]));
        return document.RootElement.Clone();
    }

    private static string Good(string[] arguments)
    {
        var told = CommandLine.Run(["hessian", .. arguments]);
        Assert.True(told.Code == 0, told.Error);
        return told.Output;
    }

    private static string Bad(string[] arguments)
    {
        var told = CommandLine.Run(["hessian", .. arguments]);
        Assert.True(told.Code == 2, string.Create(CultureInfo.InvariantCulture, $"{told.Code}: {told.Error}"));
        return told.Error;
    }
}
