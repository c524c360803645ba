using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Lines of a study: which places they join, and that their records say what was found there.</summary>
public sealed class LineStudyTests : IDisposable
{
    private const string Text = """
        name: lines
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: [3, 5, 4]
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20, checkpoints: [0, 20] }
        analyses:
          - line(count=11)
          - line(count=12, between=seeds)
        """;

    private readonly TemporaryFolder folder = new();

    private IReadOnlyList<(LineRecord Record, StudyTask Task)> Lines(string text, out ResultStore store)
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), folder.Path), team).Plan;
        var results = store = new ResultStore(folder.Path);
        return
        [
            .. plan
                .Tasks.Where(t => t.Kind == "line")
                .Select(t => (RecordJson.Read<LineRecord>(results.TryRead(t.Key, out _)!.Record), t)),
        ];
    }

    [Fact]
    public void Every_run_has_a_line_from_its_start_to_its_end()
    {
        var lines = Lines(Text, out var store).Where(l => l.Record.From.Step == 0).ToList();
        Assert.Equal(
            [("ritz", 3), ("ritz", 5), ("ritz", 4), ("galerkin", 3), ("galerkin", 5), ("galerkin", 4)],
            lines.Select(l => (l.Record.To.TrainedOn!, (int)l.Record.To.Seed!))
        );
        foreach (var (record, task) in lines)
        {
            Assert.Equal((task.Dependencies[0].Key.Hex, 40), (record.To.TrainKey, record.To.Step));
            Assert.Equal(record.To with { Step = 0 }, record.From);
            var train = RecordJson.Read<TrainRecord>(store.TryRead(task.Dependencies[0].Key, out _)!.Record);
            var own = record.Losses.Single(l => l.Objective == train.Formulation);
            Assert.Equal((train.History.Loss[0], train.Final.Loss), (own.Start, own.End));
            var arrays = store.TryRead(task.Key, out _)!.ReadArrays();
            Assert.Equal(["ritz", "galerkin"], record.Losses.Select(l => l.Objective));
            foreach (var loss in record.Losses)
            {
                var values = arrays[$"loss_{loss.Slug}"];
                Assert.Equal([1, 11], values.Shape);
                Assert.Equal((loss.Start, loss.End), (values.Values[0], values.Values[^1]));
                Assert.Equal(values.Values.Max(), loss.HighestSample);
                Assert.True(loss.Height >= loss.HighestSample);
            }
            Assert.Equal([1, 11], arrays["error_relativeL2"].Shape);
            Assert.Contains("term_ritz_interior", arrays.Keys);
        }
    }

    [Fact]
    public void Each_seed_is_joined_to_the_next_one_of_its_variant()
    {
        var all = Lines(Text, out _);
        var lines = all.Where(l => l.Record.From.Step != 0).ToList();
        Assert.Equal(
            [("ritz", 3, 5), ("ritz", 5, 4), ("galerkin", 3, 5), ("galerkin", 5, 4)],
            lines.Select(l => (l.Record.To.TrainedOn!, (int)l.Record.From.Seed!, (int)l.Record.To.Seed!))
        );
        foreach (var (record, task) in lines)
        {
            Assert.Null(task.Chain);
            Assert.Equal([record.From.TrainKey, record.To.TrainKey], task.Dependencies.Select(d => d.Key.Hex));
            Assert.Equal((12, 1e-6), (record.Count, record.Tolerance));
            // The ends are those of the lines from the starts.
            foreach (var loss in record.Losses)
            {
                double EndOf(LineEnd end) =>
                    all.First(l => l.Record.From.Step == 0 && l.Record.To == end)
                        .Record.Losses.Single(l => l.Objective == loss.Objective)
                        .End;
                Assert.Equal((EndOf(record.From), EndOf(record.To)), (loss.Start, loss.End));
                Assert.Equal(loss.Height - Math.Max(loss.Start, loss.End), loss.Barrier);
            }
        }
    }

    [Fact]
    public void A_line_of_an_analytic_objective_says_what_the_library_finds()
    {
        const string text = """
            name: surface
            objective: muller-brown
            seeds: [1, 2]
            train: { optimizer: sgd(rate=1e-5), steps: 10, record: 10, checkpoints: [0] }
            analyses: line(between=seeds)
            """;
        var (record, task) = Assert.Single(Lines(text, out var store));
        double[] End(int i) => store.TryRead(task.Dependencies[i].Key, out _)!.ReadArrays()["parameters"].Values;
        var found = Segment
            .Measure(
                [new("muller-brown", ExponentialSum.MullerBrown())],
                End(0),
                End(1),
                new SegmentOptions(),
                WorkerTeam.Sequential
            )
            .Losses[0];
        var loss = Assert.Single(record.Losses);
        Assert.Equal((found.Start, found.End, found.Barrier), (loss.Start, loss.End, loss.Barrier));
        Assert.Equal(found.HighestSample, new SegmentPoint(loss.HighestSampleAt, loss.HighestSample));
        Assert.Equal(found.Highest, new SegmentPoint(loss.HeightAt, loss.Height));
        Assert.Equal(found.IsFalling, loss.IsFalling);
        Assert.Equal(found.LargestRise?.Height, loss.LargestRise?.Height);
        Assert.Equal(found.LargestRise?.Foot.T, loss.LargestRise?.From);
        Assert.Equal(found.LargestRise?.Top.T, loss.LargestRise?.To);
        Assert.Equal(found.LargestRise?.Rounding, loss.LargestRise?.Rounding);
    }

    [Theory]
    [InlineData(
        "checkpoints: [0, 20]",
        "checkpoints: [20]",
        9,
        "needs the checkpoint of step 0, found 20, 40; add 0 to train: checkpoints"
    )]
    [InlineData("seeds: [3, 5, 4]", "seeds: [3]", 10, "needs 2 seeds or more, found 1; add one to seeds")]
    public void What_a_line_lacks_is_refused_where_it_is_asked_for(string from, string to, int row, string message)
    {
        var fault = Assert.Throws<InputException>(() =>
            StudyReader.Read(Text.Replace(from, to, StringComparison.Ordinal), "study.yaml")
        );
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(row, fault.Location?.Line);
    }

    public void Dispose() => folder.Dispose();
}
