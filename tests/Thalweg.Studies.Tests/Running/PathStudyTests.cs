using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Paths, topologies and embeddings of a study: which places they look at, and that their records say what was found there.</summary>
public sealed class PathStudyTests : IDisposable
{
    private const string Text = """
        name: passes
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 30, record: 10 }
        analyses:
          - path(method=neb(points=5, steps=15))
          - path(method=fourier(terms=2, points=7, steps=5), between=variants)
          - path(method=line(points=9))
          - path(method=string(points=5, steps=3), align=true)
          - surface(count=7x5)
          - topology
          - barriers(ridge=0.5, bands=2, images=5, steps=50, pairs=1)
          - embedding(dimensions=2)
          - embedding(dimensions=2, align=true)
          - embedding(dimensions=2, functions=true)
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Records_are_of_the_places_that_were_asked_for()
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(Text, "study.yaml"), folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        List<T> Of<T>(string kind) =>
            [
                .. plan
                    .Tasks.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record)),
            ];

        var paths = Of<PathRecord>("path");
        Assert.Equal(
            [("ritz", 1, "ritz", 2, "ritz"), ("galerkin", 1, "galerkin", 2, "galerkin")],
            paths.Where(p => p.Method.StartsWith("neb", StringComparison.Ordinal)).Select(Ends)
        );
        // Between two losses the path is sought with each.
        Assert.Equal(
            [
                ("ritz", 1, "galerkin", 1, "ritz"),
                ("ritz", 1, "galerkin", 1, "galerkin"),
                ("ritz", 2, "galerkin", 2, "ritz"),
                ("ritz", 2, "galerkin", 2, "galerkin"),
            ],
            paths.Where(p => p.Shape == "fourier").Select(Ends)
        );
        foreach (var path in paths)
        {
            Assert.Equal(2, path.Losses.Count);
            Assert.True(path.Length >= path.Distance * (1 - 1e-12));
            var arrays = store
                .TryRead(plan.Tasks.Single(t => t.Key.Hex == path.Provenance.Key).Key, out _)!
                .ReadArrays();
            foreach (var loss in path.Losses)
            {
                Assert.Equal(loss.Start, arrays[SliceArrays.Loss(loss.Slug)].Values[0]);
                Assert.Equal(loss.PointHeight, arrays[SliceArrays.Loss(loss.Slug)].Values.Max());
                Assert.True(loss.Height >= loss.PointHeight);
            }
            Assert.Equal((0.0, 0.0), (arrays["along"].Values[0], arrays["off"].Values[0]));
            Assert.Equal(1, arrays["along"].Values[^1], 1e-14);
        }
        var aligned = paths.Where(p => p.Method.StartsWith("string", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, aligned.Count);
        Assert.All(
            aligned,
            path =>
            {
                var alignment = path.Alignment!;
                Assert.Equal(path.Distance, alignment.Distance, 1e-12);
                Assert.Equal(path.Losses[0].End, alignment.Loss);
                Assert.True(alignment.Distance < alignment.DistanceBefore);
                Assert.NotEqual("same point", alignment.Map);
                Assert.Equal(alignment.LossBefore, alignment.Loss, 1e-12 * Math.Abs(alignment.LossBefore));
                Assert.True(alignment.LineHeight >= Math.Max(path.Losses[0].Start, path.Losses[0].End));
            }
        );
        Assert.All(paths.Except(aligned), path => Assert.Null(path.Alignment));
        // The straight way is the record that 'line' has.
        var line = Assert.Single(Of<LineRecord>("line"), l => l.To.TrainedOn == "ritz");
        Assert.Equal(9, line.Count);

        var topologies = Of<TopologyRecord>("topology");
        Assert.Equal(4, topologies.Count);
        Assert.All(
            topologies,
            t =>
            {
                Assert.Equal([7, 5], t.Shape);
                Assert.Equal((8, 4), (t.Neighbours, t.ComplementNeighbours));
                Assert.Equal(double.PositiveInfinity, t.Pairs[0].Death);
                Assert.Equal(1, t.Basins.Sum(b => b.Region), 1e-12);
            }
        );

        var embedding = Assert.Single(Of<EmbeddingRecord>("embedding"), e => e is { Alignment: null, Functions: null });
        var functions = Assert.Single(Of<EmbeddingRecord>("embedding"), e => e.Functions is not null);
        Assert.Equal(embedding.Vectors.Select(v => v.Norm), functions.Vectors.Select(v => v.Norm));
        Assert.Equal(("ritz", 21), (functions.Functions!.Objective, functions.Functions.Nodes));
        Assert.Equal(3, functions.Functions.Layers.Count);
        Assert.All(functions.Groups, g => Assert.True(g.Functions!.MeanDistance > 0));
        Assert.DoesNotContain(
            plan.Tasks,
            t =>
                t.Kind == "embedding"
                && t.Inputs.ToJsonString().Contains("functions", StringComparison.Ordinal)
                && t.Key.Hex != functions.Provenance.Key
        );
        var closer = Assert.Single(Of<EmbeddingRecord>("embedding"), e => e.Alignment is not null);
        Assert.Equal(embedding.MeanDistance, closer.Alignment!.MeanDistanceBefore, 1e-14);
        Assert.Equal(3, closer.Alignment.Moved);
        Assert.Contains(closer.Alignment.Reference, embedding.Vectors.Select(v => v.Name));
        var images = store.TryRead(plan.Tasks.Single(t => t.Key.Hex == closer.Provenance.Key).Key, out _)!.ReadArrays()[
            "images"
        ];
        Assert.Equal([4, 53], images.Shape);
        Assert.Equal(
            closer.Vectors.Select(v => v.Norm),
            Enumerable.Range(0, 4).Select(i => Math.Sqrt(images.Values[(i * 53)..((i + 1) * 53)].Sum(x => x * x))),
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        Assert.Equal(["ritz/1", "ritz/2", "galerkin/1", "galerkin/2"], embedding.Vectors.Select(v => v.Name));
        Assert.All(embedding.Vectors, v => Assert.Equal(2, v.Coordinates.Count));
        Assert.Equal(1, embedding.Explained.Sum(), 1e-12);

        var barriers = Of<BarriersRecord>("barriers");
        Assert.Equal(["ritz", "galerkin"], barriers.Select(b => b.Objective));
        foreach (var record in barriers)
        {
            Assert.Equal([1UL, 2UL], record.Given.Select(g => g.Seed!.Value));
            Assert.Equal((0.5, 1), (record.Ridge, record.Drawn));
            Assert.Equal(record.Minima + record.Passes.Count, record.Points.Count);
            Assert.Equal(record.Minima, record.Classes.Count);
            foreach (var start in record.Given.Where(g => g.Label == "regular"))
            {
                var minimum = record.Points[start.Minimum!.Value];
                Assert.Equal((0, true), (minimum.Index, minimum.GradientNorm < 1e-8));
                Assert.True(start.Moved > 0);
            }
            Assert.All(record.Passes, p => Assert.Equal(p.Height, record.Points[p.Saddle].Value));
            var distinct = record.Given.Select(g => g.Minimum).Distinct().Count();
            Assert.Equal(distinct - 1, record.TreeAsGiven.Count);
            Assert.All(record.TreeAsGiven, j => Assert.Equal(j.Verified, j.Why is null));
        }

        static (string, int, string, int, string) Ends(PathRecord p) =>
            (p.From.TrainedOn!, (int)p.From.Seed!, p.To.TrainedOn!, (int)p.To.Seed!, p.Losses[0].Objective);
    }

    [Theory]
    [InlineData("path", "seeds: 1", "'path' between seeds needs 2 seeds or more")]
    [InlineData("topology", "seeds: 1..2", "'topology' looks at the surfaces of the study, found none")]
    [InlineData("embedding", "seeds: 1", "'embedding' needs 3 runs with the same parameters or more")]
    [InlineData("barriers", "seeds: 1", "'barriers' needs 2 seeds or more")]
    [InlineData("barriers(pairs=some)", "seeds: 1..2", "pairs: expected 'all', or a whole number above 0")]
    [InlineData("path(method=neb(terms=3))", "seeds: 1..2", "'neb' has no option 'terms'")]
    public void A_study_that_gives_them_nothing_is_refused(string analysis, string seeds, string expected)
    {
        var text = $$"""
            name: none
            problem: poisson(dim=1)
            network: resnet(width=4, blocks=1)
            quadrature: simpson:10
            formulations: ritz
            {{seeds}}
            train: { steps: 10, record: 10 }
            analyses: ["{{analysis}}"]
            """;
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void Options_that_a_method_has_not_are_in_no_key()
    {
        var plan = StudyPlan.Expand(StudyReader.Read(Text, "study.yaml"));
        var inputs = plan.Tasks.First(t => t.Kind == "path").Inputs.ToJsonString();
        Assert.Contains("neb(points=5", inputs);
        Assert.DoesNotContain("terms", inputs);
    }

    public void Dispose() => folder.Dispose();
}
