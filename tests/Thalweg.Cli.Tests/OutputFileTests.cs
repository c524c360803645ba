namespace Thalweg.Cli.Tests;

/// <summary>Files that are left because the process ends are an interruption, not a fault of the disk.</summary>
public sealed class OutputFileTests
{
    [Fact]
    public void What_was_discarded_while_it_was_written_is_cancelled()
    {
        var path = PathIn(out var folder);
        File.WriteAllText(path, "before");
        using (var file = new OutputFile(path))
        {
            Assert.Throws<OperationCanceledException>(() =>
                file.Write(temporary =>
                {
                    File.WriteAllText(temporary, "after");
                    file.Discard();
                })
            );
        }
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Single(folder.GetFiles());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Other_failures_stay_failures()
    {
        var path = PathIn(out var folder);
        using (var file = new OutputFile(path))
        {
            Assert.Throws<IOException>(() => file.Write(_ => throw new IOException("the disk is full")));
        }
        folder.Delete(recursive: true);
    }

    private static string PathIn(out DirectoryInfo folder)
    {
        folder = Directory.CreateTempSubdirectory("thalweg-output-");
        return Path.Combine(folder.FullName, "weights.safetensors");
    }
}
