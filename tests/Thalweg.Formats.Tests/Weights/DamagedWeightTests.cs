using System.IO.Compression;
using Thalweg.Formats.Weights;

namespace Thalweg.Formats.Tests.Weights;

/// <summary>Weight files cut short and with changed bytes.</summary>
public sealed class DamagedWeightTests
{
    private const int Trials = 2000;

    public static TheoryData<string> Forms =>
        [
            "legacy-f64.pt",
            "legacy-protocol4.pt",
            "legacy-view.pt",
            "legacy-checkpoint-model-state-dict.pt",
            "legacy-checkpoint-protocol4.pt",
            "legacy-python2.pt",
            "buffers.safetensors",
            "zip-f64.pt",
            "zip-big-endian.pt",
            "f64.safetensors",
        ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        var whole = WeightFixtures.Bytes(name);
        for (var length = 1; length < whole.Length; length++)
        {
            var source = new WeightSource(name, whole[..length]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<WeightFormatException>(() => TensorFile.Parse(source).ReadAll());
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Changed_bytes_give_tensors_or_a_format_error_and_nothing_else(string name)
    {
        var whole = WeightFixtures.Bytes(name);
        // A fixed linear congruence: the same damage in every run.
        var state = 1u;
        uint Next() => (state = (state * 1664525) + 1013904223) >> 8;
        for (var trial = 0; trial < Trials; trial++)
        {
            var damaged = whole.ToArray();
            for (var flips = 1 + (Next() % 3); flips > 0; flips--)
            {
                damaged[Next() % damaged.Length] = (byte)Next();
            }
            var source = new WeightSource(name, damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Tolerate(() => TensorFile.Parse(source).ReadAll());
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    // Checksums stop most damage to zip files before it reaches the pickle, so the pickle is damaged first and packed after.
    [Theory]
    [InlineData("zip-f64.pt")]
    [InlineData("zip-checkpoint-objects.pt")]
    [InlineData("zip-attributes.pt")]
    [InlineData("zip-two-networks.pt")]
    public void Changed_pickles_in_sound_archives_give_tensors_or_a_format_error_and_nothing_else(string fixture)
    {
        var state = 1u;
        uint Next() => (state = (state * 1664525) + 1013904223) >> 8;
        for (var trial = 0; trial < 500; trial++)
        {
            var packed = Repacked(
                fixture,
                (name, content) =>
                {
                    if (name.EndsWith("data.pkl", StringComparison.Ordinal))
                    {
                        content[Next() % content.Length] = (byte)Next();
                    }
                    return content;
                }
            );
            Tolerate(() => TensorFile.Parse(new WeightSource("w.pt", packed)).ReadAll());
        }
    }

    [Theory]
    [InlineData("a changed weight", "its entry 'zip-f64/data/0' has a wrong checksum: it is damaged")]
    [InlineData("a lost storage", "it has no entry 'zip-f64/data/0', which its tensors refer to")]
    [InlineData(
        "a short storage",
        "its entry 'zip-f64/data/0' has 8 bytes, but its tensors expect 6 values of 8 bytes"
    )]
    [InlineData("a lost pickle", "it is a zip archive without NAME/data.pkl")]
    [InlineData("a compressed pickle", "its entry 'zip-f64/data.pkl' is compressed, which torch.save never does")]
    public void A_damaged_archive_is_refused_by_entry(string damage, string expected)
    {
        var file = Repacked(
            "zip-f64.pt",
            (name, content) =>
                (damage, name) switch
                {
                    ("a lost storage", "zip-f64/data/0") or ("a lost pickle", "zip-f64/data.pkl") => null,
                    ("a short storage", "zip-f64/data/0") => content[..8],
                    _ => content,
                },
            damage == "a compressed pickle" ? CompressionLevel.Optimal : CompressionLevel.NoCompression
        );
        if (damage == "a changed weight")
        {
            var tensor = WeightFixtures.Expected["zip-f64.pt"][0];
            file[file.AsSpan().IndexOf(BitConverter.GetBytes(tensor.Values[0]))] ^= 1;
        }
        var message = Assert
            .Throws<WeightFormatException>(() => TensorFile.Parse(new WeightSource("w.pt", file)).ReadAll())
            .Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static byte[] Repacked(
        string fixture,
        Func<string, byte[], byte[]?> change,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var packed = new MemoryStream();
        using (var original = new ZipArchive(new MemoryStream(WeightFixtures.Bytes(fixture))))
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in original.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                {
                    stream.CopyTo(content);
                }
                if (change(entry.FullName, content.ToArray()) is { } changed)
                {
                    using var stream = archive.CreateEntry(entry.FullName, level).Open();
                    stream.Write(changed);
                }
            }
        }
        return packed.ToArray();
    }

    private static void Tolerate(Action read)
    {
        try
        {
            read();
        }
        catch (WeightFormatException) { }
    }
}
