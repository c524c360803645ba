using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>A loss on data that are not trained on is a loss: it compares between variants of one loss, and with no other.</summary>
public sealed class HeldOutComparisonTests
{
    private const string Text = """
        name: held-out
        data: {digits: {images: 12, heldOut: 8, batch: 4}}
        compare:
          fcp-slow: {network: fcp, optimizer: sgd(rate=0.01)}
          fcp-fast: {network: fcp, optimizer: sgd(rate=0.1)}
          ae-slow: {network: autoencoder, optimizer: sgd(rate=0.1)}
          ae-fast: {network: autoencoder, optimizer: sgd(rate=1)}
        seeds: 1..2
        train: {steps: 2, record: 1}

        """;

    [Fact]
    public void Held_out_losses_compare_within_one_loss_alone()
    {
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        var comparison = plan.Tasks.Single(task => task.Kind == "comparison");
        var paired = RecordJson.Read<ComparisonRecord>(store.TryRead(comparison.Key, out _)!.Record).Paired;
        var ratios = paired.Where(figure => figure.Quantity == "heldOutLoss").ToList();
        Assert.Equal(
            [("fcp-fast", "fcp-slow"), ("ae-fast", "ae-slow")],
            ratios.Select(figure => (figure.Numerator, figure.Denominator))
        );
        Assert.All(ratios, figure => Assert.Equal(2, figure.Comparisons));
        // What every run has compares between all.
        Assert.Equal(6, paired.Count(figure => figure.Quantity == "gradientEvaluations"));
    }
}
