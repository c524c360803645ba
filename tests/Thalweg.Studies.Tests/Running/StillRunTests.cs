using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Studies.Tests.Running;

/// <summary>A training that does not move: its directions are zero, which is told once, and its weights know their variant.</summary>
public sealed class StillRunTests
{
    private const string Text = """
        name: still
        objective: rosenbrock(dim=3)
        compare: { optimizer: ["sgd(rate=1e-300)", "adam(rate=1e-2)", "adam(rate=1e-1)"] }
        seeds: [1]
        train: { steps: 4, checkpoints: [0, 1, 2] }
        analyses:
          - surface(count=3x3, directions=checkpoints)
        """;

    private static StudyOutcome Run(string folder)
    {
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        return StudyRunner.Run(
            new Thalweg.Studies.Running.StudyRun(StudyReader.Read(Text, "still.yaml"), folder),
            team
        );
    }

    [Fact]
    public void Directions_that_span_no_plane_are_told_once()
    {
        using var folder = new TemporaryFolder();
        var outcome = Run(folder.Path);
        var store = new ResultStore(folder.Path);
        var (still, moving) = (Surface("sgd"), Surface("0.1"));
        Assert.Equal(
            [
                "The two directions span no plane, since one of them is zero: values repeat, and the training path has no coordinates on it.",
            ],
            RecordJson.Read<SurfaceRecord>(still.Record).Provenance.Warnings
        );
        Assert.DoesNotContain("trajectory", still.ReadArrays().Keys);
        Assert.Contains("trajectory", moving.ReadArrays().Keys);

        StoredResult Surface(string optimizer) =>
            store.TryRead(
                outcome.Plan.Tasks.Single(t => t.Kind == "surface" && t.Label.Contains(optimizer)).Key,
                out _
            )!;
    }

    [Fact]
    public void Weights_name_the_variant_by_its_label_however_it_was_asked_for()
    {
        using var folder = new TemporaryFolder();
        Run(folder.Path);
        var variant = new StudyFiles(folder.Path).ReadManifest()!.Variants[1];
        Assert.NotEqual(variant.Label, variant.Slug);
        foreach (var name in new[] { variant.Label, variant.Slug })
        {
            var weights = RunWeights.Read(folder.Path, name, 1, new SourceLocation("--variant", 0, 0));
            Assert.Equal(
                ("still", variant.Label, "1"),
                (weights.Metadata["study"], weights.Metadata["variant"], weights.Metadata["seed"])
            );
        }
    }
}
