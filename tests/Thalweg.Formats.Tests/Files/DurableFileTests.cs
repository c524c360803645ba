using System.Security.Cryptography;
using Thalweg.Formats.Files;

namespace Thalweg.Formats.Tests.Files;

public sealed class DurableFileTests
{
    [Fact]
    public void A_file_is_replaced_whole_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        DurableFile.Write(path, "old"u8);
        DurableFile.Write(path, "new"u8, ".1");

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        DurableFile.Write(path, "old"u8);
        Assert.Throws<IOException>(() =>
            DurableFile.WriteWith(
                path,
                temporary =>
                {
                    File.WriteAllText(temporary, "half");
                    throw new IOException("the disk is full");
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_writer_of_a_path_gets_the_checksum_of_what_it_wrote()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        var hash = DurableFile.WriteWith(path, temporary => File.WriteAllText(temporary, "abc"));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("abc"u8)), hash);
        Assert.Equal("abc", File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_io_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.Write("no-such-folder/file", "x"u8));
}
