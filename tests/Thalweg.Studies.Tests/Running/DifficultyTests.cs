using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Measures at the ends of trainings against the steps that they took, in the comparison of studies that have both.</summary>
public sealed class DifficultyTests : IDisposable
{
    private const string Text = """
        name: difficulty
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2, activation=tanh)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: 1..6
        train: { optimizer: lbfgs, steps: 40, record: 1 }
        analyses: ["roughness(directions=6, intervals=8, radius=0.5)", spectrum]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Steps_tolerances_and_correlations_are_those_of_the_records()
    {
        var (store, plan) = Run(Text);
        T[] All<T>(string kind, Func<T, bool> keep) =>
            [
                .. plan.Where(t => t.Kind == kind)
                    .Select(t => RecordJson.Read<T>(store.TryRead(t.Key, out _)!.Record))
                    .Where(keep),
            ];
        var comparison = All<ComparisonRecord>("comparison", _ => true).Single();
        Assert.Equal(["ritz", "galerkin"], comparison.Difficulty!.Select(d => d.TrainedOn));
        foreach (var found in comparison.Difficulty!)
        {
            var trains = All<TrainRecord>("train", t => t.Formulation == found.TrainedOn);
            var errors = trains.Select(t => t.History.Errors["relativeL2"]).ToList();
            Assert.Equal("relativeL2", found.Quantity);
            // Five of six runs are three quarters and more; four are not.
            var best = errors.Select(e => e.Min()).Order().ToList();
            Assert.True(best[4] <= found.Tolerance && best[4] > found.Tolerance / 10.0001);
            for (var k = 0; k < 6; k++)
            {
                if (found.Steps[k] is { } step)
                {
                    var at = trains[k].History.Steps.ToList().IndexOf(step);
                    Assert.True(errors[k][at] <= found.Tolerance);
                    Assert.All(errors[k].Take(at), error => Assert.True(error > found.Tolerance));
                }
                else
                {
                    Assert.All(errors[k], error => Assert.True(error > found.Tolerance));
                }
            }
            var spectra = All<SpectrumRecord>(
                "spectrum",
                s => s.TrainedOn == found.TrainedOn && s.Objective == found.TrainedOn
            );
            var largest = found.Predictors.Single(p => p.Name == "largestEigenvalue");
            Assert.Equal(spectra.Select(s => s.Largest), largest.BySeed);
            double[] steps = [.. found.Steps.Select(s => s ?? double.PositiveInfinity)];
            Assert.Equal(RankCorrelation.Of([.. largest.BySeed], steps), largest.Correlation.Value);
            Assert.Equal(6, largest.Seeds);
            var indices = All<RoughnessRecord>("roughness", r => r.TrainedOn == found.TrainedOn);
            Assert.Equal(indices.Select(r => r.Roughness), found.Predictors[0].BySeed);
            Assert.DoesNotContain(found.Predictors, p => p.Name == "valleyRadius");
            Assert.All(
                found.Predictors.Where(p => double.IsFinite(p.Correlation.Lower)),
                p => Assert.InRange(p.Correlation.Value, p.Correlation.Lower, p.Correlation.Upper)
            );
        }
    }

    [Theory]
    [InlineData("seeds: 1..6", "seeds: 1..4")]
    [InlineData(", spectrum]", "]")]
    [InlineData("\"roughness(directions=6, intervals=8, radius=0.5)\", ", "")]
    public void Without_seeds_enough_or_one_of_both_there_is_none(string from, string to)
    {
        var (store, plan) = Run(
            Text.Replace(from, to, StringComparison.Ordinal).Replace("steps: 40", "steps: 2", StringComparison.Ordinal)
        );
        var task = plan.Single(t => t.Kind == "comparison");
        Assert.Null(RecordJson.Read<ComparisonRecord>(store.TryRead(task.Key, out _)!.Record).Difficulty);
        Assert.DoesNotContain("\"spectra\"", task.Inputs.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_without_a_solution_are_counted_above_their_infimum()
    {
        const string text = """
            name: known
            objective: rosenbrock
            seeds: 1..6
            train: { optimizer: lbfgs, steps: 60, record: 1 }
            analyses: ["roughness(directions=6, intervals=8, radius=0.5, normalize=none)", spectrum]
            """;
        var (store, plan) = Run(text);
        var comparison = RecordJson.Read<ComparisonRecord>(
            store.TryRead(plan.Single(t => t.Kind == "comparison").Key, out _)!.Record
        );
        var found = Assert.Single(comparison.Difficulty!);
        Assert.Equal("loss", found.Quantity);
        Assert.All(found.Steps, step => Assert.InRange(step!.Value, 1, 60));
        // All end in one minimum: its largest eigenvalue differs by rounding alone, or says nothing.
        Assert.Equal(1001.6, found.Predictors.Single(p => p.Name == "largestEigenvalue").BySeed[0], 0.1);
    }

    private (ResultStore Store, IReadOnlyList<Thalweg.Studies.Tasks.StudyTask> Plan) Run(string text)
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), folder.Path), team).Plan;
        return (new ResultStore(folder.Path), plan.Tasks);
    }
}
