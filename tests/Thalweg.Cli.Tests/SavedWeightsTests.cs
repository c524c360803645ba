using System.Globalization;
using System.Text.Json;
using Thalweg.Formats.Weights;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.WeightFiles;

namespace Thalweg.Cli.Tests;

/// <summary>What a file of parameters says of itself is compared with what the flags say.</summary>
public sealed class SavedWeightsTests : IDisposable
{
    private const string Tanh = "mlp(width=4, depth=3, activation=tanh)";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-saved-");

    public SavedWeightsTests()
    {
        Good(
            ["train", .. Poisson("galerkin"), "--network", Tanh, "--trial", "hard(sign=-1)", "--steps", "2"],
            "--save",
            At("tanh.safetensors")
        );
    }

    private string[] Weights => ["--weights", At("tanh.safetensors")];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_file_carries_what_its_parameters_are_of()
    {
        var said = TensorFile.Open(At("tanh.safetensors")).Metadata;
        Assert.Equal("mlp(width=4, depth=3, activation=tanh, input=activated, bias=true)", said["network"]);
        Assert.Equal("hard(sign=-1)", said["trial"]);
        Assert.Equal("poisson(dim=1, solution=sine)", said["problem"]);
        Assert.Equal("galerkin(penalty=0, measure=integral)", said["formulation"]);
        Assert.Equal("double", said["precision"]);
        Assert.Equal("thalweg", said["program"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", said["version"]);
    }

    [Fact]
    public void What_is_not_named_is_taken_from_the_file()
    {
        string[] rest = ["--formulation", "galerkin", "--quadrature", "simpson:20", .. Weights];
        var named = Loss(["--problem", "poisson", "--network", Tanh, "--trial", "hard(sign=-1)", .. rest]);
        Assert.Equal(named, Loss(rest));
        Assert.Equal(
            named,
            Loss(["--problem", "from-file", "--network", "from-file", "--trial", "from-file", .. rest])
        );
        // The same network in other words.
        Assert.Equal(named, Loss(["--network", "mlp(widths=4-4-4, activation=tanh)", .. rest]));
        Assert.Equal(named, Loss(["--dim", "1", .. rest]));
        Assert.Contains("--dim: expected 1", Bad(["loss", "--dim", "2", .. rest]), StringComparison.Ordinal);
        var bare = Good(["loss", "--json", .. rest]);
        using var result = JsonDocument.Parse(bare);
        Assert.Equal("hard(sign=-1)", result.RootElement.GetProperty("trial").GetString());
    }

    [Fact]
    public void Zeros_are_parameters_wherever_files_are()
    {
        string[] rest = [.. Poisson("galerkin"), "--network", Tanh];
        using var loss = JsonDocument.Parse(Good(["loss", .. rest], "--weights", "zeros", "--json"));
        // ∫ (π² sin πx)² over [0, 1].
        Assert.Equal(Math.Pow(Math.PI, 4) / 2, loss.RootElement.GetProperty("loss").GetDouble(), 1e-3);
        Assert.Equal("zeros", loss.RootElement.GetProperty("weights").GetString());
        using var line = JsonDocument.Parse(
            Good(["line", .. rest, "--trial", "hard(sign=-1)"], [.. Weights, "--to", "zeros", "--json"])
        );
        var end = line.RootElement.GetProperty("galerkin").GetProperty("end").GetDouble();
        Assert.Equal(loss.RootElement.GetProperty("loss").GetDouble(), end);
        Good(
            ["slice", .. rest, "--trial", "hard(sign=-1)"],
            [.. Weights, "--to", "zeros", "--count", "3", "--range", "0:1", "--out", At("to.npz")]
        );
        // Without a file nothing says what they are of.
        Assert.Contains(
            "--problem: missing",
            Bad(["loss", "--formulation", "ritz", "--weights", "zeros"]),
            StringComparison.Ordinal
        );
        // Of an objective too.
        Good(["loss", "--objective", "rosenbrock", "--weights", "zeros"]);
    }

    [Theory]
    [InlineData(
        "--network",
        "mlp(width=4, depth=3, activation=sin)",
        "saved for network 'mlp(width=4, depth=3, activation=tanh,"
    )]
    [InlineData(
        "--network",
        "resnet(width=4, blocks=1, activation=tanh)",
        "but --network is 'resnet(width=4, blocks=1, activation=tanh)'"
    )]
    [InlineData("--network", "mlp(width=4, depth=3, activation=tanh, input=linear)", "input=linear")]
    [InlineData("--network", "mlp(width=4, depth=2, activation=tanh)", "depth=2")]
    [InlineData("--trial", "hard", "it was saved for trial 'hard(sign=-1)', but --trial is 'hard(sign=1)'")]
    [InlineData(
        "--problem",
        "cubic",
        "it was saved for problem 'poisson(dim=1, solution=sine)', but --problem is 'cubic'"
    )]
    [InlineData("--problem", "poisson(solution=peak)", "but --problem is 'poisson(dim=1, solution=peak)'")]
    public void A_contradiction_is_refused_with_both_sides_by_every_verb(string flag, string value, string expected)
    {
        string[] asked = [.. Poisson("ritz").Where((_, i) => flag != "--problem" || i > 1), flag, value, .. Weights];
        foreach (
            string[] verb in new[]
            {
                new[] { "loss" },
                ["roughness", "--directions", "2"],
                ["slice", "--out", At("s.npz")],
                ["line", "--to", At("tanh.safetensors")],
                ["train", "--steps", "1"],
            }
        )
        {
            var error = Bad([.. verb, .. asked]);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Contains("--mismatch warn", error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(At("s.npz")));
    }

    [Fact]
    public void Every_part_that_differs_is_named()
    {
        var error = Bad([
            "loss",
            .. Poisson("ritz"),
            "--network",
            "resnet(width=4, blocks=1)",
            "--trial",
            "hard",
            .. Weights,
        ]);
        Assert.Equal(
            2,
            error.Split('\n').Count(line => line.StartsWith("error: --weights: ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Numbers_are_taken_as_they_are_where_somebody_says_so()
    {
        var network = Network.Mlp(1, 1, [4, 4, 4], Activation.Sin);
        var theta = WeightFile.Read(At("tanh.safetensors"), network.Layout);
        WeightFile.WriteSafetensors(At("bare.safetensors"), network.Layout, theta, new Dictionary<string, string>());
        string[] sin = [.. Poisson("ritz"), "--network", "mlp(width=4, depth=3, activation=sin)"];
        string[] warned = [.. sin, .. Weights, "--mismatch", "warn"];
        Assert.Equal(Loss([.. sin, "--weights", At("bare.safetensors"), "--trial", "hard(sign=-1)"]), Loss(warned));
        Assert.Contains(
            "warning: " + At("tanh.safetensors") + ": it was saved for network",
            CommandLine.Run(["loss", .. warned]).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Other_losses_and_precisions_are_told_and_not_refused()
    {
        string[] rest = ["--quadrature", "simpson:20", .. Weights];
        var other = CommandLine.Run(["loss", "--formulation", "ritz", "--precision", "single", .. rest]);
        Assert.Equal(0, other.Code);
        Assert.Contains(
            "trained on 'galerkin(penalty=0, measure=integral)', looked at on 'ritz(penalty=0, measure=integral)'; "
                + "in double precision, looked at in single",
            other.Error,
            StringComparison.Ordinal
        );
        Assert.Empty(CommandLine.Run(["loss", "--formulation", "galerkin", .. rest]).Error);
        // One of the two is what it was trained on.
        Assert.DoesNotContain(
            "note:",
            CommandLine
                .Run(["roughness", "--directions", "2", "--formulation", "ritz", "--formulation", "galerkin", .. rest])
                .Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("slice", "--count", "3")]
    [InlineData("line", "--count", "3")]
    public void The_other_end_is_checked_too(string verb, string flag, string value)
    {
        Good(
            ["train", .. Poisson("galerkin"), "--network", "mlp(width=4, depth=3, activation=sin)", "--steps", "1"],
            "--save",
            At("sin.safetensors")
        );
        string[] asked = [verb, "--formulation", "ritz", "--quadrature", "simpson:20", .. Weights, flag, value];
        var error = Bad([.. asked, "--to", At("sin.safetensors"), "--out", At("out.npz")]);
        Assert.Contains(
            "--to: " + At("sin.safetensors") + ": it was saved for network",
            error,
            StringComparison.Ordinal
        );
        Good([.. asked, "--to", At("sin.safetensors"), "--out", At("out.npz")], "--mismatch", "warn");
    }

    [Fact]
    public void A_network_of_a_later_version_is_named_with_the_version()
    {
        Rewrite("later.safetensors", said => said with { Network = "gnn(width=4)" });
        string[] rest = ["--formulation", "ritz", "--quadrature", "simpson:20", "--weights", At("later.safetensors")];
        Assert.Contains(
            "saved by version 9.9.9 for the network 'gnn(width=4)', which this version",
            Bad(["loss", .. rest])
        );
        Assert.Contains("unknown network 'gnn'", Bad(["loss", "--network", Tanh, .. rest]), StringComparison.Ordinal);
        Good(["loss", "--network", Tanh, .. rest], "--mismatch", "warn");
    }

    [Fact]
    public void Metadata_of_other_programs_mean_nothing()
    {
        Rewrite("foreign.safetensors", said => said with { Program = "", Network = "resnet18", Trial = "42" });
        string[] rest = [.. Poisson("ritz"), "--weights", At("foreign.safetensors")];
        Good(["loss", "--network", Tanh, .. rest]);
        Assert.Contains("--network: missing", Bad(["loss", .. rest]), StringComparison.Ordinal);
        Assert.Contains(
            "from-file needs --weights",
            Bad(["loss", "--network", "from-file", .. rest]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_of_earlier_versions_are_checked_as_well()
    {
        Rewrite("early.safetensors", said => said with { Program = null });
        Assert.Contains(
            "it was saved for trial 'hard(sign=-1)'",
            Bad([
                "loss",
                .. Poisson("ritz"),
                "--network",
                Tanh,
                "--trial",
                "hard",
                "--weights",
                At("early.safetensors"),
            ]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Points_of_functions_and_networks_are_told_apart()
    {
        Good(["train", "--objective", "muller-brown", "--steps", "1"], "--save", At("point.safetensors"));
        string[] point = ["--weights", At("point.safetensors")];
        Good(["loss", "--objective", "muller-brown", .. point]);
        Assert.Contains(
            "it was saved for --objective 'muller-brown', but --objective is 'rosenbrock",
            Bad(["loss", "--objective", "rosenbrock", .. point]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "none of a network",
            Bad(["loss", .. Poisson("ritz"), "--network", Tanh, .. point]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it holds parameters of the network",
            Bad(["loss", "--objective", "muller-brown", .. Weights]),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--order", "names")]
    [InlineData("--mismatch", "warn")]
    public void How_weights_are_read_is_refused_where_none_are(string flag, string value) =>
        Assert.Contains(
            $"{flag}: says how weights are read; name some with --weights, or leave it out",
            Bad(["train", .. Poisson("ritz"), "--network", Tanh, "--steps", "1", flag, value]),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_order_can_be_asked_for()
    {
        var network = Network.Mlp(1, 1, [4, 4, 4], Activation.Tanh);
        string[] names = ["a_in", "middle", "inner", "out"];
        var tensors = network.Layout.Tensors.Select(t => new WeightTensor(
            $"{names[t.Layer]}.{t.Name.Split('.')[1]}",
            t.Shape,
            [.. Enumerable.Range(t.Offset, t.Count).Select(i => Math.Sin(i))]
        ));
        TensorFile.WriteSafetensors(
            At("words.safetensors"),
            [.. tensors.OrderBy(t => t.Name, StringComparer.Ordinal)],
            new Dictionary<string, string>()
        );
        string[] rest = [.. Poisson("ritz"), "--network", Tanh, "--weights", At("words.safetensors")];
        Assert.Contains(
            "no number tells which of 'inner' and 'middle'",
            Bad(["loss", .. rest]),
            StringComparison.Ordinal
        );
        Assert.Equal(Loss([.. rest, "--order", "names"]), Loss([.. rest, "--order", "file"]));
    }

    private static string[] Poisson(string formulation) =>
        ["--problem", "poisson", "--formulation", formulation, "--quadrature", "simpson:20"];

    private string At(string name) => Path.Combine(folder.FullName, name);

    private void Rewrite(string name, Func<Said, Said> change)
    {
        var file = TensorFile.Open(At("tanh.safetensors"));
        var metadata = new Dictionary<string, string>(file.Metadata);
        var said = change(new Said(metadata["network"], metadata["trial"], "thalweg"));
        (metadata["network"], metadata["trial"], metadata["version"]) = (said.Network, said.Trial, "9.9.9");
        metadata["program"] = said.Program ?? "";
        if (said.Program != "thalweg")
        {
            metadata.Remove("program");
        }
        if (said.Program is "")
        {
            metadata.Remove("stopRule");
        }
        TensorFile.WriteSafetensors(At(name), file.ReadAll(), metadata);
    }

    private sealed record Said(string Network, string Trial, string? Program);

    private static double Loss(string[] flags)
    {
        using var result = JsonDocument.Parse(Good(["loss", "--json", .. flags]));
        return result.RootElement.GetProperty("loss").GetDouble();
    }

    private static string Good(string[] arguments, params string[] more)
    {
        var told = CommandLine.Run([.. arguments, .. more]);
        Assert.True(told.Code == 0, told.Error);
        return told.Output;
    }

    private static string Bad(string[] arguments)
    {
        var told = CommandLine.Run(arguments);
        Assert.True(told.Code == 2, string.Create(CultureInfo.InvariantCulture, $"{told.Code}: {told.Error}"));
        return told.Error;
    }
}
