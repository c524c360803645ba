using System.Collections.Concurrent;
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
        DurableFile.Write(path, "new"u8);

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Writers_of_one_file_do_not_disturb_each_other()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        var texts = Enumerable.Range(0, 4).Select(i => new string((char)('a' + i), 20_000)).ToList();
        var faults = new ConcurrentQueue<Exception>();
        var threads = texts
            .Select(text => new Thread(() =>
            {
                try
                {
                    for (var n = 0; n < 25; n++)
                    {
                        DurableFile.WriteWith(path, temporary => File.WriteAllText(temporary, text));
                        Assert.Contains(File.ReadAllText(path), texts);
                    }
                }
                catch (Exception fault)
                {
                    faults.Enqueue(fault);
                }
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Empty(faults);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void One_path_is_given_once()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        // Two writers of one temporary file would disturb each other now and then.
        var fault = Assert.Throws<ArgumentException>(() => DurableFile.WriteAll([new(path, [1]), new(path, [1])]));
        Assert.Contains($"'{path}' is given twice", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
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
    public void Many_files_are_published_together()
    {
        using var folder = new TemporaryFolder();
        string Name(int i) => Path.Combine(folder.Path, $"file{i:D2}");
        DurableFile.WriteAll([.. Enumerable.Range(0, 20).Select(i => KeyValuePair.Create(Name(i), new[] { (byte)i }))]);

        Assert.Equal(
            Enumerable.Range(0, 20).Select(Name),
            Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal([(byte)i], File.ReadAllBytes(Name(i))));
    }

    [Fact]
    public void One_that_cannot_be_written_publishes_none()
    {
        using var folder = new TemporaryFolder();
        var (good, bad) = (Path.Combine(folder.Path, "file"), Path.Combine(folder.Path, "no-such-folder", "file"));
        Assert.Throws<DirectoryNotFoundException>(() =>
            DurableFile.WriteAll([KeyValuePair.Create(good, new byte[1]), KeyValuePair.Create(bad, new byte[1])])
        );

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_io_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.Write("no-such-folder/file", "x"u8));
}
