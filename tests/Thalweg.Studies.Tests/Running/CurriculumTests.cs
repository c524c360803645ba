using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Training;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Trainings whose loss walks to the stated one.</summary>
public sealed class CurriculumTests
{
    private const string Text = """
        name: walked
        problem: convection(beta=9)
        network: mlp(width=4, depth=2, activation=tanh)
        trial: none
        quadrature: sobol:40
        formulations: ["galerkin(penalty=3)"]
        seeds: 1
        train: { optimizer: ["adam(rate=1e-2, steps=4)", ssbroyden], steps: 10, record: 2, checkpoints: [0, 3] }
        compare: { curriculum: [none, "walk(number=problem.beta, from=3, stages=2, steps=5, optimizer=lbfgs)", "walk(number=problem.beta, from=1, spacing=log, stages=2, steps=3)", "pseudo-time(stages=2, steps=4, optimizer=lm)"] }
        """;

    [Fact]
    public void Stages_come_before_the_phases_of_the_run_and_are_told()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var study = StudyReader.Read(Text, "a.yaml");
        var plan = StudyRunner.Run(new StudyRun(study, folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        var trains = plan
            .Tasks.Where(t => t.Kind == "train")
            .Select(t => RecordJson.Read<TrainRecord>(store.TryRead(t.Key, out _)!.Record))
            .ToList();
        Assert.Equal([10, 20, 16, 18], trains.Select(t => t.StepsDone));
        Assert.Equal([null, null], trains[0].Phases!.Select(p => p.Stage));
        Assert.Equal(["problem.beta = 3", "problem.beta = 6", null, null], trains[1].Phases!.Select(p => p.Stage));
        Assert.Equal(["lbfgs", "lbfgs", "adam", "self"], trains[1].Phases!.Select(p => p.Optimizer.Split('(', '-')[0]));
        Assert.Equal([0, 5, 10, 14], trains[1].Phases!.Select(p => p.FirstStep));
        Assert.Equal(["problem.beta = 1", "problem.beta = 3"], trains[2].Phases!.Take(2).Select(p => p.Stage));
        // Stages without an optimizer have the first of the run.
        Assert.Equal(["adam", "adam"], trains[2].Phases!.Take(2).Select(p => p.Optimizer.Split('(')[0]));
        Assert.Equal([0, 3, 16], trains[2].CheckpointSteps);
        Assert.Equal(["pseudo-time 1 of 2", "pseudo-time 2 of 2"], trains[3].Phases!.Take(2).Select(p => p.Stage));
        // The first row has the loss of the first stage.
        var source = (PdeSource)study.Variants[1].Source;
        var start = source.Start(study.Variants[1].Train.Initializer, 1);
        var loss = new double[1];
        source.WithNumber("problem.beta", 3).Create().Values(start, loss, default, default, WorkerTeam.Sequential);
        Assert.Equal(loss[0], trains[1].History.Loss[0]);
        Assert.Equal(trains[1].History.Loss[^1], trains[1].Final.Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Interrupted_it_ends_in_the_same_bits(int variant)
    {
        var study = StudyReader.Read(Text, "a.yaml");
        var inputs = TrainAnalysis.InputsOf(study.Variants[variant], 1, [study.Variants[variant].Source]);
        var whole = Run(null, stopAt: -1).Result!;
        foreach (var stopAt in new long[] { 0, 3 })
        {
            var (stopped, state) = Run(null, stopAt);
            Assert.Null(stopped);
            var continued = Run(state, stopAt: -1).Result!;
            Assert.Equal(whole.Parameters, continued.Parameters);
            Assert.Equal(whole.Phases, continued.Phases);
        }

        (TrainingResult? Result, byte[] State) Run(byte[]? state, long stopAt)
        {
            using var interruption = new CancellationTokenSource();
            using var team = new WorkerTeam(1, interruption.Token);
            var trainer = TrainAnalysis.TrainerOf(inputs, new TaskContext(new ObjectivePool(), team));
            byte[] saved = [];
            try
            {
                var result = trainer.Run(
                    state is null ? trainer.Begin(TrainAnalysis.StartOf(inputs)) : TrainingState.FromBytes(state),
                    team,
                    s => saved = s.ToBytes(),
                    watch: view =>
                    {
                        if (view.Step == stopAt)
                        {
                            interruption.Cancel();
                        }
                    }
                );
                return (result, saved);
            }
            catch (OperationCanceledException)
            {
                return (null, saved);
            }
        }
    }

    [Theory]
    [InlineData("walk(number=problem.gamma, from=3)", "has no number 'problem.gamma' that could walk; expected one of")]
    [InlineData("walk(number=problem.beta, from=-3, spacing=log)", "spacing=log needs two numbers of one sign")]
    [InlineData("walk(number=formulation.penalty, from=-3)", "a stage with formulation.penalty = -3 cannot be")]
    [InlineData("walk(number=problem.beta, from=9)", "begins where it ends, at 9")]
    [InlineData("walk(number=problem.beta, from=3, optimizer=lbfgs(steps=3))", "takes the steps of the stage")]
    public void What_cannot_walk_is_refused(string curriculum, string expected)
    {
        var at = Text.IndexOf("compare:", StringComparison.Ordinal);
        var text = $"{Text[..at]}compare: {{ curriculum: [none, \"{curriculum}\"] }}\n";
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stages_cost_is_estimated()
    {
        var study = StudyReader.Read(Text, "a.yaml");
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        foreach (var variant in study.Variants)
        {
            Assert.True(TrainingTime.Of(TrainAnalysis.InputsOf(variant, 1, []), team) > 0);
        }
    }

    [Fact]
    public void Pseudo_time_needs_the_strong_residual()
    {
        var text = Text.Replace("galerkin(penalty=3)", "gradient-enhanced(penalty=3)", StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains("steps with the strong residual", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_and_points_that_change_are_refused_beside_it()
    {
        foreach (var other in new[] { "weighting: rba", "sampler: rad(every=5)" })
        {
            var text = Text.Replace("record: 2", $"record: 2, {other}", StringComparison.Ordinal);
            var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
            Assert.Contains("leave one of the two out", fault.Message, StringComparison.Ordinal);
        }
    }
}
