using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Thalweg.Cli.Tests;

/// <summary>The lines of Python in docs/own-data.md do what the page says.</summary>
public sealed class GuidePythonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Errors_are_read_by_label_and_seed()
    {
        Assert.SkipUnless(Python("python3", "import sys") is { Code: 0 }, "there is no python3 on the search path");
        var study = Path.Combine(folder.Path, "study.yaml");
        File.WriteAllText(study, Workshop.Study);
        var run = CommandLine.Run("run", study, "--out", Path.Combine(folder.Path, "results", "burgers-as-found"));
        Assert.True(run.Code == 0, run.Error);

        var transcript = Python("python3", Block("import csv"))!;

        Assert.True(transcript.Code == 0, transcript.Error);
        var lines = transcript.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["ritz 1", "ritz 2", "galerkin 1", "galerkin 2"], lines.Select(l => l[..l.LastIndexOf(' ')]));
    }

    [Fact]
    public void Points_from_numpy_are_taken()
    {
        Assert.SkipUnless(
            Python("/usr/bin/python3", "import numpy") is { Code: 0 },
            "/usr/bin/python3 has no numpy; Debian has it as python3-numpy (apt-get install python3-numpy)"
        );
        var written = Python("/usr/bin/python3", Block("import numpy"))!;
        Assert.True(written.Code == 0, written.Error);

        var training = CommandLine.Run([
            .. "train --problem poisson --network mlp(width=8,depth=2) --formulation galerkin --json".Split(' '),
            .. "--optimizer lm --steps 20 --quadrature".Split(' '),
            $"points:{Path.Combine(folder.Path, "points.npz")}",
        ]);

        Assert.True(training.Code == 0, training.Error);
        var error = JsonNode.Parse(training.Output)!["errors"]!["relativeL2"]!.GetValue<double>();
        Assert.InRange(error, 0, 1e-3);
    }

    private static string Block(string beginning) =>
        File.ReadAllText(CommandLine.InRepository("docs/own-data.md"))
            .Split("```python\n")
            .Select(part => part.Split("```")[0])
            .Single(block => block.StartsWith(beginning, StringComparison.Ordinal));

    private Transcript? Python(string program, string text)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, ["-c", text])
                {
                    WorkingDirectory = folder.Path,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var transcript = ProgramRun.Finish(process);
            return transcript;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
