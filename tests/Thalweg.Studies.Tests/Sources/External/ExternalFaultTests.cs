using System.Diagnostics;
using System.Globalization;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>Each way in which a process can fail has its message, and nothing is left running.</summary>
public sealed class ExternalFaultTests
{
    [Fact]
    public void A_program_that_does_not_exist_is_named()
    {
        var fault = Fault(new ExternalCommand(["thalweg-no-such-program"], [], AppContext.BaseDirectory));
        Assert.Equal(ExternalFault.NotStarted, fault.Fault);
        Assert.Contains("'thalweg-no-such-program' on the search path", fault.Message, StringComparison.Ordinal);
        fault = Fault(new ExternalCommand(["./none.sh"], [], AppContext.BaseDirectory));
        Assert.Contains(
            $"'./none.sh' does not exist in {AppContext.BaseDirectory}",
            fault.Message,
            StringComparison.Ordinal
        );
        fault = Fault(new ExternalCommand(["sh"], [], "/no/such/folder"));
        Assert.Contains("'/no/such/folder'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_program_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "loss"), "text");
        var fault = Fault(new ExternalCommand(["./loss"], [], folder.Path));
        Assert.Equal(ExternalFault.NotStarted, fault.Fault);
        Assert.Contains("cannot be started", fault.Message, StringComparison.Ordinal);
        fault = Fault(new ExternalCommand(["loss"], [], folder.Path));
        Assert.Contains("write './loss'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crash-at-start", ExternalFault.Ended, "ended with exit code 7 before", "  cannot find my data")]
    [InlineData("print-at-start", ExternalFault.Printed, "printed 'Loading the model ...'", "print to standard error")]
    public void A_process_that_does_not_describe_itself_is_explained(
        string kind,
        ExternalFault expected,
        string what,
        string detail
    )
    {
        var fault = Fault(TwinProgram.Command("rosenbrock", "5", $"misbehave={kind}"));
        Assert.Equal(expected, fault.Fault);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(detail, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crash", ExternalFault.Ended, "exit code 9")]
    [InlineData("print", ExternalFault.Printed, "printed 'epoch 1' to its")]
    [InlineData("print-a-letter", ExternalFault.Printed, "printed 'x' to its standard output")]
    [InlineData("short", ExternalFault.WrongSize, "answered 3 values with 16 bytes, expected 24 (3 doubles)")]
    [InlineData("long", ExternalFault.WrongSize, "answered 3 values with 32 bytes, expected 24 (3 doubles)")]
    [InlineData("twice", ExternalFault.Printed, "answered request 1 where 2 was asked")]
    [InlineData("error", ExternalFault.Refused, "with an error: the matrix is singular")]
    public void A_wrong_answer_is_explained(string kind, ExternalFault expected, string message)
    {
        using var program = TwinProgram.Start("rosenbrock", "5", $"misbehave={kind}", "after=1");
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var losses = new double[3];
        objective.Values(new double[15], losses, default, default, WorkerTeam.Sequential);
        Assert.Equal([4, 4, 4], losses);
        var fault = Assert.Throws<ExternalProcessException>(() =>
            objective.Values(new double[15], losses, default, default, WorkerTeam.Sequential)
        );
        Assert.Equal(expected, fault.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(kind == "crash" ? 9 : null, fault.ExitCode);
    }

    [Fact]
    public void The_end_of_standard_error_is_told_without_what_a_terminal_would_obey()
    {
        var fault = FaultOfValue(TwinProgram.Command("rosenbrock", "5", "misbehave=crash"));
        Assert.Equal("first line\nsecond line\n [31mout of memory [0m", fault.StandardError);
        Assert.EndsWith(
            ":\n  first line\n  second line\n   [31mout of memory [0m",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("hang-at-start", "waiting for a licence")]
    [InlineData("hang", "deadlocked")]
    public void A_process_that_is_too_late_is_stopped(string kind, string said)
    {
        using var folder = new TemporaryFolder();
        var command = TwinProgram.Command("rosenbrock", "5", $"misbehave={kind}", $"notes={folder.Path}") with
        {
            Timeout = 1.5,
        };
        var clock = Stopwatch.StartNew();
        var fault = FaultOfValue(command);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.4, 30);
        Assert.Equal(ExternalFault.TimedOut, fault.Fault);
        Assert.Contains("was stopped after 1.5 s, before it", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(said, fault.Message, StringComparison.Ordinal);
        AssertGone(folder);
    }

    [Fact]
    public void A_request_that_nobody_reads_is_late_too()
    {
        // Larger than what a pipe holds; the process sleeps over the first request and never reads the second.
        var command = new ExternalCommand(
            ["sh", "-c", """echo '{"thalweg": 1, "name": "deaf", "parameters": 100000}'; sleep 300"""],
            [],
            AppContext.BaseDirectory
        )
        {
            Timeout = 1,
        };
        using var program = new ExternalProgram(command);
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var fault = Assert.Throws<ExternalProcessException>(() =>
            objective.Values(new double[100_000], new double[1], default, default, WorkerTeam.Sequential)
        );
        Assert.Equal(ExternalFault.TimedOut, fault.Fault);
    }

    [Fact]
    public void A_process_that_closes_its_output_is_told_from_one_that_ends()
    {
        var fault = FaultOfValue(
            new ExternalCommand(
                ["sh", "-c", """echo '{"thalweg": 1, "name": "mute", "parameters": 5}'; exec 1>&-; sleep 300"""],
                [],
                AppContext.BaseDirectory
            )
        );
        Assert.Equal(ExternalFault.Ended, fault.Fault);
        Assert.Contains("closed its standard output", fault.Message, StringComparison.Ordinal);
        Assert.Null(fault.ExitCode);
    }

    [Fact]
    public void A_process_that_failed_is_replaced_and_one_that_refused_is_not()
    {
        using var folder = new TemporaryFolder();
        foreach (var (kind, starts) in new[] { ("crash", 2), ("error", 3) })
        {
            using var program = TwinProgram.Start(
                "rosenbrock",
                "5",
                $"misbehave={kind}",
                "after=0",
                $"notes={folder.Path}"
            );
            var objective = program.Objective(TestContext.Current.CancellationToken);
            for (var i = 0; i < 2; i++)
            {
                Assert.Throws<ExternalProcessException>(() =>
                    objective.Values(new double[5], new double[1], default, default, WorkerTeam.Sequential)
                );
            }
            Assert.Equal(starts, Twin.Started(folder.Path).Count);
        }
    }

    [Fact]
    public void Cancellation_stops_the_processes_at_work()
    {
        using var folder = new TemporaryFolder();
        using var program = new ExternalProgram(
            TwinProgram.Command("rosenbrock", "5", "misbehave=hang", $"notes={folder.Path}") with
            {
                Processes = 2,
            }
        );
        var objective = program.Objective(TestContext.Current.CancellationToken);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var team = new WorkerTeam(1, source.Token);
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            objective.Values(new double[500], new double[100], default, default, team)
        );
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 20);
        Assert.Equal(2, Twin.Started(folder.Path).Count);
        AssertGone(folder);
    }

    [Fact]
    public void What_a_process_started_is_stopped_with_it()
    {
        var command = TwinProgram.Command("rosenbrock", "5", "misbehave=hang-with-child") with { Timeout = 2 };
        var fault = FaultOfValue(command);
        var other = int.Parse(fault.StandardError["started ".Length..], CultureInfo.InvariantCulture);
        Assert.True(Twin.HasEnded(other), $"{other} is still there");
    }

    [Fact]
    public void A_process_that_does_not_end_with_its_input_is_stopped_and_told_of()
    {
        using var folder = new TemporaryFolder();
        var warnings = new List<string>();
        using (
            var program = new ExternalProgram(
                TwinProgram.Command("rosenbrock", "5", "misbehave=stay", $"notes={folder.Path}"),
                warn: warnings.Add
            )
        )
        {
            program.Describe(TestContext.Current.CancellationToken);
        }
        var warning = Assert.Single(warnings);
        Assert.Contains("went on for 5 s after its input ended and was stopped", warning, StringComparison.Ordinal);
        Assert.Contains("still saving", warning, StringComparison.Ordinal);
        AssertGone(folder);
    }

    [Fact]
    public void A_process_that_behaves_ends_without_a_word()
    {
        using var folder = new TemporaryFolder();
        var warnings = new List<string>();
        using (
            var program = new ExternalProgram(
                TwinProgram.Command("rosenbrock", "5", $"notes={folder.Path}") with
                {
                    Processes = 2,
                },
                warn: warnings.Add
            )
        )
        {
            program.Objective(TestContext.Current.CancellationToken);
        }
        Assert.Empty(warnings);
        Assert.Equal(2, Twin.Started(folder.Path).Count);
        AssertGone(folder);
    }

    [Fact]
    public void Processes_of_one_command_must_agree()
    {
        using var folder = new TemporaryFolder();
        var script = """
            echo "{\"thalweg\": 1, \"name\": \"n$$\", \"parameters\": 1}"; cat > /dev/null
            """;
        var command = new ExternalCommand(["sh", "-c", script], [], folder.Path) { Processes = 2 };
        using var program = new ExternalProgram(command);
        program.Describe(TestContext.Current.CancellationToken);
        var fault = Assert.Throws<ExternalProcessException>(() =>
            program
                .Objective(TestContext.Current.CancellationToken)
                .Values(new double[64], new double[64], default, default, WorkerTeam.Sequential)
        );
        Assert.Equal(ExternalFault.WrongDescription, fault.Fault);
        Assert.Contains("describe themselves differently", fault.Message, StringComparison.Ordinal);
    }

    private static ExternalProcessException Fault(ExternalCommand command)
    {
        using var program = new ExternalProgram(command);
        return Assert.Throws<ExternalProcessException>(() => program.Describe(TestContext.Current.CancellationToken));
    }

    private static ExternalProcessException FaultOfValue(ExternalCommand command)
    {
        using var program = new ExternalProgram(command);
        return Assert.Throws<ExternalProcessException>(() =>
            program
                .Objective(TestContext.Current.CancellationToken)
                .Values(new double[5], new double[1], default, default, WorkerTeam.Sequential)
        );
    }

    private static void AssertGone(TemporaryFolder folder) =>
        Assert.All(Twin.Started(folder.Path), id => Assert.True(Twin.HasEnded(id), $"{id} is still there"));
}
