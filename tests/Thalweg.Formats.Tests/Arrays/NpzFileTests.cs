using System.IO.Compression;
using System.Text;
using Thalweg.Formats.Arrays;

namespace Thalweg.Formats.Tests.Arrays;

public sealed class NpzFileTests
{
    private static readonly KeyValuePair<string, NpyArray>[] Some =
    [
        new("t1", new NpyArray([3], [-1, 0, 1])),
        new("loss", new NpyArray([2, 2], [1, double.NaN, double.PositiveInfinity, 4])),
        new("größe", new NpyArray([], [0.1])),
        new("none", new NpyArray([0, 7], [])),
    ];

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void What_numpy_wrote_is_read_exactly(string name)
    {
        var arrays = NpzFile.Read(ArrayFixtures.PathOf(name));
        Assert.Equal(["loss", "t1", "ténor"], arrays.Keys);
        foreach (var (key, array) in arrays)
        {
            ArrayFixtures.AssertEqual(ArrayFixtures.Expected[$"{name}/{key}"], array);
        }
    }

    [Fact]
    public void Arrays_survive_a_round_trip_in_order()
    {
        using var file = new ScratchFile();
        NpzFile.Write(file.Path, Some);
        var back = NpzFile.Read(file.Path);
        Assert.Equal(Some.Select(p => p.Key), back.Keys);
        foreach (var (key, array) in Some)
        {
            ArrayFixtures.AssertEqual(array, back[key]);
        }
    }

    [Fact]
    public void The_bytes_are_always_the_same_and_another_zip_reader_accepts_them()
    {
        using var memory = new MemoryStream();
        using (var writer = new NpzWriter(memory, leaveOpen: true))
        {
            writer.Begin("ab", 2);
            writer.Append([1.0]);
            writer.Append([]);
            writer.Append([-2.0]);
            writer.End();
            writer.Complete();
        }
        Assert.Equal(
            "3C2BACE16468EFEF17477D31EEAEC00FC4156BFB0F460F6CBC903B0500D063D5",
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(memory.ToArray()))
        );
        using var archive = new ZipArchive(memory);
        var entry = Assert.Single(archive.Entries);
        Assert.Equal("ab.npy", entry.FullName);
        Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
        using var reader = new BinaryReader(entry.Open());
        Assert.Contains("'shape': (2,), ", Encoding.ASCII.GetString(reader.ReadBytes(128)), StringComparison.Ordinal);
        Assert.Equal([1.0, -2.0], [reader.ReadDouble(), reader.ReadDouble()]);
    }

    [Fact]
    public void Records_of_64_bits_are_written_and_read()
    {
        using var file = new ScratchFile();
        using (var writer = new NpzWriter(File.Create(file.Path), leaveOpen: false, wideFrom: 100))
        {
            foreach (var (key, array) in Some)
            {
                writer.Begin(key, array.Shape);
                writer.Append(array.Values);
                writer.End();
            }
            writer.Complete();
        }
        var back = NpzFile.Read(file.Path);
        foreach (var (key, array) in Some)
        {
            ArrayFixtures.AssertEqual(array, back[key]);
        }
        using var archive = ZipFile.OpenRead(file.Path);
        Assert.Equal(Some.Select(p => p.Key + ".npy"), archive.Entries.Select(e => e.FullName));
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            stream.CopyTo(Stream.Null);
        }
    }

    [Fact]
    public void A_large_grid_is_streamed_in_little_memory()
    {
        using var file = new ScratchFile();
        var row = new double[1001];
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Begin("warm", 1001);
            writer.Append(row);
            writer.End();
            var before = GC.GetAllocatedBytesForCurrentThread();
            writer.Begin("loss", 1001, 1001);
            for (var i = 0; i < 1001; i++)
            {
                row.AsSpan().Fill(i);
                writer.Append(row);
            }
            writer.End();
            writer.Complete();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        }
        Assert.Equal(500 * 1001.0 * 1001, NpzFile.Read(file.Path)["loss"].Values.Sum());
    }

    [Fact]
    public void Misuse_of_the_writer_is_named()
    {
        using var memory = new MemoryStream();
        using var writer = new NpzWriter(memory);
        Throws<InvalidOperationException>("no array is open", () => writer.Append([1]));
        Throws<InvalidOperationException>("no array is open", writer.End);
        Throws<ArgumentException>("shape (-1,) of array 'a' is not possible", () => writer.Begin("a", -1));
        writer.Begin("a", 2);
        Throws<InvalidOperationException>(
            "3 values do not fit into array 'a', which lacks only 2",
            () => writer.Append([1, 2, 3])
        );
        Throws<InvalidOperationException>("array 'a' still lacks 2 values", writer.End);
        Throws<InvalidOperationException>("array 'a' is still open", () => writer.Begin("b", 1));
        Throws<InvalidOperationException>("array 'a' is still open", writer.Complete);
        writer.Append([1, 2]);
        writer.End();
        Throws<ArgumentException>("'a' is empty, too long or taken", () => writer.Begin("a", 1));
        Throws<ArgumentException>("'' is empty, too long or taken", () => writer.Begin("", 1));
        writer.Complete();
        Throws<InvalidOperationException>("comes after Complete()", () => writer.Begin("b", 1));
    }

    [Fact]
    public void Texts_beside_the_arrays_survive_and_disturb_no_reader()
    {
        var path = Path.GetTempFileName();
        try
        {
            var texts = new Dictionary<string, string>
            {
                ["network"] = "mlp(width=4)",
                ["größe"] = "\"PK\u0005\u0006\"",
            };
            NpzFile.Write(path, [new("a", new NpyArray([2], [1, 2]))], texts);
            Assert.Equal(texts, NpzFile.ReadMetadata(path));
            Assert.Equal([1.0, 2.0], NpzFile.Read(path)["a"].Values);
            using (var archive = System.IO.Compression.ZipFile.OpenRead(path))
            {
                Assert.Equal("a.npy", Assert.Single(archive.Entries).FullName);
                Assert.StartsWith("{\"gr", archive.Comment, StringComparison.Ordinal);
            }
            NpzFile.Write(path, [new("a", new NpyArray([2], [1, 2]))]);
            Assert.Empty(NpzFile.ReadMetadata(path));
            foreach (var comment in new[] { "saved by hand", "{", "{\"a\":1}", "{\"a\":\"\\ud800\"}" })
            {
                using (
                    var archive = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update)
                )
                {
                    archive.Comment = comment;
                }
                Assert.Empty(NpzFile.ReadMetadata(path));
            }
            Assert.Contains(
                "an archive holds at most 65535: shorten them",
                Assert
                    .Throws<InvalidOperationException>(() =>
                        NpzFile.Write(path, [], new Dictionary<string, string> { ["long"] = new('x', 70_000) })
                    )
                    .Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_archive_that_was_not_completed_is_refused()
    {
        using var file = new ScratchFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Begin("a", 1);
            writer.Append([1]);
            writer.End();
        }
        Assert.Contains(
            "no zip end record",
            Assert.Throws<ArrayFormatException>(() => NpzFile.Read(file.Path)).Message,
            StringComparison.Ordinal
        );
    }

    private static void Throws<T>(string expected, Action action)
        where T : Exception => Assert.Contains(expected, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
}
