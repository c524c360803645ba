using System.Runtime.InteropServices;
using Thalweg.Studies.Store;

namespace Thalweg.Cli.Tests;

/// <summary>Results have the same bytes whatever vector instructions the processor offers.</summary>
public sealed class InstructionSetTests
{
    private const string Text = """
        name: bits
        problem: poisson(dim=2)
        network: mlp(width=5, depth=2, activation=gelu)
        trial: none
        quadrature: monte-carlo(points=40, redraw=step)
        formulations: [ritz(penalty=10), galerkin(penalty=10)]
        seeds: 1
        train:
          optimizer: adam(rate=1e-2)
          schedule: cosine(steps=30)
          steps: 30
          record: 10
        analyses:
          - cross(directions=6, intervals=6, radius=1)
          - surface(count=3x3)
        """;

    /// <summary>Switches of the runtime, and the widest vectors that are left on processors of any kind.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Switches = new Dictionary<string, string[]>
    {
        ["EnableAVX512"] = ["256 bits", "128 bits"],
        ["EnableAVX2"] = ["128 bits"],
        ["EnableHWIntrinsic"] = ["none"],
    };

    [Fact]
    public async Task Switching_instructions_off_changes_no_byte()
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64,
            "the switches are those of x64 processors"
        );
        var root = Directory.CreateTempSubdirectory("thalweg-bits-").FullName;
        var study = Path.Combine(root, "study.yaml");
        await File.WriteAllTextAsync(study, Text, TestContext.Current.CancellationToken);
        string Folder(string name) => Path.Combine(root, name);
        var plain = StudyProcess.Finish(StudyProcess.Start(study, Folder("plain"), threads: 2));
        var others = Switches.Keys.Select(off =>
            StudyProcess.Finish(StudyProcess.Start(study, Folder(off), threads: 2, off))
        );
        await Task.WhenAll(others.Prepend(plain));

        var expected = StudyProcess.ResultHashes(Folder("plain"));
        foreach (var (off, widest) in Switches)
        {
            // The runtime ignores switches it does not know, so first make sure that the instructions were off.
            Assert.Contains(RunLog.Read(Folder(off)).Processes[0].Vectors, widest);
            Assert.Equal(expected, StudyProcess.ResultHashes(Folder(off)));
        }
        Directory.Delete(root, recursive: true);
    }
}
