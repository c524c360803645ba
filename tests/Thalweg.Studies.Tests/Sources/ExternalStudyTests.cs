using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Sources;

/// <summary>Studies of a loss that another program computes: what names their results, and that a failure loses nothing.</summary>
public sealed class ExternalStudyTests : IDisposable
{
    private const string Objective = "process:sh loss.sh";

    private const string Text = """
        name: external
        objective: OBJECTIVE
        seeds: 1..2
        compare: {optimizer: [lbfgs, adam(rate=1e-3)]}
        train:
          steps: 20
          record: 10
        analyses:
          - roughness(directions=8, intervals=10, radius=0.1)
          - slice(count=11)
        """;

    private readonly TemporaryFolder folder = new();

    public ExternalStudyTests() => Script(folder.Path, $"exec {Twin.Program} rosenbrock 4");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Neither_processes_nor_threads_show_in_the_results()
    {
        var one = Run(Objective, "one", threads: 1);
        var two = Run("process(command=sh loss.sh, processes=2, timeout=60)", "two", threads: 2);
        Assert.Equal((11, 0), (one.Summary.Computed, one.Summary.Unready.Count));
        Assert.Empty(one.Findings);
        Assert.Equal(TemporaryFolder.ResultHashes(At("one")), TemporaryFolder.ResultHashes(At("two")));
    }

    [Fact]
    public void A_result_folder_keeps_the_program_and_runs_it_without_the_original()
    {
        Run(Objective, "kept", threads: 1);
        File.Delete(At("loss.sh"));
        using var programs = new ExternalPrograms();
        var study = StudyReader.ReadFile(At("kept/study.yaml"), programs);
        using var team = new WorkerTeam(1, Token);
        Assert.Equal(0, StudyRunner.Run(new StudyRun(study, At("kept")), team).Summary.Computed);
        Assert.Equal(11, StudyRunner.Run(new StudyRun(study, At("anew")), team).Summary.Computed);
        Assert.Equal(TemporaryFolder.ResultHashes(At("kept")), TemporaryFolder.ResultHashes(At("anew")));
    }

    [Fact]
    public void Results_are_named_by_the_command_and_the_content_of_its_files()
    {
        var keys = Keys(Objective, folder.Path);
        using (var elsewhere = new TemporaryFolder())
        {
            File.Copy(At("loss.sh"), Path.Combine(elsewhere.Path, "loss.sh"));
            Assert.Equal(keys, Keys(Objective, elsewhere.Path));
        }
        Assert.Equal(keys, Keys("process(command=sh loss.sh, processes=3, timeout=5)", folder.Path));
        Assert.Empty(keys.Intersect(Keys("process:sh loss.sh more", folder.Path)));

        File.WriteAllText(At("data"), "1");
        const string WithData = "process(command=sh loss.sh, files=data)";
        var withData = Keys(WithData, folder.Path);
        Assert.Empty(keys.Intersect(withData));
        File.WriteAllText(At("data"), "2");
        Assert.Empty(withData.Intersect(Keys(WithData, folder.Path)));
        Assert.Equal(keys, Keys(Objective, folder.Path));

        File.AppendAllText(At("loss.sh"), "# edited\n");
        Assert.Empty(keys.Intersect(Keys(Objective, folder.Path)));
    }

    [Fact]
    public void A_group_of_keys_is_the_same_call()
    {
        File.WriteAllText(At("a"), "a");
        File.WriteAllText(At("b"), "b");
        var call = Keys("process(command=sh loss.sh, files=a;b)", folder.Path);
        Assert.Equal(call, Keys("{process: {command: sh loss.sh, files: [a, b]}}", folder.Path));
        Assert.Equal(
            call,
            Keys(
                "\n  process:\n    command: sh loss.sh\n    files:\n      - a\n      - b\n    processes: 2",
                folder.Path
            )
        );
    }

    [Fact]
    public void What_a_key_does_not_cover_stands_in_the_study_and_in_no_key()
    {
        const string Note =
            "Results of 'sh loss.sh' are named by its words and its files, not by what is behind sh (found on the search path).";
        Run(Objective, "out", threads: 1);
        using var study = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(At("out"), "study.json")));
        Assert.Equal([Note], study.RootElement.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
        var records = Directory.EnumerateFiles(Path.Combine(At("out"), "results"), "*.json").Select(File.ReadAllText);
        var looking = records.Where(r => !r.Contains("\"kind\":\"comparison\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, looking.Count);
        Assert.All(
            looking,
            record =>
            {
                Assert.Contains("\"command\":\"sh loss.sh\"", record, StringComparison.Ordinal);
                Assert.DoesNotContain("named by its words", record, StringComparison.Ordinal);
                Assert.DoesNotContain(folder.Path, record, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void A_process_that_dies_costs_what_it_was_asked_last()
    {
        Script(
            folder.Path,
            $"if [ -e healed ]; then exec {Twin.Program} rosenbrock 4; fi",
            $"exec {Twin.Program} rosenbrock 4 misbehave=crash only=1 after=14"
        );
        var fault = Assert.Throws<ExternalProcessException>(() => Run(Objective, "out", threads: 1));
        Assert.Equal(ExternalFault.Ended, fault.Fault);
        Assert.EndsWith("out of memory [0m", fault.Message, StringComparison.Ordinal);
        var before = TemporaryFolder.ResultHashes(At("out"));
        Assert.NotEmpty(before);
        // What was done is noted, too.
        var done = before.Keys.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.Superset(done, RunLog.Read(At("out")).Tasks.Keys.ToHashSet<string?>());

        File.WriteAllText(At("healed"), "");
        var rest = Run(Objective, "out", threads: 1);
        Assert.Equal(11, rest.Summary.Computed + rest.Summary.Reused);
        Assert.True(rest.Summary.Reused > 0);
        Run(Objective, "whole", threads: 1);
        var all = TemporaryFolder.ResultHashes(At("out"));
        Assert.Equal(TemporaryFolder.ResultHashes(At("whole")), all);
        Assert.All(before, pair => Assert.Equal(pair.Value, all[pair.Key]));
    }

    [Fact]
    public void Tensors_without_a_start_are_drawn_as_those_of_a_network()
    {
        const string Tensors =
            """describe={"thalweg": 1, "name": "net", "parameters": 4, "offers": ["gradient"], "tensors": [{"name": "a.weight", "shape": [3, 1]}, {"name": "a.bias", "shape": [1]}]}""";
        Script(folder.Path, $"exec {Twin.Program} rosenbrock 4 '{Tensors}' without=terms");
        var text = Text.Replace("  steps", "  initializer: he-normal\n  steps", StringComparison.Ordinal);
        using var programs = new ExternalPrograms();
        var study = Read(text, Objective, folder.Path, programs);
        Assert.Equal("net", study.Variants[0].Source.Label);
        Assert.Equal("he-normal", study.Variants[0].Train.Initializer!.Name);
        Assert.Equal(11, Run(text, Objective, "out", threads: 1).Summary.Computed);
    }

    [Theory]
    [InlineData("process:thalweg-none", ":2:12: there is no program 'thalweg-none' on the search path (PATH)")]
    [InlineData(
        "process(command=sh loss.sh, files=none)",
        ":2:12: the file 'none' that process(files=…) names does not exist"
    )]
    [InlineData(
        "{process: {command: sh loss.sh, files: [none]}}",
        ":2:13: the file 'none' that process(files=…) names"
    )]
    [InlineData("process:sh none.sh", ":2:12: the process 'sh none.sh' ended with exit code ")]
    [InlineData("{process: {command: sh, file: a}}", ":2:36: 'process' has no option 'file'; did you mean 'files'?")]
    [InlineData("{process: [sh]}", ":2:22: expected the options of 'process' as a group of keys, found a list")]
    [InlineData(
        "{process: {command: sh, files: ['a;b']}}",
        ":2:43: expected a text or a list of texts without ';' for files"
    )]
    [InlineData("[sh]", ":2:12: objective: expected an objective, found a list")]
    [InlineData("process:sh loss.sh\nnetwork: mlp(width=4)", "network has no meaning beside objective")]
    [InlineData("process:sh loss.sh\nquadrature: simpson:4", "quadrature has no meaning beside objective")]
    public void What_is_wrong_is_told_with_its_place(string objective, string message)
    {
        using var programs = new ExternalPrograms();
        var fault = Assert.Throws<InputException>(() => Read(Text, objective, folder.Path, programs));
        Assert.Contains(message, fault.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_program_does_not_offer_is_refused_before_anything_is_computed()
    {
        Script(folder.Path, $"exec {Twin.Program} rosenbrock 4 without=residuals,start");
        using var programs = new ExternalPrograms();
        var fault = Assert.Throws<InputException>(() =>
            Read(Text.Replace("lbfgs", "lm", StringComparison.Ordinal), Objective, folder.Path, programs)
        );
        Assert.Contains("'lm' needs a loss that is a sum of squares", fault.Describe(), StringComparison.Ordinal);
        Assert.Contains("has no start for a seed", fault.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roughness(at=trajectory)")]
    [InlineData("sweep")]
    public void A_loss_of_one_parameter_has_no_spread_over_directions(string analysis)
    {
        const string One =
            """describe={"thalweg": 1, "name": "one", "parameters": 1, "offers": ["gradient", "start"]}""";
        Script(folder.Path, $"exec {Twin.Program} rosenbrock 2 '{One}'");
        using var programs = new ExternalPrograms();
        var fault = Assert.Throws<InputException>(() =>
            Read(
                Text.Replace("roughness(directions=8, intervals=10, radius=0.1)", analysis, StringComparison.Ordinal),
                Objective,
                folder.Path,
                programs
            )
        );
        Assert.Contains(":9:5: '", fault.Describe(), StringComparison.Ordinal);
        Assert.Contains("has one parameter and so one line", fault.Describe(), StringComparison.Ordinal);
    }

    private StudyOutcome Run(string objective, string to, int threads) => Run(Text, objective, to, threads);

    private StudyOutcome Run(string text, string objective, string to, int threads)
    {
        using var programs = new ExternalPrograms(warn => Assert.Fail(warn), null, Token);
        using var team = new WorkerTeam(threads, Token);
        return StudyRunner.Run(new StudyRun(Read(text, objective, folder.Path, programs), At(to)), team);
    }

    private static List<string> Keys(string objective, string place)
    {
        using var programs = new ExternalPrograms();
        return [.. StudyPlan.Expand(Read(Text, objective, place, programs)).Tasks.Select(t => t.Key.Hex)];
    }

    private static Study Read(string text, string objective, string place, ExternalPrograms programs) =>
        StudyReader.Read(text.Replace("OBJECTIVE", objective, StringComparison.Ordinal), "study.yaml", place, programs);

    private static void Script(string place, params string[] lines) =>
        File.WriteAllText(Path.Combine(place, "loss.sh"), string.Join('\n', lines) + "\n");

    private string At(string name) => Path.Combine(folder.Path, name);
}
