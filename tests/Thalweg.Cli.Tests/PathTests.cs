using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Symmetries;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Random;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg path</c>, <c>topology</c> and <c>embed</c>: what they print, and what they refuse.</summary>
public sealed class PathTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const double Pass = 0.624393347187;
    private static readonly string[] Wells =
    [
        "path",
        "--objective",
        "two-gaussians",
        "--from=-0.62,-0.54",
        "--to=0.49,-0.02",
    ];

    private static JsonElement Json(params string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.NotEqual(0, transcript.Code);
        Assert.Empty(transcript.Output);
        Assert.Contains(expected, transcript.Error);
        Assert.Single(transcript.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_fitted_path_is_that_of_the_published_method()
    {
        string[] how =
        [
            "--method",
            "fourier",
            "--terms",
            "10",
            "--points",
            "100",
            "--lambda",
            "100",
            "--loss",
            "squared",
            "--optimizer",
            "lbfgs",
        ];
        var path = Json([.. Wells, .. how]);
        Assert.Equal(9.06816927, path.GetProperty("objective").GetDouble(), 1e-8);
        Assert.Equal(0.642073, path.GetProperty("pointHeight").GetDouble(), 1e-6);
        Assert.Equal(0.643121, path.GetProperty("height").GetDouble(), 1e-6);
        Assert.Equal(10, path.GetProperty("coefficients").GetArrayLength());
        Assert.Equal(0.283339690, path.GetProperty("coefficients")[0][0].GetDouble(), 1e-8);
        Assert.Equal("two-gaussians", path.GetProperty("source").GetString());
        Assert.True(path.GetProperty("evaluations").GetInt64() > 1000);
    }

    [Fact]
    public void The_straight_line_is_one_computation_and_one_record_with_line()
    {
        var path = Json([.. Wells, "--method", "line", "--points", "101"]);
        var line = Json(
            "line",
            "--objective",
            "two-gaussians",
            "--at=-0.62,-0.54",
            "--to=0.49,-0.02",
            "--count",
            "101"
        );
        Assert.Equal(line.GetProperty("result").GetRawText(), path.GetProperty("result").GetRawText());
        Assert.Equal(1.1023460028, path.GetProperty("height").GetDouble(), 1e-9);
        Assert.Equal(1.1023073854, path.GetProperty("pointHeight").GetDouble(), 1e-9);
        Assert.Equal(0, path.GetProperty("coefficients").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, path.GetProperty("objective").ValueKind);
    }

    [Theory]
    [InlineData("neb", 1e-9)]
    [InlineData("string", 1e-5)]
    [InlineData("bezier", 1)]
    [InlineData("chain", 1)]
    [InlineData("layers", 1)]
    public void Every_method_stays_above_the_pass(string method, double above)
    {
        var height = Json([.. Wells, "--method", method]).GetProperty("height").GetDouble();
        Assert.InRange(height, Pass - 1e-9, Pass + above);
    }

    [Fact]
    public void The_top_leads_to_a_verified_pass()
    {
        foreach (var method in new[] { "neb", "fourier" })
        {
            var saddle = Json([.. Wells, "--method", method]).GetProperty("saddle");
            Assert.Equal(Pass, saddle.GetProperty("value").GetDouble(), 1e-11);
            Assert.Equal(-0.1647265485, saddle.GetProperty("point")[0].GetDouble(), 1e-9);
            Assert.Equal(-0.0699171821, saddle.GetProperty("point")[1].GetDouble(), 1e-9);
            Assert.Equal(1, saddle.GetProperty("index").GetInt32());
            Assert.True(saddle.GetProperty("verified").GetBoolean());
        }
        Assert.Equal(JsonValueKind.Null, Json([.. Wells, "--saddle", "false"]).GetProperty("saddle").ValueKind);
        Refused("--saddle: has no meaning with --method line", [.. Wells, "--method", "line", "--saddle", "true"]);
        // Down one slope the highest point is an end.
        var bowl = Json("path", "--objective", "x1^2+4*x2^2", "--from=2,1", "--to=0,0");
        Assert.Equal(JsonValueKind.Null, bowl.GetProperty("saddle").ValueKind);
        Assert.True(bowl.GetProperty("monotone").GetBoolean());
        Assert.Equal("formula", bowl.GetProperty("source").GetString()![..7]);
    }

    [Fact]
    public void Trained_networks_are_joined_and_other_formulations_measured_along_the_path()
    {
        var file = workshop.At("path.npz");
        var path = Json(
            "path",
            "--problem",
            "poisson",
            "--network",
            "resnet(width=4, blocks=1)",
            "--quadrature",
            "simpson:20",
            "--formulation",
            "ritz",
            "--formulation",
            "galerkin",
            "--from",
            workshop.At("good.safetensors"),
            "--to",
            "zeros",
            "--points",
            "5",
            "--steps",
            "20",
            "--tolerance",
            "1e9",
            "--out",
            file
        );
        Assert.True(path.GetProperty("height").GetDouble() >= path.GetProperty("start").GetDouble());
        Assert.True(path.GetProperty("galerkin").GetProperty("height").GetDouble() > 0);
        var arrays = NpzFile.Read(file);
        Assert.Equal([5, 53], arrays["points"].Shape);
        Assert.Equal(path.GetProperty("start").GetDouble(), arrays["loss_ritz"].Values[0]);
        Assert.All(arrays["points"].Values[^53..], x => Assert.Equal(0, x));
    }

    [Fact]
    public void An_aligned_copy_is_the_network_itself()
    {
        var network = Network.Residual(1, 1, 4, 1, Activation.Sin);
        var point = new double[network.ParameterCount];
        new RandomStream(1, "point").FillGaussian(point);
        var copy = NetworkGroup.Of(network).Draw(new RandomStream(1, "copy")).Apply(point);
        var file = workshop.At("aligned.npz");
        string[] ends =
        [
            "path",
            "--problem",
            "poisson",
            "--network",
            "resnet(width=4, blocks=1, activation=sin)",
            "--quadrature",
            "simpson:20",
            "--formulation",
            "galerkin",
            $"--from={Numbers(point)}",
            $"--to={Numbers(copy)}",
        ];
        string[] how = ["--points", "5", "--tolerance", "1e9", "--saddle", "false"];
        var path = Json([.. ends, .. how, "--align", "--out", file]);
        var alignment = path.GetProperty("alignment");
        Assert.True(alignment.GetProperty("distanceBefore").GetDouble() > 1);
        Assert.InRange(alignment.GetProperty("distance").GetDouble(), 0, 1e-12);
        Assert.Equal(alignment.GetProperty("distance").GetDouble(), path.GetProperty("distance").GetDouble(), 1e-15);
        Assert.StartsWith("layer_in (", alignment.GetProperty("map").GetString());
        var loss = path.GetProperty("start").GetDouble();
        Assert.Equal(loss, alignment.GetProperty("lossBefore").GetDouble(), 1e-10 * loss);
        Assert.Equal(loss, alignment.GetProperty("lineHeight").GetDouble(), 1e-10 * loss);
        Assert.InRange(path.GetProperty("barrier").GetDouble(), 0, 1e-10 * loss);
        // The path that is written leads to the copy.
        var arrays = NpzFile.Read(file);
        Assert.Equal(arrays["image"].Values, arrays["points"].Values[^53..]);
        Assert.InRange(arrays["image"].Values.Zip(point, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-12);

        Assert.False(Json([.. ends, .. how]).TryGetProperty("alignment", out _));
        var line = Json([.. ends, "--method", "line", "--points", "101"]);
        Assert.Equal(line.GetProperty("height").GetDouble(), alignment.GetProperty("lineHeightBefore").GetDouble());
        Refused("--align: needs the loss of a network", [.. Wells, "--align"]);
        Refused("--align: has no meaning with --method line", [.. Wells, "--method", "line", "--align"]);

        static string Numbers(double[] values) =>
            string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Aligned_copies_are_embedded_as_one_point()
    {
        var network = Network.Mlp(1, 1, [3, 3], Activation.Tanh);
        var group = NetworkGroup.Of(network);
        var point = new double[network.ParameterCount];
        new RandomStream(1, "point").FillGaussian(point);
        var vectors = Enumerable
            .Range(0, 4)
            .SelectMany(i => group.Draw(new RandomStream((ulong)i, "copy")).Apply(point))
            .ToArray();
        NpyFile.Write(workshop.At("copies.npy"), new NpyArray([4, network.ParameterCount], vectors));
        string[] embed =
        [
            "embed",
            "--method",
            "mds",
            "--weights",
            workshop.At("copies.npy"),
            "--out",
            workshop.At("e.npz"),
        ];
        var apart = Json(embed);
        Assert.True(apart.GetProperty("meanDistance").GetDouble() > 1);
        Assert.False(apart.TryGetProperty("alignment", out _));
        var together = Json([.. embed, "--align", "mlp(width=3, depth=2, activation=tanh)"]);
        Assert.InRange(together.GetProperty("meanDistance").GetDouble(), 0, 1e-12);
        var alignment = together.GetProperty("alignment");
        Assert.Equal(3, alignment.GetProperty("moved").GetInt32());
        Assert.Equal(
            apart.GetProperty("meanDistance").GetDouble(),
            alignment.GetProperty("meanDistanceBefore").GetDouble()
        );
        Assert.Equal([4, network.ParameterCount], NpzFile.Read(workshop.At("e.npz"))["images"].Shape);
        Refused(
            "expected the network of the vectors, which have 22 parameters; mlp",
            [.. embed, "--align", "mlp(width=4, depth=2, activation=tanh)"]
        );

        // A weight file is read in the order of the network, whatever the order of its tensors.
        WeightFile.WriteSafetensors(
            workshop.At("named.safetensors"),
            network.Layout,
            vectors.AsSpan(network.ParameterCount, network.ParameterCount),
            new Dictionary<string, string>()
        );
        var tensors = network
            .Layout.Tensors.OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new WeightTensor(t.Name, t.Shape, point[t.Offset..(t.Offset + t.Count)]));
        TensorFile.WriteSafetensors(workshop.At("sorted.safetensors"), [.. tensors], new Dictionary<string, string>());
        var files = Json(
            "embed",
            "--method",
            "mds",
            "--align",
            "mlp(width=3, depth=2, activation=tanh)",
            "--weights",
            workshop.At("named.safetensors"),
            workshop.At("sorted.safetensors")
        );
        Assert.InRange(files.GetProperty("meanDistance").GetDouble(), 0, 1e-12);
    }

    [Fact]
    public void What_is_wrong_is_told_in_one_line()
    {
        Refused("--terms: has no meaning with --method neb", [.. Wells, "--terms", "3"]);
        Refused("unknown method 'nebb'; did you mean 'neb'?", [.. Wells, "--method", "nebb"]);
        Refused("--to: missing", "path", "--objective", "two-gaussians", "--from=0,0");
        Refused("give 2 coordinates", "path", "--objective", "two-gaussians", "--from=1,2,3", "--to=0,0");
        Refused(
            "there is no file 'nofile.npz'",
            "path",
            "--objective",
            "two-gaussians",
            "--from=nofile.npz",
            "--to=0,0"
        );
        Refused("'lbfgs' has no option 'steps'", [.. Wells, "--method", "fourier", "--optimizer", "lbfgs(steps=3)"]);
        Refused(
            "noise belongs to a first-order method",
            [.. Wells, "--method", "fourier", "--optimizer", "lbfgs", "--noise", "1"]
        );
        Refused("leave one of the two out", [.. Wells, "--method", "fourier(terms=2)", "--terms", "3"]);
    }

    [Fact]
    public void The_topology_of_a_grid_is_printed_by_its_neighbours()
    {
        NpzFile.Write(
            workshop.At("grid.npz"),
            [
                new("loss", new NpyArray([3, 4], [2, 1, 6, 8, 5, 9, 4, 7, 4, 7, 3, 9])),
                new("t1", new NpyArray([3], [0, 1, 2])),
            ]
        );
        var four = Json("topology", workshop.At("grid.npz"), "--array", "loss", "--neighbours", "4");
        Assert.Equal(["0 1 Infinity", "0 3 6", "0 4 5", "1 7 9"], Pairs(four));
        var eight = Json("topology", workshop.At("grid.npz"));
        Assert.Equal(8, eight.GetProperty("neighbours").GetInt32());
        Assert.Equal(["0 1 Infinity", "0 3 4", "0 4 5"], Pairs(eight).Where(p => p[0] == '0'));
        Assert.Single(Pairs(Json("topology", workshop.At("grid.npz"), "--lifetime", "3")));
        var more = Json("topology", workshop.At("grid.npz"), "--contours", "--cells", "--matched", "19", "--seed", "3");
        var contours = more.GetProperty("contours");
        Assert.Equal(contours.GetProperty("nodes").GetArrayLength() - 1, contours.GetProperty("arcs").GetArrayLength());
        Assert.Equal(
            1,
            more.GetProperty("cells").EnumerateArray().Sum(c => c.GetProperty("region").GetDouble()),
            1e-12
        );
        Assert.Equal(
            more.GetProperty("components").GetInt32() - 1,
            more.GetProperty("matched").GetProperty("basins").GetProperty("observed").GetDouble()
        );
        Refused(
            "expected 4 or 8 on a grid of 2 axes, found 6",
            "topology",
            workshop.At("grid.npz"),
            "--neighbours",
            "6"
        );
        Refused("expected an array 'energy'", "topology", workshop.At("grid.npz"), "--array", "energy");
        Refused("there is no file", "topology", workshop.At("nothing.npz"));

        static List<string> Pairs(JsonElement outcome) =>
            [
                .. outcome
                    .GetProperty("pairs")
                    .EnumerateArray()
                    .Select(p => $"{p.GetProperty("dimension")} {p.GetProperty("birth")} {p.GetProperty("death")}"),
            ];
    }

    [Fact]
    public void Vectors_of_files_are_embedded_together()
    {
        NpyFile.Write(workshop.At("a.npy"), new NpyArray([3, 2], [0, 0, 1, 0, 0, 1]));
        NpyFile.Write(workshop.At("b.npy"), new NpyArray([2], [5, 5]));
        var pca = Json("embed", "--method", "pca", "--weights", workshop.At("a.npy"), workshop.At("b.npy"));
        Assert.Equal(4, pca.GetProperty("vectors").GetInt32());
        Assert.Equal(
            ["a.npy[0]", "a.npy[1]", "a.npy[2]", "b.npy[0]"],
            pca.GetProperty("names").EnumerateArray().Select(n => n.GetString()!)
        );
        Assert.Equal(2, pca.GetProperty("coordinates")[0].GetArrayLength());
        Assert.Equal(2, pca.GetProperty("groups").GetArrayLength());
        // Of three corners of a square: 1, 1 and √2.
        Assert.Equal(
            (2 + Math.Sqrt(2)) / 3,
            pca.GetProperty("groups")[0].GetProperty("meanDistance").GetDouble(),
            1e-15
        );
        var kernel = Json(
            "embed",
            "--kernel",
            "linear",
            "--weights",
            workshop.At("a.npy"),
            "--weights",
            workshop.At("b.npy")
        );
        Assert.Equal(
            pca.GetProperty("eigenvalues")[0].GetDouble(),
            kernel.GetProperty("eigenvalues")[0].GetDouble(),
            1e-12
        );
        NpyFile.Write(workshop.At("c.npy"), new NpyArray([1, 3], [1, 2, 3]));
        Refused("expected 2 parameters", "embed", "--weights", workshop.At("a.npy"), workshop.At("c.npy"));
        Refused(
            "--kernel: has no meaning with --method pca",
            "embed",
            "--method",
            "pca",
            "--kernel",
            "rbf",
            "--weights",
            workshop.At("a.npy")
        );
        Refused(
            "width belongs to kernel=rbf",
            "embed",
            "--kernel",
            "linear",
            "--width",
            "2",
            "--weights",
            workshop.At("a.npy")
        );
        Refused("--weights: missing", "embed");
        Refused("expected two vectors or more, found 1", "embed", "--weights", workshop.At("b.npy"));
    }
}
