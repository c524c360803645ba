using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Profiles of numbers that measured values determine, and of two of which they determine the product alone.</summary>
public sealed class ProfileLikelihoodStudyTests : IDisposable
{
    private const double Truth = 0.25;
    private const double Quantile = 1.959963984540054;

    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder values = new();

    public void Dispose()
    {
        folder.Dispose();
        values.Dispose();
    }

    [Fact]
    public void The_interval_holds_the_truth_and_is_near_that_of_the_curvature()
    {
        var record = Assert.Single(Run(Text("k = 1", "k", "1/4"), 1, folder.Path));
        Assert.Equal(
            ("k", Truth, 0.95, 40),
            (record.Coefficient, record.Known, record.Level, (int)(1e-8 / record.Scale!))
        );
        Assert.Equal(("crossed", "crossed"), (record.LowerEnd, record.UpperEnd));
        Assert.InRange(Truth, record.Lower!.Value, record.Upper!.Value);
        var half = Quantile * record.Deviation!.Value;
        Assert.Equal(record.Value - half, record.Lower.Value, 0.15 * half);
        Assert.Equal(record.Value + half, record.Upper.Value, 0.15 * half);
        Assert.Empty(record.Provenance.Warnings);
        Assert.All(record.Points, p => Assert.True(p.IsConverged));
        Assert.Equal(record.Points.OrderBy(p => p.Value).Select(p => p.Value), record.Points.Select(p => p.Value));
        var centre = Assert.Single(record.Points, p => p.IsCentre);
        Assert.Equal((record.Value, 0), (centre.Value, centre.Ratio));
        // An exponent is no line: values above are less unlikely than those as far below.
        Assert.True(record.Upper - record.Value > record.Value - record.Lower);
    }

    [Fact]
    public void Of_two_numbers_in_a_product_neither_is_determined()
    {
        var records = Run(Text("a = 1;b = 0.5", "a*b", null), 1, folder.Path);
        Assert.Equal(["a", "b"], records.Select(r => r.Coefficient));
        foreach (var record in records)
        {
            Assert.Equal((null, null, "open", "open"), (record.Lower, record.Upper, record.LowerEnd, record.UpperEnd));
            Assert.Null(record.Deviation);
            Assert.Contains("does not determine", record.NoDeviation, StringComparison.Ordinal);
            Assert.Equal(record.Coefficient == "a" ? "b" : "a", Assert.Single(record.Others));
            Assert.All(record.Points, p => Assert.InRange(p.Ratio!.Value, 0, 0.01));
            // The other one makes up for it.
            var products = record.Points.Select(p => p.Value * p.Others[0]).ToList();
            Assert.Equal(products[0], products.Max(), 1e-3);
            Assert.Equal(products[0], products.Min(), 1e-3);
        }
    }

    [Fact]
    public void Without_measured_values_there_is_a_profile_and_no_interval()
    {
        var text = Text("k = 1", "k", "1/4")
            .Replace("  data: ", "  define: {unused: 1} # ", StringComparison.Ordinal)
            .Replace("galerkin(weights=data=1e-8)", "galerkin", StringComparison.Ordinal);
        var record = Assert.Single(Run(text, 1, folder.Path));
        Assert.Equal((null, null, null, "no scale"), (record.Scale, record.Lower, record.Upper, record.LowerEnd));
        Assert.Contains("no measured values", record.NoScale, StringComparison.Ordinal);
        Assert.Equal(9, record.Points.Count);
        Assert.All(record.Points, p => Assert.Null(p.Ratio));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(45)]
    public void Results_do_not_depend_on_threads_nor_on_where_they_were_interrupted(int gradients)
    {
        var text = Text("k = 1", "k", "1/4");
        using var whole = new TemporaryFolder();
        Run(text, 3, whole.Path);
        var first = StudyReader.Read(text[..text.IndexOf("analyses", StringComparison.Ordinal)], "study.yaml");
        using (var team = new WorkerTeam(1, TestContext.Current.CancellationToken))
        {
            StudyRunner.Run(new StudyRun(first, folder.Path), team);
        }
        using var cancel = new CancellationTokenSource();
        var seen = 0;
        using (var team = new WorkerTeam(1, cancel.Token))
        {
            var runner = new TaskRunner(
                new ResultStore(folder.Path),
                new RunLog(folder.Path, 1, null),
                () => new ObjectivePool(Watched)
            );
            var tasks = StudyPlan.Expand(StudyReader.Read(text, "study.yaml")).Tasks;
            Assert.Throws<OperationCanceledException>(() => runner.Run(tasks, team, Parallelism.InsideTasks));
        }
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*.state", SearchOption.AllDirectories));
        Run(text, 1, folder.Path);
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(folder.Path));

        IObjective Watched(IObjective objective) =>
            new CountingObjective(
                objective,
                (kind, count) =>
                {
                    seen += kind == EvaluationKind.Gradient ? count : 0;
                    if (seen > gradients)
                    {
                        cancel.Cancel();
                    }
                }
            );
    }

    [Theory]
    [InlineData("profile-likelihood(coefficient=q)", "learns no number 'q', expected one of k")]
    [InlineData("profile-likelihood(coefficient=a)", "'a' of 'galerkin' is a function")]
    [InlineData("profile-likelihood(level=1)", "level")]
    [InlineData("profile-likelihood(optimizer=newton-cg)", "newton-cg")]
    public void What_cannot_be_profiled_is_refused(string entry, string reason)
    {
        var text = $$"""
            name: numbers
            problem:
              domain: interval(0, 1)
              coefficients: [k = 1, a(x)]
              residual: D(a*D(u, x), x) - k
              conditions: u = 0 on boundary
            network: mlp(width=3, depth=1, activation=tanh)
            quadrature: gauss:8
            formulations: galerkin
            seeds: 1
            train: { optimizer: lm(steps=2) }
            analyses: ["{{entry}}"]
            """;
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_without_numbers_is_refused()
    {
        const string text = """
            name: numbers
            problem: poisson(dim=1)
            network: mlp(width=3, depth=1)
            quadrature: gauss:8
            formulations: ritz
            seeds: 1
            train: { optimizer: adam, steps: 2 }
            analyses: [profile-likelihood]
            """;
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains("coefficients: k = 1", fault.Message, StringComparison.Ordinal);
    }

    private static List<ProfileLikelihoodRecord> Run(string text, int threads, string path)
    {
        using var team = new WorkerTeam(threads, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "study.yaml"), path), team).Plan;
        var store = new ResultStore(path);
        return
        [
            .. plan
                .Tasks.Where(t => t.Kind == "profile-likelihood")
                .Select(t => RecordJson.Read<ProfileLikelihoodRecord>(store.TryRead(t.Key, out _)!.Record)),
        ];
    }

    /// <summary>u_t = k u_xx from 40 values with noise of 0.05.</summary>
    private string Text(string coefficients, string k, string? known)
    {
        var path = Path.Combine(values.Path, "measured.csv");
        var (places, noise) = (new double[80], new double[40]);
        new RandomStream(1, "places").FillUniform(places);
        new RandomStream(1, "noise").FillGaussian(noise);
        File.WriteAllLines(
            path,
            [
                "x,t,u,u_sigma",
                .. noise.Select(
                    (e, i) =>
                    {
                        var (x, t) = (places[2 * i], places[(2 * i) + 1]);
                        var u = (Math.Exp(-Truth * Math.PI * Math.PI * t) * Math.Sin(Math.PI * x)) + (0.05 * e);
                        return string.Create(CultureInfo.InvariantCulture, $"{x:R},{t:R},{u:R},0.05");
                    }
                ),
            ]
        );
        var learned = coefficients.Split(';');
        return $$"""
            name: numbers
            problem:
              domain: interval(0, 1) x time(1)
              coefficients: [{{string.Join(", ", learned)}}]
              residual: D(u, t) - {{k}}*D(u, x, x)
              conditions:
                - u = 0 on boundary
                - u = sin(pi*x) at t=0
              data: {{path}}
              reference: {{(known is null ? "none" : $"[exp(-pi^2*t/4)*sin(pi*x), {known}]")}}
            network: mlp(width=6, depth=2, activation=tanh)
            trial: hard
            quadrature: gauss:16
            formulations: "galerkin(weights=data=1e-8)"
            seeds: 1
            train: { initializer: xavier-normal, optimizer: lm(steps=150) }
            analyses: ["profile-likelihood(points={{(learned.Length == 1 ? 4 : 2)}}, further=2, steps=60)"]
            """;
    }
}
