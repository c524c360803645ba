using System.Text;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Spectra of a study: at the end of every run, of every loss, and that their records say what the library finds.</summary>
public sealed class SpectrumStudyTests : IDisposable
{
    private const string Text = """
        name: spectra
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: [ritz, galerkin]
        seeds: [3, 5]
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20 }
        analyses: [spectrum]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_loss_has_its_spectrum_at_the_end_of_every_run()
    {
        var spectra = Spectra(Text, 2, out var store);
        Assert.Equal(
            [
                ("ritz", "ritz", 3),
                ("ritz", "galerkin", 3),
                ("ritz", "ritz", 5),
                ("ritz", "galerkin", 5),
                ("galerkin", "ritz", 3),
                ("galerkin", "galerkin", 3),
                ("galerkin", "ritz", 5),
                ("galerkin", "galerkin", 5),
            ],
            spectra.Select(s => (s.Record.TrainedOn!, s.Record.Objective, (int)s.Record.Seed!))
        );
        foreach (var (record, task) in spectra)
        {
            Assert.Equal((33, 40, true), (record.Parameters, record.Step, record.IsExact));
            var arrays = store.TryRead(task.Key, out _)!.ReadArrays();
            var (λ, bounds) = (arrays["eigenvalues"].Values, arrays["bounds"].Values);
            Assert.Equal(33, λ.Length);
            Assert.Equal((λ[0], λ[^1], bounds.Max()), (record.Smallest, record.Largest, record.LargestBound));
            Assert.Equal(λ.Sum(), record.Trace, 1e-11 * λ[^1]);
            Assert.Equal(λ.Zip(bounds).Count(pair => pair.First < -pair.Second), record.Negative.Least);
            Assert.InRange(record.Negative.Most, record.Negative.Least, 33);
            Assert.True(record.GradientNorm > 0);
        }
    }

    [Fact]
    public void Records_do_not_depend_on_threads()
    {
        using var other = new TemporaryFolder();
        Assert.Equal(Written(1, folder.Path), Written(3, other.Path));

        IEnumerable<string> Written(int threads, string path) =>
            Spectra(Text, threads, out _, path).Select(s => Encoding.UTF8.GetString(RecordJson.Write(s.Record)));
    }

    [Fact]
    public void A_known_function_has_its_known_curvature()
    {
        const string text = """
            name: surface
            objective: rosenbrock
            seeds: 1
            train: { optimizer: newton-cg, steps: 100, record: 10 }
            analyses: [spectrum]
            """;
        var (record, _) = Assert.Single(Spectra(text, 1, out _));
        var root = Math.Sqrt((1002.0 * 1002) - (4 * 400));
        Assert.Equal((1002 - root) / 2, record.Smallest, 1e-6);
        Assert.Equal((1002 + root) / 2, record.Largest, 1e-6);
        Assert.Equal(CurvatureVerdict.Convex.Word(), record.Verdict);
        Assert.Equal(new SpectrumCount(0, 0), record.Negative);
        Assert.Equal(record.Largest / record.Smallest, record.ConditionNumber, 1e-6);
    }

    [Fact]
    public void A_network_too_large_for_a_dense_spectrum_is_refused_before_anything_is_trained()
    {
        var text = Text.Replace("width=4, depth=2", "width=80, depth=2", StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Equal(8, fault.All[0].Location?.Line);
        Assert.Contains("up to 4096 parameters, found 6721", fault.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<(SpectrumRecord Record, StudyTask Task)> Spectra(
        string text,
        int threads,
        out ResultStore store,
        string? path = null
    )
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        var results = store = new ResultStore(path ?? folder.Path);
        return
        [
            .. plan
                .Tasks.Where(t => t.Kind == "spectrum")
                .Select(t => (RecordJson.Read<SpectrumRecord>(results.TryRead(t.Key, out _)!.Record), t)),
        ];
    }
}
