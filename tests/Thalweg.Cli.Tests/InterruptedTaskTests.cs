using System.Diagnostics;
using System.Text.Json;
using Thalweg.Studies.Analyses;

namespace Thalweg.Cli.Tests;

/// <summary>In a job of a queue the program ends within ten seconds of a signal, whatever kind of task it is at.</summary>
public sealed class InterruptedTaskTests(InterruptedTaskTests.Trained trained)
    : IClassFixture<InterruptedTaskTests.Trained>
{
    // Ten seconds are promised; a machine with other work takes longer to schedule what has to be done.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(25);

    private const string Wide = "mlp(width=24, depth=4, activation=tanh)";

    // Of up to some hundreds of parameters.
    private const string Narrow = "mlp(width=8, depth=2, activation=tanh)";

    /// <summary>Made of records and trained points alone: they take a moment and cannot be met, as comparisons and profiles. Level sets take seconds once their surface is there, and
    /// look at the signal on their way.</summary>
    private static readonly string[] Momentary = ["embedding", "topology", "groups", "baseline"];

    /// <summary>How a study asks for so much of each kind that it is at it for long.</summary>
    private static readonly Dictionary<string, string> Large = new()
    {
        ["roughness"] = "roughness(directions=20000, intervals=1000, radius=0.3)",
        ["cross"] = "cross(directions=20000, intervals=1000, radius=0.3)",
        ["spectrum"] = "spectrum",
        ["sharpness"] = "sharpness(pairs=1000000)",
        ["kernel"] = "kernel",
        ["density"] = "density(vectors=10000, steps=300)",
        ["trace"] = "trace(method=hutchinson, tolerance=1e-9, products=1000000)",
        ["curvature-path"] = "curvature-path(count=40, tolerance=1e-15, products=100000)",
        ["curvature-points"] = "curvature-points(sizes=20000, draws=1000, tolerance=1e-15, products=100000)",
        ["path"] = "path(method=neb(points=200, steps=1000000, tolerance=1e-15))",
        ["barriers"] = "barriers(images=100, steps=100000000)",
        ["census"] = "census(starts=1000000)",
        ["continuation"] = "continuation(start=50, range=40:60, points=100000, step=1e-6)",
        ["stability"] = "stability(tolerance=1e-15, products=100000)",
        ["similarity"] = "similarity(planes=1000, count=101)",
        ["convexity"] = "convexity(count=201x201, rays=10000)",
        ["learning-coefficient"] = "learning-coefficient(points=100000)",
        ["profile-likelihood"] = "profile-likelihood(width=1, points=10000, steps=100000000, optimizer=adam)",
        ["line"] = "line(count=1000000)",
        ["slice"] = "slice(count=1000000)",
        ["surface"] = "surface(count=2001x2001)",
        ["sweep"] = "sweep(directions=20000, intervals=1000)",
    };

    public static TheoryData<string> Kinds { get; } =
    [.. AnalysisCatalogue.Catalogue.Signatures.Select(signature => signature.Name).Except(Momentary)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_ends_in_time(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        Assert.True(Large.TryGetValue(kind, out var entry), $"say how a study asks for a long '{kind}'");
        var study = trained.Study(kind, entry);
        var start = CommandLine.Start(["run", study, "--out", trained.Folder, "--threads", "1"]);
        start.Environment["SLURM_JOB_ID"] = $"{kind.Length}{kind[0] - 'a'}";
        using var process = Process.Start(start)!;
        var met = trained.IsMet(process, kind);
        Assert.True(
            met,
            $"no task of kind {kind} was met: {(process.HasExited ? process.StandardError.ReadToEnd() : "")}"
        );
        var clock = Stopwatch.StartNew();
        ProgramRun.Signal(process, "USR1");
        var told = ProgramRun.Finish(process, milliseconds: 60_000);
        Assert.Equal(ExitCode.Interrupted, told.Code);
        Assert.True(clock.Elapsed < Promised, $"after {clock.Elapsed}");
        Assert.Contains("interrupted; ", told.Error, StringComparison.Ordinal);
    }

    /// <summary>A study whose training is done, so that what hangs on it begins at once.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("thalweg-interrupted-");

        public Trained()
        {
            File.WriteAllText(At("plain.yaml"), Text("", Wide));
            var told = CommandLine.Run("run", At("plain.yaml"), "--out", Folder);
            Assert.True(told.Code is 0 or 3, told.Error);
        }

        public string Folder => At("out");

        public void Dispose() => root.Delete(recursive: true);

        internal string Study(string kind, string entry)
        {
            File.WriteAllText(
                At($"{kind}.yaml"),
                kind == "profile-likelihood"
                    ? Text($"analyses: [\"{entry}\"]", Narrow, Inverse)
                    : Text($"analyses: [\"{entry}\"]", kind is "census" or "continuation" or "barriers" ? Narrow : Wide)
            );
            return At($"{kind}.yaml");
        }

        /// <summary>Waits until a process begins a task that is neither training nor its profile, and is at it for half a second.</summary>
        internal bool IsMet(Process process, string kind)
        {
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < TimeSpan.FromMinutes(1) && !process.HasExited)
            {
                if (
                    Last($"-{process.Id}-") is { } line
                    && line.Contains("\"event\":\"start\"", StringComparison.Ordinal)
                )
                {
                    using var start = JsonDocument.Parse(line);
                    if (start.RootElement.GetProperty("kind").GetString() is not ("train" or "profile"))
                    {
                        Thread.Sleep(500);
                        return Last($"-{process.Id}-") == line;
                    }
                }
                Thread.Sleep(20);
            }
            return false;
        }

        private string? Last(string writer)
        {
            var journals = Path.Combine(Folder, "results", "journal");
            var journal = Directory.GetFiles(journals, $"*{writer}*").FirstOrDefault();
            return journal is null ? null : File.ReadAllLines(journal).LastOrDefault(line => line.EndsWith('}'));
        }

        private string At(string name) => Path.Combine(root.FullName, name);

        // With a number that is learned.
        private const string Inverse =
            "{ domain: 'box((0, 0), (1, 1))', coefficients: k = 1, residual: 'laplacian(u) - k', conditions: u = 0 on boundary }";

        private static string Text(string analyses, string network, string problem = "poisson(dim=2)") =>
            $$"""
                name: long
                problem: {{problem}}
                network: {{network}}
                quadrature: gauss:40
                formulations: {{(problem == Inverse ? "galerkin" : "[ritz, galerkin]")}}
                seeds: 1..2
                train: { optimizer: adam, steps: 2, checkpoints: [0, 2] }
                {{analyses}}
                """;
    }
}
