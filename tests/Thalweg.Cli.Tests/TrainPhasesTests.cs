using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>Optimizers that take over from each other, from the command line.</summary>
public sealed class TrainPhasesTests(Workshop workshop) : IClassFixture<Workshop>
{
    private static readonly string[] Train =
    [
        "train",
        "--problem",
        "poisson",
        "--network",
        "resnet(width=4, blocks=1)",
        "--quadrature",
        "simpson:20",
        "--formulation",
        "galerkin",
        "--json",
    ];

    private static readonly string[] Problem = ["train", "--problem", "poisson", "--formulation", "galerkin", "--json"];

    [Fact]
    public void Two_phases_are_two_runs_one_after_the_other()
    {
        var both = Run("--optimizer", "adam(rate=1e-2, steps=40); sgd(rate=1e-5, steps=10)");
        Run("--optimizer", "adam(rate=1e-2)", "--steps", "40", "--save", workshop.At("half.safetensors"));
        var second = Run(
            "--optimizer",
            "sgd(rate=1e-5)",
            "--steps",
            "10",
            "--weights",
            workshop.At("half.safetensors")
        );
        Assert.Equal(second.GetProperty("loss").GetDouble(), both.GetProperty("loss").GetDouble());
        Assert.Equal(50, both.GetProperty("stepsDone").GetInt32());
        Assert.Equal(51, both.GetProperty("evaluations").GetProperty("gradients").GetInt32());
        Assert.Equal(
            "adam(rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8, steps=40); sgd(rate=1e-5, momentum=0, nesterov=false)",
            both.GetProperty("optimizer").GetString()
        );
    }

    [Fact]
    public void A_kept_state_goes_on_in_the_second_phase()
    {
        string[] phases = ["--optimizer", "adam(rate=1e-2, steps=600); sgd(rate=1e-6, momentum=0.9)"];
        string[] keep = ["--state", workshop.At("phases.state")];
        // The first state goes on behind the boundary of the phases, with more steps in the last one.
        Run([.. phases, .. keep, "--steps", "700"]);
        var next = Run([.. phases, .. keep, "--steps", "1100"]);
        var last = Run([.. phases, .. keep, "--steps", "1200"]);
        Assert.Equal(Loss(Run([.. phases, "--steps", "1100"])), Loss(next));
        Assert.Equal(Loss(Run([.. phases, "--steps", "1200"])), Loss(last));
        var other = CommandLine.Run([
            .. Train,
            "--save",
            workshop.At("x.safetensors"),
            .. keep,
            "--optimizer",
            "adam(rate=1e-2, steps=500); sgd(rate=1e-6, momentum=0.9)",
            "--steps",
            "1200",
        ]);
        Assert.Equal(ExitCode.Input, other.Code);

        static double Loss(JsonElement run) => run.GetProperty("loss").GetDouble();
    }

    [Fact]
    public void Every_kind_of_optimizer_is_a_phase_and_says_how_it_ended()
    {
        var run = Run(
            "--optimizer",
            "adam(rate=1e-2, steps=100); lbfgs(memory=5, steps=20); "
                + "bfgs(search=more-thuente, steps=20); ssbroyden(steps=20); lm(steps=2000)"
        );
        var phases = run.GetProperty("phases").EnumerateArray().ToArray();
        Assert.Equal(5, phases.Length);
        Assert.Equal(
            phases.Select(p => p.GetProperty("loss").GetDouble()).OrderDescending(),
            phases.Select(p => p.GetProperty("loss").GetDouble())
        );
        Assert.Equal(run.GetProperty("loss").GetDouble(), phases[^1].GetProperty("loss").GetDouble());
        Assert.Equal("stepsDone", phases[0].GetProperty("stop").GetProperty("reason").GetString());
        Assert.Equal(
            run.GetProperty("evaluations").GetProperty("gradients").GetInt64(),
            phases.Sum(p => p.GetProperty("evaluations").GetProperty("gradients").GetInt64())
        );
        var last = phases[^1].GetProperty("evaluations");
        Assert.Equal(
            last.GetProperty("jacobians").GetInt64(),
            run.GetProperty("evaluations").GetProperty("jacobians").GetInt64()
        );
        Assert.Equal(0, last.GetProperty("products").GetInt64());
        Assert.InRange(last.GetProperty("jacobians").GetInt64(), 2, 4001);
        Assert.True(run.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public void Points_follow_the_parameters_and_a_kept_state_goes_on_with_them()
    {
        string[] flags = ["--optimizer", "lbfgs(steps=20); lm", "--sampler", "rad(every=8, seed=2)"];
        string[] keep = ["--state", workshop.At("points.state")];
        var still = Run("--optimizer", "lbfgs(steps=20); lm", "--steps", "50");
        var whole = Run([.. flags, "--steps", "50"]);
        Run([.. flags, .. keep, "--steps", "30"]);
        var rest = Run([.. flags, .. keep, "--steps", "50"]);
        Assert.NotEqual(still.GetProperty("loss").GetDouble(), whole.GetProperty("loss").GetDouble());
        Assert.Equal(whole.GetProperty("loss").GetDouble(), rest.GetProperty("loss").GetDouble());
        Assert.Equal(whole.GetProperty("errors").ToString(), rest.GetProperty("errors").ToString());
    }

    [Theory]
    [InlineData("grad-norm(every=7)")]
    [InlineData("rba(start=1)")]
    [InlineData("relobralo(lookback=0.5)")]
    public void Weights_change_and_a_kept_state_goes_on_with_them(string weighting)
    {
        string[] flags = ["--trial", "none", "--optimizer", "adam(steps=15); lm", "--weighting", weighting];
        string[] keep = ["--state", workshop.At($"{weighting.Split('(')[0]}.state")];
        var whole = Soft([.. flags, "--steps", "25"]);
        Soft([.. flags, .. keep, "--steps", "18"]);
        var rest = Soft([.. flags, .. keep, "--steps", "25"]);
        Assert.Equal(whole.GetProperty("loss").GetDouble(), rest.GetProperty("loss").GetDouble());
        Assert.Equal(
            whole
                .GetProperty("history")
                .GetProperty("weights")
                .GetProperty("boundary")
                .EnumerateArray()
                .Last()
                .ToString(),
            rest.GetProperty("history")
                .GetProperty("weights")
                .GetProperty("boundary")
                .EnumerateArray()
                .Last()
                .ToString()
        );
        Assert.Equal(weighting.Split('(')[0], whole.GetProperty("weighting").GetString()!.Split('(')[0]);
        Assert.Equal(
            whole.GetProperty("history").GetProperty("weights").ToString(),
            whole.GetProperty("result").GetProperty("history").GetProperty("weights").ToString()
        );

        JsonElement Soft(params string[] more)
        {
            var run = CommandLine.Run([
                .. Train.Select(flag => flag == "galerkin" ? "galerkin(penalty=1)" : flag),
                .. more,
                "--save",
                workshop.At("x.safetensors"),
            ]);
            Assert.True(run.Code == ExitCode.Done, run.Error);
            return JsonDocument.Parse(run.Output).RootElement;
        }
    }

    [Fact]
    public void The_best_of_several_starts_is_the_result_and_each_can_be_had_again()
    {
        string[] flags = ["--optimizer", "lbfgs(steps=30)"];
        var best = Run([.. flags, "--starts", "4", "--seed", "3", "--state", workshop.At("starts.state")]);
        var runs = best.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal([3, 4, 5, 6], runs.Select(r => r.GetProperty("seed").GetInt32()));
        var losses = runs.Select(r => r.GetProperty("loss").GetDouble()).ToArray();
        Assert.Equal(4, losses.Distinct().Count());
        Assert.Equal(losses.Min(), best.GetProperty("loss").GetDouble());
        foreach (var (run, expected) in runs.Zip(losses))
        {
            var alone = Run([.. flags, "--seed", $"{run.GetProperty("seed").GetInt32()}"]);
            Assert.Equal(expected, alone.GetProperty("loss").GetDouble());
        }
        // What was kept is not computed again, and what was not is.
        File.Delete(workshop.At("starts.state.5"));
        var again = Run([.. flags, "--starts", "4", "--seed", "3", "--state", workshop.At("starts.state")]);
        Assert.Equal(best.GetProperty("runs").ToString(), again.GetProperty("runs").ToString());
        Assert.True(File.Exists(workshop.At("starts.state.5")));
    }

    [Fact]
    public void A_training_that_fails_in_silence_is_warned_of()
    {
        string[] network = ["--network", "mlp(width=10, depth=2, activation=tanh)", "--optimizer", "lm(steps=300)"];
        var few = CommandLine.Run([.. Problem, .. network, "--quadrature", "gauss:4"]);
        Assert.Equal(ExitCode.Done, few.Code);
        Assert.Contains("the loss is small where it is measured only", few.Error, StringComparison.Ordinal);
        var kinds = JsonDocument
            .Parse(few.Output)
            .RootElement.GetProperty("warnings")
            .EnumerateArray()
            .Select(w => w.GetProperty("kind").GetString());
        Assert.Contains("unseen-residual", kinds);
        var enough = CommandLine.Run([.. Problem, .. network, "--quadrature", "gauss:64"]);
        Assert.Empty(JsonDocument.Parse(enough.Output).RootElement.GetProperty("warnings").EnumerateArray());
    }

    [Theory]
    [InlineData("adam(steps=40); sgd", null, "--steps: missing")]
    [InlineData("adam; sgd", "40", "'adam' is followed by another optimizer and needs its number of steps")]
    [InlineData("adam(steps=40); sgd(steps=5)", "40", "the optimizers take 45 steps and the run has 40")]
    public void Phases_that_make_no_sense_are_refused(string optimizer, string? steps, string message)
    {
        string[] count = steps is null ? [] : ["--steps", steps];
        var run = CommandLine.Run([
            .. Train,
            "--save",
            workshop.At("never.safetensors"),
            "--optimizer",
            optimizer,
            .. count,
        ]);
        Assert.Equal(ExitCode.Input, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private JsonElement Run(params string[] flags)
    {
        string[] save = flags.Contains("--save") ? [] : ["--save", workshop.At("x.safetensors")];
        var run = CommandLine.Run([.. Train, .. flags, .. save]);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
