using System.Globalization;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>A program that takes its time is not waited for in silence.</summary>
public sealed class ExternalWaitTests
{
    [Theory]
    [InlineData("hang-at-start", "describe itself")]
    [InlineData("hang", "answer with 32 values")]
    public void What_is_awaited_is_told_once(string kind, string awaited)
    {
        var command = TwinProgram.Command("rosenbrock", "5", $"misbehave={kind}") with { Processes = 2 };
        // On a busy machine the program may need longer than the first time allowed before it hangs where it should.
        foreach (var (timeout, last) in ((double Seconds, bool Last)[])[(1.5, false), (6, false), (24, true)])
        {
            var notes = Notes(command, 5, timeout);
            if (!last && !notes.Last().Contains($"' to {awaited}", StringComparison.Ordinal))
            {
                continue;
            }
            Assert.EndsWith(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"rosenbrock 5 misbehave={kind}' to {awaited}; it is stopped after {timeout} s: process(command=…, timeout=SECONDS) changes that"
                ),
                notes.Last(),
                StringComparison.Ordinal
            );
            Assert.StartsWith("waiting for the process '", notes.Last(), StringComparison.Ordinal);
            Assert.Single(notes, notes.Last());
            break;
        }
    }

    [Fact]
    public void So_is_a_request_that_nobody_reads()
    {
        var command = new ExternalCommand(
            ["sh", "-c", """echo '{"thalweg": 1, "name": "deaf", "parameters": 100000}'; sleep 300"""],
            [],
            AppContext.BaseDirectory
        );
        Assert.Contains(" to take ", string.Join("\n", Notes(command, 100_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_answers_in_time_is_not_spoken_of()
    {
        var notes = new List<string>();
        using var program = new ExternalProgram(TwinProgram.Command("rosenbrock", "5"), null, notes.Add);
        var losses = new double[3];
        program
            .Objective(TestContext.Current.CancellationToken)
            .Values(new double[15], losses, default, default, WorkerTeam.Sequential);
        Assert.Equal([4, 4, 4], losses);
        Assert.Empty(notes);
    }

    private static List<string> Notes(ExternalCommand command, int parameters, double timeout = 1.5)
    {
        var notes = new List<string>();
        void Add(string note)
        {
            lock (notes)
            {
                notes.Add(note);
            }
        }

        using var program = new ExternalProgram(command with { Timeout = timeout }, null, Add)
        {
            Patience = TimeSpan.FromSeconds(0.3),
        };
        var fault = Assert.Throws<ExternalProcessException>(() =>
            program
                .Objective(TestContext.Current.CancellationToken)
                .Values(new double[100 * parameters], new double[100], default, default, WorkerTeam.Sequential)
        );
        Assert.Equal(ExternalFault.TimedOut, fault.Fault);
        return notes;
    }
}
