namespace Thalweg.Cli.Tests;

/// <summary>Where few files may be open at once the program cannot be loaded to its end, and says so: in one line, with an exit code of its own.</summary>
public sealed class FewDescriptorsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-few-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(32)]
    [InlineData(40)]
    [InlineData(48)]
    [InlineData(56)]
    [InlineData(64)]
    [InlineData(72)]
    public void The_fault_is_told(int files)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var run = ProgramRun.Shell(folder.FullName, "loss --objective rosenbrock --at 1,2", $"ulimit -n {files}; ");
        // One file that holds the whole program needs fewer.
        if (run.Code == ExitCode.Done && (files > 48 || CommandLine.Published is not null))
        {
            Assert.StartsWith("loss", run.Output, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(ExitCode.InputOutput, run.Code);
        // The last file that is missing may be one that only the end of the program needs.
        Assert.True(run.Output.Length == 0 || run.Output.StartsWith("loss", StringComparison.Ordinal), run.Output);
        Assert.StartsWith("error: too few files may be open at once", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("'ulimit -n 256' does in a shell\n", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void What_starves_is_told_from_what_is_missing()
    {
        Assert.True(LastResort.IsStarved(new FileNotFoundException("no", "System.Memory, Version=10.0.0.0")));
        Assert.True(LastResort.IsStarved(new IOException("Too many open files", 24)));
        Assert.True(
            LastResort.IsStarved(
                new TypeInitializationException("T", new FileLoadException("no", "Thalweg.Pde, Version=0.1.0.0"))
            )
        );
        Assert.False(LastResort.IsStarved(new FileNotFoundException("no", "weights.safetensors")));
        Assert.False(LastResort.IsStarved(new FileNotFoundException("no")));
        Assert.False(LastResort.IsStarved(new IOException("No space left on device", 28)));
    }
}
