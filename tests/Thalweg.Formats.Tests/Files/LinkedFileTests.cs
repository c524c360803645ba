using System.Diagnostics;
using Thalweg.Formats.Files;

namespace Thalweg.Formats.Tests.Files;

/// <summary>Files that are reached by other names, and paths that are no files.</summary>
public sealed class LinkedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_symbolic_link_stays_and_what_it_leads_to_keeps_its_mode(bool isChain)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes and links are those of Unix");
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        Directory.CreateDirectory(At("elsewhere"));
        var (target, link) = (At("elsewhere/target"), At("link"));
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        // A relative link starts at its own folder.
        File.CreateSymbolicLink(link, isChain ? "second" : "elsewhere/target");
        File.CreateSymbolicLink(At("second"), "elsewhere/target");
        DurableFile.Write(link, "new"u8);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        DurableFile.WriteAll([new(link, [65])]);
        DurableFile.WriteWith(link, temporary => File.AppendAllText(temporary, "B"));
        Assert.Equal("B", File.ReadAllText(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Equal([target], Directory.GetFiles(At("elsewhere")));
    }

    [Fact]
    public void A_link_to_nothing_yet_is_written_through()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links are those of Unix");
        File.CreateSymbolicLink(At("link"), "later");
        DurableFile.Write(At("link"), "new"u8);
        Assert.Equal("new", File.ReadAllText(At("later")));
        Assert.Equal("later", new FileInfo(At("link")).LinkTarget);
    }

    [Fact]
    public void Links_in_a_circle_are_an_io_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links are those of Unix");
        File.CreateSymbolicLink(At("a"), "b");
        File.CreateSymbolicLink(At("b"), "a");
        Assert.ThrowsAny<IOException>(() => DurableFile.Write(At("a"), "new"u8));
        Assert.False(FileIdentity.AreSame(At("a"), At("c")));
    }

    /// <summary>What two names are, made in a folder with the files <c>one</c>, <c>two</c> (of equal length) and the folder <c>sub</c>.</summary>
    [Theory]
    [InlineData("one", "one", true)]
    [InlineData("one", "sub/../one", true)]
    [InlineData("one", "soft", true)]
    [InlineData("soft", "softer", true)]
    [InlineData("one", "hard", true)]
    [InlineData("soft", "hard", true)]
    [InlineData("one", "two", false)]
    [InlineData("hard", "two", false)]
    [InlineData("sub/new", "alias/new", true)]
    [InlineData("sub/new", "deep/new", true)]
    [InlineData("sub/new", "sub/other", false)]
    [InlineData("new", "sub/new", false)]
    [InlineData("dangling", "new", true)]
    [InlineData("new", "new", true)]
    public void Two_names_of_one_file_are_known(string first, string second, bool areSame)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes hard links with a program of Unix");
        File.WriteAllText(At("one"), "1");
        File.WriteAllText(At("two"), "2");
        Directory.CreateDirectory(At("sub"));
        File.CreateSymbolicLink(At("soft"), "one");
        File.CreateSymbolicLink(At("softer"), At("soft"));
        File.CreateSymbolicLink(At("dangling"), "new");
        Directory.CreateSymbolicLink(At("alias"), "sub");
        Directory.CreateSymbolicLink(At("deep"), "sub/../alias");
        Start("ln", At("one"), At("hard"));
        Assert.Equal(areSame, FileIdentity.AreSame(At(first), At(second)));
        Assert.Equal(areSame, FileIdentity.AreSame(At(second), At(first)));
    }

    [Fact]
    public void Folders_and_pipes_are_named_as_such_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a pipe with a program of Unix");
        Start("mkfifo", At("pipe"));
        File.WriteAllText(At("file"), "");
        Assert.Contains(
            "is a folder",
            Assert.Throws<IOException>(() => RegularFile.OpenRead(folder.Path)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is a pipe",
            Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(At("pipe"))).Message,
            StringComparison.Ordinal
        );
        Assert.Null(RegularFile.Misfit(At("file")));
        Assert.Null(RegularFile.Misfit(At("absent")));
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(At("absent")));
    }

    private string At(string name) => Path.Combine(folder.Path, name);

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
