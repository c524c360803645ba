using System.Text;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Densities and traces of a study against the whole spectra of the same places.</summary>
public sealed class EstimateStudyTests : IDisposable
{
    private const string Network = """
        name: estimates
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        quadrature: gauss:12
        formulations: [ritz, galerkin]
        seeds: [3, 5]
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20 }
        analyses: [spectrum, "density(vectors=8, steps=33, nodes=200)", trace, "trace(method=hutchinson, products=64)"]
        """;

    private const string Valley = """
        name: valley
        objective: rosenbrock
        seeds: 1
        train: { optimizer: newton-cg, steps: 100, record: 10 }
        analyses: [density, trace, "trace(method=hutchinson, tolerance=0.9)"]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_loss_has_its_density_and_the_band_covers_that_of_its_spectrum()
    {
        var all = Run(Network, 2);
        var densities = all.Of<DensityRecord>("density");
        var spectra = all.Of<SpectrumRecord>("spectrum");
        Assert.Equal(8, densities.Count);
        Assert.Equal(
            spectra.Select(s => (s.Record.TrainedOn, s.Record.Objective, s.Record.Seed)),
            densities.Select(d => (d.Record.TrainedOn, d.Record.Objective, d.Record.Seed))
        );
        var (inside, nodes) = (0, 0);
        foreach (var ((record, arrays), (_, spectrum)) in densities.Zip(spectra))
        {
            Assert.Equal(
                (33, 8, 33, 8 * 33, true),
                (record.Parameters, record.Vectors, record.Steps, record.Products, record.IsExact)
            );
            var (λ, σ) = (arrays["nodes"], record.Width);
            Assert.Equal(0.01 * (spectrum["eigenvalues"][^1] - spectrum["eigenvalues"][0]), σ, 1e-6 * σ);
            for (var i = 0; i < λ.Length; i++)
            {
                var truth = spectrum["eigenvalues"].Average(at => Gaussian((λ[i] - at) / σ) / σ);
                inside += truth >= arrays["lower"][i] - 1e-12 && truth <= arrays["upper"][i] + 1e-12 ? 1 : 0;
                nodes++;
            }
            Assert.Equal(1, arrays["density"].Sum() * (λ[1] - λ[0]), 1e-3);
        }
        // Neighbours share their vectors: of one run a band may be beside the truth over a whole peak.
        Assert.InRange(inside, 0.85 * nodes, nodes);
    }

    [Fact]
    public void The_interval_of_a_trace_holds_the_sum_of_the_eigenvalues()
    {
        var all = Run(Network, 2);
        var truths = all.Of<SpectrumRecord>("spectrum")
            .ToDictionary(s => (s.Record.TrainedOn, s.Record.Objective, s.Record.Seed), s => s.Record.Trace);
        var traces = all.Of<TraceRecord>("trace").Select(t => t.Record).ToList();
        Assert.Equal(["xtrace", "hutchinson"], traces.Select(t => t.Method).Distinct());
        Assert.Equal(16, traces.Count);
        foreach (var trace in traces)
        {
            var truth = truths[(trace.TrainedOn, trace.Objective, trace.Seed)];
            // Sixteen at 95 %: one miss by a tenth of the width is no surprise.
            var slack = trace.Method == "xtrace" ? 0 : 0.3 * (trace.Upper - trace.Lower);
            Assert.InRange(truth, trace.Lower - slack, trace.Upper + slack);
            Assert.True(trace.IsExact && trace.DifferenceError == 0);
            if (trace.Method == "hutchinson")
            {
                Assert.Equal((64, 64, "products"), (trace.Products, trace.Samples, trace.Stop));
                Assert.Contains(
                    "The 64 products were spent",
                    Assert.Single(trace.Provenance.Warnings),
                    StringComparison.Ordinal
                );
            }
            else
            {
                Assert.True(trace.StandardError <= 0.01 * Math.Abs(trace.Estimate), trace.Stop);
                Assert.Empty(trace.Provenance.Warnings);
            }
        }
    }

    [Fact]
    public void A_known_function_has_its_known_trace_and_density()
    {
        var all = Run(Valley, 1);
        var traces = all.Of<TraceRecord>("trace");
        var exact = traces[0].Record;
        Assert.Equal(("exact", 2), (exact.Stop, exact.Parameters));
        Assert.Equal(1002, exact.Estimate, 1e-5);
        Assert.InRange(exact.Upper - exact.Lower, 0, 1e-9);
        // z'Hz is 1002 plus or minus 800.
        Assert.Equal("tolerance", traces[1].Record.Stop);
        Assert.InRange(1002, traces[1].Record.Lower, traces[1].Record.Upper);
        var (record, arrays) = Assert.Single(all.Of<DensityRecord>("density"));
        var root = Math.Sqrt((1002.0 * 1002) - (4 * 400));
        Assert.Equal((2, 16, 2), (record.Parameters, record.Vectors, record.Steps));
        Assert.Equal(0.01 * root, record.Width, 1e-4);
        Assert.Equal(((1002 - root) / 2) - (3 * record.Width), arrays["nodes"][0], 1e-4);
    }

    [Theory]
    [InlineData("density")]
    [InlineData("trace")]
    public void Records_do_not_depend_on_threads(string kind)
    {
        using var other = new TemporaryFolder();
        Assert.Equal(Written(1, folder.Path), Written(3, other.Path));

        IEnumerable<string> Written(int threads, string path)
        {
            var all = Run(Network, threads, path);
            return kind == "density"
                ? all.Of<DensityRecord>(kind).Select(r => Bytes(r.Record) + Join(r.Arrays))
                : all.Of<TraceRecord>(kind).Select(r => Bytes(r.Record));
        }

        static string Bytes<T>(T record) => Encoding.UTF8.GetString(RecordJson.Write(record));

        static string Join(Dictionary<string, double[]> arrays) =>
            string.Join(
                ';',
                arrays.Select(a => $"{a.Key}={string.Join(',', a.Value.Select(BitConverter.DoubleToInt64Bits))}")
            );
    }

    private static double Gaussian(double x) => Elementary.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private Results Run(string text, int threads, string? path = null)
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path ?? folder.Path), team).Plan;
        return new Results(plan.Tasks, new ResultStore(path ?? folder.Path));
    }

    private sealed record Results(IReadOnlyList<StudyTask> Tasks, ResultStore Store)
    {
        public IReadOnlyList<(T Record, Dictionary<string, double[]> Arrays)> Of<T>(string kind) =>
            [
                .. Tasks
                    .Where(t => t.Kind == kind)
                    .Select(t => Store.TryRead(t.Key, out _)!)
                    .Select(r =>
                        (
                            RecordJson.Read<T>(r.Record),
                            r.ArraysPath is null ? [] : r.ReadArrays().ToDictionary(a => a.Key, a => a.Value.Values)
                        )
                    ),
            ];
    }
}
