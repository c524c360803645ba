using System.Text.Json;
using Thalweg.Optimization;
using Thalweg.Results.Records;

namespace Thalweg.Cli.Tests;

/// <summary>What <c>train</c> says to people in six lines, and to programs in full.</summary>
public sealed class TrainLinesTests(Workshop workshop) : IClassFixture<Workshop>
{
    private static readonly string[] Poisson =
    [
        "train",
        "--problem",
        "poisson",
        "--network",
        "mlp(width=5, depth=1, activation=tanh)",
        "--formulation",
        "galerkin",
        "--quadrature",
        "simpson:20",
    ];

    private static readonly string[] Point = ["train", "--objective", "muller-brown", "--optimizer", "lbfgs"];

    [Fact]
    public void A_training_is_six_lines_and_the_last_is_the_next_command()
    {
        var path = workshop.At("six lines.safetensors");
        var (code, output, error) = CommandLine.Run([.. Poisson, "--steps", "30", "--save", path]);
        Assert.True(code == ExitCode.Done, error);
        var lines = Lines(output);
        Assert.Equal(["error", "loss", "stopped", "time", "file", "next"], lines.Select(l => l[..9].TrimEnd()));
        Assert.Contains(
            "error quadrature doubled until they stay; histories keep to the first one",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("(galerkin, infimum 0)", lines[1], StringComparison.Ordinal);
        Assert.Equal("stopped  after 30 steps: All steps were done.", lines[2]);
        Assert.Contains(" s: 31 gradients", lines[3], StringComparison.Ordinal);
        Assert.Equal($"file     {path}", lines[4]);
        Assert.Equal(
            $"next     thalweg roughness --formulation galerkin --quadrature simpson:20 --weights \"{path}\"",
            lines[5]
        );
        var next = lines[5].Split('"')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..];
        var roughness = CommandLine.Run([.. next, path, "--directions", "4", "--intervals", "4"]);
        Assert.True(roughness.Code == ExitCode.Done, roughness.Error);
    }

    [Fact]
    public void Parameters_do_not_go_into_a_file_named_after_another_format()
    {
        var (code, _, error) = CommandLine.Run([.. Poisson, "--steps", "3", "--save", workshop.At("w.npz")]);
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains(".safetensors", error, StringComparison.Ordinal);
        Assert.False(File.Exists(workshop.At("w.npz")));
    }

    [Fact]
    public void What_was_asked_for_beside_stands_in_the_lines()
    {
        var (code, output, error) = CommandLine.Run([
            .. Poisson,
            "--formulation",
            "ritz",
            "--steps",
            "4",
            "--held-out",
            "sobol:16",
            "--starts",
            "3",
            "--keep",
            "loss",
        ]);
        Assert.True(code == ExitCode.Done, error);
        var lines = Lines(output);
        Assert.Equal(6, lines.Length);
        Assert.Matches("best start: seed [123]\\); ritz [-0-9.]+; held out [-0-9.]+$", lines[1]);
        Assert.Equal("file     none; --save FILE keeps the parameters", lines[4]);
        Assert.StartsWith(
            "next     the same with --save FILE, then thalweg roughness",
            lines[5],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_limit_of_double_precision_is_where_a_point_stops_and_no_warning()
    {
        var (code, output, error) = CommandLine.Run([.. Point, "--steps", "500"]);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var lines = Lines(output);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("reached  -0.05001, 0.4667", lines[0], StringComparison.Ordinal);
        Assert.Contains("at the limit of double precision", lines[2], StringComparison.Ordinal);
        var next = lines[5].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(ExitCode.Done, CommandLine.Run([.. next, "--directions", "4", "--intervals", "4"]).Code);
        using var json = JsonDocument.Parse(CommandLine.Run([.. Point, "--steps", "500", "--json"]).Output);
        Assert.Equal("precisionStall", json.RootElement.GetProperty("stop").GetProperty("reason").GetString());
        Assert.Empty(json.RootElement.GetProperty("warnings").EnumerateArray());
        Assert.Equal(Finding.Limit, StopReason.PrecisionStall.Describe());
    }

    [Fact]
    public void A_stall_in_single_precision_is_told_once()
    {
        var (_, output, error) = CommandLine.Run([
            .. Poisson,
            "--optimizer",
            "lbfgs",
            "--steps",
            "3000",
            "--precision",
            "single",
        ]);
        Assert.DoesNotContain("limit of double", output, StringComparison.Ordinal);
        Assert.Single(Lines(error), l => l.Contains(Finding.Stopped, StringComparison.Ordinal));
        Assert.DoesNotContain(Finding.Stopped, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_reaches_double_precision_has_no_findings()
    {
        var study = workshop.At("limit.yaml");
        File.WriteAllText(
            study,
            "name: limit\nobjective: muller-brown\nseeds: 1..3\ntrain: { optimizer: lbfgs, steps: 500 }\n"
        );
        var (code, output, error) = CommandLine.Run("run", study, "--out", workshop.At("limit"), "--json");
        Assert.True(code == ExitCode.Done, error);
        using var json = JsonDocument.Parse(output);
        Assert.Empty(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.DoesNotContain(Finding.Stopped, error, StringComparison.Ordinal);
        var page = File.ReadAllText(workshop.At("limit/report.html"));
        Assert.Contains(Finding.Limit.TrimEnd('.'), page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Finding.Stopped, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_every_member()
    {
        string[] told =
        [
            "loss",
            "terms",
            "gradientNorm",
            "errors",
            "errorSets",
            "referenceError",
            "parameters",
            "lowerBound",
            "stop",
            "stepsDone",
            "step",
            "evaluations",
            "phases",
            "seconds",
            "best",
            "warnings",
            "saved",
            "problem",
            "network",
            "trial",
            "formulation",
            "quadrature",
            "precision",
            "compatibility",
            "initializer",
            "seed",
            "starts",
            "optimizer",
            "sampler",
            "weighting",
            "curriculum",
            "schedule",
            "stopRule",
            "record",
            "checkpoints",
            "history",
            "runs",
            "result",
        ];
        using var json = JsonDocument.Parse(
            CommandLine.Run([.. Poisson, "--steps", "3", "--starts", "2", "--json"]).Output
        );
        Assert.Equal(told, json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            json.RootElement.GetProperty("result").GetProperty("history").GetProperty("errors").GetRawText(),
            json.RootElement.GetProperty("history").GetProperty("errors").GetRawText()
        );
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
