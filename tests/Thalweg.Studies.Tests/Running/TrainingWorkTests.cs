using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>What a training is said to take before it runs, beside what it took: losses of line searches count.</summary>
public sealed class TrainingWorkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("lbfgs-gss")]
    [InlineData("lbfgs(search=golden-section)")]
    [InlineData("lbfgs")]
    public void Work_is_within_a_factor_of_one_and_a_half(string optimizer)
    {
        var text = $$"""
            name: work
            network: "sequential(layers=avgpool(size=7); linear(units=3); softplus; linear(units=10))"
            data: digits(images=60, heldOut=20)
            seeds: 1..2
            train: { optimizer: {{optimizer}}, steps: 40, record: 1 }
            analyses: [trace]
            """;
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        foreach (var task in plan.Tasks.Where(t => t.Kind == "train"))
        {
            var run = RecordJson.Read<TrainRecord>(store.TryRead(task.Key, out _)!.Record);
            Assert.Equal(40, run.StepsDone);
            var taken = (3 * run.GradientEvaluations) + run.ValueEvaluations;
            Assert.InRange(task.Work.Units / (double)taken, 1 / 1.5, 1.5);
        }
    }
}
