using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>The loss on points that are not trained on: recorded, stopped by, and chosen by.</summary>
public sealed class HeldOutTests(Workshop workshop) : IClassFixture<Workshop>
{
    // So few points that training soon fits them at the cost of the others.
    private const string Few = "simpson:2";
    private const string Many = "simpson:40";

    private static readonly string[] Setting =
    [
        "--problem",
        "poisson",
        "--network",
        "resnet(width=8, blocks=1)",
        "--formulation",
        "galerkin",
        "--json",
    ];

    [Fact]
    public void Both_bests_are_told_and_either_can_be_kept()
    {
        string[] flags = ["--held-out", Many, "--steps", "400", "--record", "10", "--optimizer", "adam(rate=1e-1)"];
        var last = Train([.. flags, "--save", workshop.At("last.safetensors")]);
        var steps = Numbers(last, "steps");
        var losses = Numbers(last, "loss");
        var heldOut = last.GetProperty("history").GetProperty("otherLosses").GetProperty("heldOut");
        var others = heldOut.EnumerateArray().Select(x => x.GetDouble()).ToArray();
        Assert.Equal("simpson:40", last.GetProperty("heldOut").GetString());
        var best = last.GetProperty("best");
        Check(best.GetProperty("loss"), Array.IndexOf(losses, losses.Min()));
        Check(best.GetProperty("heldOut"), Array.IndexOf(others, others.Min()));
        Assert.True(others.Min() < 0.5 * others[^1], "the held-out loss rises again");

        var kept = Train([.. flags, "--keep", "heldOut", "--save", workshop.At("kept.safetensors")]);
        Assert.Equal(best.GetProperty("heldOut").GetProperty("step").GetInt64(), kept.GetProperty("step").GetInt64());
        Assert.Equal(others.Min(), Loss(Many, "kept.safetensors"));
        Assert.Equal(kept.GetProperty("loss").GetDouble(), Loss(Few, "kept.safetensors"));
        Assert.Equal(others[^1], Loss(Many, "last.safetensors"));
        Train([.. flags, "--keep", "loss", "--save", workshop.At("lowest.safetensors")]);
        Assert.Equal(losses.Min(), Loss(Few, "lowest.safetensors"));

        void Check(JsonElement told, int row)
        {
            Assert.Equal(steps[row], told.GetProperty("step").GetDouble());
            Assert.Equal(losses[row], told.GetProperty("loss").GetDouble());
            Assert.Equal(others[row], told.GetProperty("heldOut").GetDouble());
        }
    }

    [Fact]
    public void A_run_can_stop_by_it()
    {
        var run = Train([
            "--held-out",
            Many,
            "--steps",
            "4000",
            "--record",
            "10",
            "--optimizer",
            "adam(rate=1e-1)",
            "--stop",
            "early(metric=heldOut, patience=100)",
            "--save",
            workshop.At("stopped.safetensors"),
        ]);
        Assert.Equal("earlyStopped", run.GetProperty("stop").GetProperty("reason").GetString());
        var best = run.GetProperty("best").GetProperty("heldOut");
        Assert.Equal(best.GetProperty("step").GetInt64(), run.GetProperty("step").GetInt64());
        Assert.Equal(best.GetProperty("heldOut").GetDouble(), Loss(Many, "stopped.safetensors"));
    }

    [Theory]
    [InlineData("--keep heldOut", "heldOut needs points; add --held-out")]
    [InlineData("--keep best", "--keep: expected one of last, loss, heldOut")]
    [InlineData("--stop early(metric=heldOut)", "early stopping watches 'heldOut'")]
    [InlineData("--held-out spherical:4x4x4", "'spherical:4x4x4' is for the unit ball")]
    public void What_makes_no_sense_is_refused(string flags, string message)
    {
        var run = CommandLine.Run([
            "train",
            .. Setting,
            "--quadrature",
            Few,
            "--steps",
            "5",
            "--save",
            workshop.At("never.safetensors"),
            .. flags.Split(' ', 2),
        ]);
        Assert.Equal(ExitCode.Input, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_analytic_objective_has_no_points()
    {
        var run = CommandLine.Run(
            "train",
            "--objective",
            "rosenbrock",
            "--at",
            "0,0",
            "--steps",
            "5",
            "--held-out",
            Many
        );
        Assert.Equal(ExitCode.Input, run.Code);
        Assert.Contains("has no meaning for a loss without points", run.Error, StringComparison.Ordinal);
    }

    private static double[] Numbers(JsonElement run, string column) =>
        [.. run.GetProperty("history").GetProperty(column).EnumerateArray().Select(x => x.GetDouble())];

    private static JsonElement Train(params string[] flags) =>
        Json(["train", .. Setting, "--quadrature", Few, .. flags]);

    private double Loss(string quadrature, string weights) =>
        Json(["loss", .. Setting, "--quadrature", quadrature, "--weights", workshop.At(weights)])
            .GetProperty("loss")
            .GetDouble();

    private static JsonElement Json(string[] arguments)
    {
        var run = CommandLine.Run(arguments);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
