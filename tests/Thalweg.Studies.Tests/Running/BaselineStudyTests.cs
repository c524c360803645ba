using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Baselines of a study: one for each problem, with the same bytes on any number of threads, and seconds in the log alone.</summary>
public sealed class BaselineStudyTests : IDisposable
{
    private const string Text = """
        name: solved
        network: mlp(width=2, depth=1)
        quadrature: gauss:4
        compare:
          first: { problem: poisson(dim=1), formulation: ritz }
          second: { problem: poisson(dim=1), formulation: galerkin }
          third: { problem: heat, formulation: galerkin }
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 2 }
        analyses: [baseline]
        """;

    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder other = new();

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Each_problem_has_one_whatever_is_trained_on_it()
    {
        var records = Run(folder.Path, 1);
        Assert.Equal(["poisson", "heat"], records.Select(r => r.Record.Problem.Split('(')[0]));
        foreach (var (record, _, laps) in records)
        {
            Assert.True(record.Levels.Min(level => level.RelativeL2) < 1e-9, record.Problem);
            Assert.Equal(
                record.Problem.StartsWith("heat", StringComparison.Ordinal),
                record.Levels[0].Steps is not null
            );
            Assert.NotNull(record.ReferenceError);
            Assert.Equal(record.Levels.Count, laps!.Count);
            Assert.All(laps, seconds => Assert.InRange(seconds, 1e-9, 600));
        }
        var again = Run(other.Path, 2);
        Assert.Equal(
            records.Select(r => Convert.ToHexString(r.Bytes)),
            again.Select(r => Convert.ToHexString(r.Bytes))
        );
    }

    [Fact]
    public void The_key_of_its_own_asks_for_the_same_and_twice_is_once()
    {
        var listed = StudyReader.Read(Text, "s.yaml");
        var key = StudyReader.Read(
            Text.Replace("analyses: [baseline]", "baseline: classical", StringComparison.Ordinal),
            "s.yaml"
        );
        var both = StudyReader.Read(Text + "\nbaseline: classical", "s.yaml");
        Assert.Equal(listed.Analyses.Select(a => a.ToString()), key.Analyses.Select(a => a.ToString()));
        Assert.Equal(listed.Analyses.Select(a => a.ToString()), both.Analyses.Select(a => a.ToString()));
        var wrong = Assert.Throws<InputException>(() => StudyReader.Read(Text + "\nbaseline: clasical", "s.yaml"));
        Assert.Contains("classical", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(11, wrong.Location?.Line);
    }

    [Theory]
    [InlineData("poisson-ball")]
    [InlineData("burgers")]
    [InlineData("poisson(dim=5)")]
    public void A_problem_without_one_is_refused(string problem)
    {
        var text = $"""
            name: refused
            problem: {problem}
            network: mlp(width=2, depth=1)
            quadrature: {(problem == "poisson-ball" ? "spherical:3x3x4" : "gauss:3")}
            formulations: galerkin
            seeds: 1
            train: {"{ steps: 2 }"}
            analyses: [baseline]
            """;
        var refused = Assert.Throws<InputException>(() => StudyReader.Read(text, "s.yaml"));
        Assert.Contains(
            $"'baseline' has no classical solver for '{problem}'",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("leave 'baseline' out", refused.Message, StringComparison.Ordinal);
    }

    private static List<(BaselineRecord Record, byte[] Bytes, IReadOnlyList<double>? Laps)> Run(
        string path,
        int threads
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "s.yaml"), path), team).Plan;
        var store = new ResultStore(path);
        var log = RunLog.Read(path);
        return
        [
            .. plan
                .Tasks.Where(task => task.Kind == "baseline")
                .Select(task =>
                    (
                        RecordJson.Read<BaselineRecord>(store.TryRead(task.Key, out _)!.Record),
                        File.ReadAllBytes(store.RecordPath(task.Key)),
                        log.Tasks[task.Key.Hex].Laps
                    )
                ),
        ];
    }
}
