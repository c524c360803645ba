using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Similarity;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Similarities of a study: at the end of every run, of every two losses, and what the comparison makes of the seeds.</summary>
public sealed class SimilarityStudyTests : IDisposable
{
    private const string Text = """
        name: alike
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: [ritz, galerkin, supervised]
        seeds: [3, 5, 8]
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20 }
        analyses: ["similarity(planes=4, count=7, spaces=3)"]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_two_losses_are_compared_at_the_end_of_every_run()
    {
        var plan = Run(Text, 2, folder.Path, out var store);
        var tasks = plan.Where(t => t.Kind == "similarity").ToList();
        Assert.Equal(9, tasks.Count);
        foreach (var task in tasks)
        {
            var record = Read<SimilarityRecord>(store, task);
            Assert.Equal(
                [("ritz", "galerkin"), ("ritz", "supervised"), ("galerkin", "supervised")],
                record.Pairs.Select(p => (p.First, p.Second))
            );
            Assert.Equal((22, 3, 40L), (record.Parameters, record.Spaces, record.Step));
            foreach (var pair in record.Pairs)
            {
                double[] byPlane = [.. pair.ByPlane.OfType<double>()];
                Assert.Equal(4, byPlane.Length);
                Assert.Equal(byPlane.Average(), pair.RankCorrelation.Value, 1e-15);
                var interval = SeedInterval.OfMean(byPlane);
                Assert.Equal(Math.Max(-1, interval.Lower), pair.RankCorrelation.Lower);
                Assert.Equal(3, pair.Curvature!.LeadingAngles.Count);
                Assert.InRange(pair.Curvature.Alignment, -1, 1);
                var overlap = pair.Curvature.LeadingAngles.Average(a => Math.Pow(Math.Cos(a * Math.PI / 180), 2));
                Assert.Equal(overlap, pair.Curvature.LeadingOverlap, 1e-12);
            }
        }
    }

    [Fact]
    public void The_comparison_has_the_mean_over_seeds_with_its_interval()
    {
        var plan = Run(Text, 2, folder.Path, out var store);
        var comparison = Read<ComparisonRecord>(store, plan.Single(t => t.Kind == "comparison"));
        Assert.Equal(9, comparison.Similarities!.Count);
        var records = plan.Where(t => t.Kind == "similarity")
            .Select(t => Read<SimilarityRecord>(store, t))
            .Where(r => r.TrainedOn == "galerkin")
            .ToList();
        var figure = comparison.Similarities.Single(f =>
            (f.TrainedOn, f.First, f.Second) == ("galerkin", "ritz", "supervised")
        );
        double[] ranks = [.. records.Select(r => r.Pairs[1].RankCorrelation.Value)];
        Assert.Equal(ranks, figure.BySeed.OfType<double>());
        Assert.Equal(3, figure.Seeds);
        Assert.Equal(Descriptive.Mean(ranks), figure.RankCorrelation.Value);
        Assert.Equal(Math.Min(1, SeedInterval.OfMean(ranks).Upper), figure.RankCorrelation.Upper);
        double[] alignments = [.. records.Select(r => r.Pairs[1].Curvature!.Alignment)];
        Assert.Equal(Descriptive.Mean(alignments), figure.Alignment!.Value);
        Assert.Equal(3.0 / 22, figure.ChanceOverlap);
        var ratios = records
            .Select(r => r.Pairs[1].Curvature!)
            .Where(c => c.ConditionRatioError < 1)
            .Select(c => c.ConditionRatio)
            .ToArray();
        Assert.Equal(ratios.Length, figure.ConditionSeeds);
    }

    [Fact]
    public void Records_do_not_depend_on_threads_and_say_what_the_library_finds()
    {
        using var other = new TemporaryFolder();
        var plan = Run(Text, 1, folder.Path, out var store);
        Run(Text, 3, other.Path, out var again);
        foreach (var task in plan.Where(t => t.Kind is "similarity" or "comparison"))
        {
            Assert.Equal(File.ReadAllBytes(store.RecordPath(task.Key)), File.ReadAllBytes(again.RecordPath(task.Key)));
        }
    }

    [Fact]
    public void Known_quadratics_have_their_known_similarity()
    {
        const string text = """
            name: bowls
            compare:
              bowl: { objective: quadratic(dim=4) }
              valley: { objective: rosenbrock(dim=4) }
            seeds: 1
            train: { optimizer: newton-cg, steps: 60, record: 10 }
            analyses: ["similarity(planes=3, count=5, radius=1e-3, normalize=none, spaces=2)"]
            """;
        var plan = Run(text, 1, folder.Path, out var store);
        var record = plan.Where(t => t.Kind == "similarity")
            .Select(t => Read<SimilarityRecord>(store, t))
            .First(r => r.TrainedOn == "rosenbrock");
        var pair = Assert.Single(record.Pairs);
        // At the minimum (1, 1, 1, 1) both Hessians are known.
        var ends = plan.First(t => t.Kind == "train" && t.Label.Contains("valley", StringComparison.Ordinal));
        var θ = store.TryRead(ends.Key, out _)!.ReadArrays()["parameters"].Values;
        Assert.All(θ, x => Assert.Equal(1, x, 1e-6));
        var objectives = new ObjectivePool();
        var study = StudyReader.Read(text, "study.yaml");
        DenseSpectrum SpectrumOf(int variant) =>
            DenseSpectrum.Of(
                HessianProducts.At(objectives.Of(study.Variants[variant].Source), θ, WorkerTeam.Sequential).Operator,
                WorkerTeam.Sequential
            )!;
        var found = CurvatureAgreement.Of(SpectrumOf(0), SpectrumOf(1), 2, WorkerTeam.Sequential);
        Assert.Equal(found.Alignment, pair.Curvature!.Alignment);
        Assert.Equal(found.ConditionRatio, pair.Curvature.ConditionRatio);
        Assert.Equal(
            found.Leading.Select(a => a * 180 / Math.PI),
            pair.Curvature.LeadingAngles,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        Assert.Equal(4, SpectrumOf(0).Summary.ConditionNumber, 1e-12);
    }

    [Fact]
    public void Without_spectra_planes_alone_are_compared()
    {
        var plan = Run(Text.Replace("spaces=3", "spaces=0", StringComparison.Ordinal), 2, folder.Path, out var store);
        var record = Read<SimilarityRecord>(store, plan.First(t => t.Kind == "similarity"));
        Assert.Equal(0, record.Spaces);
        Assert.All(record.Pairs, p => Assert.Null(p.Curvature));
        var comparison = Read<ComparisonRecord>(store, plan.Single(t => t.Kind == "comparison"));
        Assert.All(comparison.Similarities!, f => Assert.Null(f.Alignment));
    }

    [Fact]
    public void One_loss_alone_is_refused_where_it_is_asked_for()
    {
        var fault = Assert.Throws<InputException>(() =>
            StudyReader.Read(
                Text.Replace("[ritz, galerkin, supervised]", "ritz", StringComparison.Ordinal),
                "study.yaml"
            )
        );
        Assert.Contains("'similarity' compares losses, and the study has one", fault.Message, StringComparison.Ordinal);
        Assert.Equal(8, fault.All[0].Location?.Line);
    }

    private static T Read<T>(ResultStore store, StudyTask task) =>
        RecordJson.Read<T>(store.TryRead(task.Key, out _)!.Record);

    private static IReadOnlyList<StudyTask> Run(string text, int threads, string path, out ResultStore store)
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path), team).Plan;
        store = new ResultStore(path);
        return plan.Tasks;
    }
}
