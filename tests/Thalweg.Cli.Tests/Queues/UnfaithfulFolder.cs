using System.Diagnostics;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>Processes of the program whose files behave as those of a file server may, by a library that is loaded before theirs.</summary>
internal sealed class UnfaithfulFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("thalweg-unfaithful-");

    public string Folder => At("out");

    public string At(string name) => Path.Combine(root.FullName, name);

    /// <summary>Builds the library, or skips the test where it cannot be built.</summary>
    public static UnfaithfulFolder Create()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux, whose loader takes a library first");
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "gcc"))),
            "there is no C compiler; Debian has it as gcc (apt-get install gcc)"
        );
        var folder = new UnfaithfulFolder();
        var source = CommandLine.InRepository("tests/Thalweg.Cli.Tests/Queues/unfaithful.c");
        using var gcc = ProgramRun.Bash(
            folder.root.FullName,
            $"gcc -O2 -Wall -Werror -shared -fPIC -o unfaithful.so '{source}' -ldl"
        );
        var built = ProgramRun.Finish(gcc);
        Assert.True(built.Code == 0, built.Error);
        return folder;
    }

    /// <summary>Starts <c>thalweg</c>.</summary>
    public Process Start(params IEnumerable<string> arguments)
    {
        var start = CommandLine.Start(arguments);
        start.Environment["LD_PRELOAD"] = At("unfaithful.so");
        start.Environment["THALWEG_UNFAITHFUL"] = Folder;
        return Process.Start(start)!;
    }

    public void Dispose() => root.Delete(recursive: true);
}
