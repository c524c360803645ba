using System.Buffers.Binary;
using System.Text;
using Thalweg.Formats.Arrays;

namespace Thalweg.Formats.Tests.Arrays;

public sealed class HostileArrayTests
{
    [Theory]
    [InlineData("refused-objects.npy", "Python objects ('|O'), which are never loaded")]
    [InlineData("refused-text.npy", "element type '<U2' is not supported: save the array as float64")]
    [InlineData("refused-complex.npy", "element type '<c16' is not supported")]
    [InlineData("refused-record.npy", "where a quoted name (arrays of records are not read) is expected")]
    public void Other_element_types_are_refused_by_name(string name, string expected)
    {
        var message = Assert.Throws<ArrayFormatException>(() => NpyFile.Read(ArrayFixtures.PathOf(name))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith(ArrayFixtures.PathOf(name), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Python_objects_inside_an_archive_are_refused_by_entry()
    {
        var path = ArrayFixtures.PathOf("refused-objects.npz");
        var message = Assert.Throws<ArrayFormatException>(() => NpzFile.Read(path)).Message;
        Assert.StartsWith($"entry 'bad.npy' of {path}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,), }",
        "extent 1152921504606846976"
    )]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647), }",
        "at most 2147483591 values"
    )]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483591,), }",
        "17179868728 bytes, but 16 bytes follow"
    )]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "extent -1, expected 0 to")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", "8 bytes, but 16 bytes follow")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "24 bytes, but 16 bytes follow")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2.0,), }", "where ')' is expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (a,), }", "where a whole number is expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (2,), }", "where True or False is expected")]
    [InlineData("{'descr': '<f8', 'shape': (2,), }", "lacks one of the keys")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'shape': (2,), }", "has the key 'descr', expected")]
    [InlineData("{'descr': '<f8', 'magic': 3}", "has the key 'magic', expected")]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), } import os",
        "where the end of the header is expected"
    )]
    [InlineData("{'descr': '<f8", "where a closing quote is expected")]
    [InlineData("{'descr'", "ends where ':' is expected")]
    [InlineData("[]", "where '{' is expected")]
    [InlineData("", "ends where '{' is expected")]
    [InlineData("{'descr': '<f3', 'fortran_order': False, 'shape': (2,), }", "element type '<f3'")]
    [InlineData("{'descr': '\u0001\nboom', 'fortran_order': False, 'shape': (2,), }", "element type '??boom'")]
    public void A_lying_header_is_refused_at_little_cost(string header, string expected)
    {
        var text = Encoding.Latin1.GetBytes(header);
        byte[] file =
        [
            0x93,
            .. "NUMPY\u0001\0"u8,
            (byte)text.Length,
            (byte)(text.Length >> 8),
            .. text,
            .. new byte[16],
        ];
        AssertRefused(file, NpyFile.Read, expected);
    }

    [Fact]
    public void A_header_with_too_many_axes_is_refused()
    {
        var shape = string.Concat(Enumerable.Repeat("1,", 65));
        var text = Encoding.ASCII.GetBytes($"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}");
        byte[] file =
        [
            0x93,
            .. "NUMPY\u0001\0"u8,
            (byte)text.Length,
            (byte)(text.Length >> 8),
            .. text,
            .. new byte[8],
        ];
        AssertRefused(file, NpyFile.Read, "more than 64 axes");
    }

    [Fact]
    public void Wrong_magic_wrong_version_and_endless_headers_are_refused()
    {
        var good = ArrayFixtures.Bytes("f8-little.npy");
        AssertRefused([], NpyFile.Read, "too short for a NumPy array");
        AssertRefused("not an array"u8.ToArray(), NpyFile.Read, "magic string");
        AssertRefused(
            [.. good[..6], 9, 0, .. good[8..]],
            NpyFile.Read,
            "format version is 9.0, expected 1.0, 2.0 or 3.0"
        );
        AssertRefused(
            [.. good[..8], 255, 255, .. good[10..]],
            NpyFile.Read,
            "65535 bytes long, expected at most 10000"
        );
        AssertRefused([.. good[..6], 2, 0, 255, 255, 255, 255, .. good[10..]], NpyFile.Read, "4294967295 bytes long");
    }

    [Theory]
    [InlineData("f8-big.npy")]
    [InlineData("fortran.npy")]
    [InlineData("version-3.npy")]
    public void An_array_cut_at_any_byte_is_refused(string name)
    {
        var whole = ArrayFixtures.Bytes(name);
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], NpyFile.Read);
        }
    }

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void An_archive_cut_at_any_byte_is_refused(string name)
    {
        var whole = ArrayFixtures.Bytes(name);
        for (var length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], NpzFile.Read);
        }
    }

    [Theory]
    [InlineData("f8-little.npy")]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Changed_bytes_give_arrays_or_a_format_error_and_nothing_else(string name)
    {
        Func<string, object> read = name.EndsWith(".npz", StringComparison.Ordinal) ? NpzFile.Read : NpyFile.Read;
        var whole = ArrayFixtures.Bytes(name);
        // A fixed linear congruence: the same damage in every run.
        var state = 1u;
        uint Next() => (state = (state * 1664525) + 1013904223) >> 8;
        using var file = new ScratchFile();
        for (var trial = 0; trial < 700; trial++)
        {
            var damaged = whole.ToArray();
            for (var flips = 1 + (Next() % 3); flips > 0; flips--)
            {
                damaged[Next() % damaged.Length] = (byte)Next();
            }
            File.WriteAllBytes(file.Path, damaged);
            try
            {
                read(file.Path);
            }
            catch (ArrayFormatException) { }
        }
    }

    [Theory]
    [InlineData(1L << 29, "claim to expand to more than 268435456")]
    [InlineData(100L << 20, "cut short: 104857472 bytes of values are expected")]
    public void An_archive_that_lies_about_its_expanded_size_costs_little(long claimed, string expected)
    {
        var header = Encoding.Latin1.GetBytes(
            $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({claimed - 128},), }}".PadRight(118)
        );
        using var memory = new MemoryStream();
        using (
            var archive = new System.IO.Compression.ZipArchive(
                memory,
                System.IO.Compression.ZipArchiveMode.Create,
                true
            )
        )
        {
            using var entry = archive.CreateEntry("a.npy").Open();
            entry.Write([0x93, .. "NUMPY\u0001\0"u8, 118, 0, .. header, .. new byte[100_000]]);
        }
        var bytes = memory.ToArray();
        var record = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(record + 24), (uint)claimed);
        AssertRefused(bytes, NpzFile.Read, expected);
    }

    [Fact]
    public void Entries_that_overlap_are_refused()
    {
        var bytes = ArrayFixtures.Bytes("stored.npz");
        var second = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var first = bytes.AsSpan(0, second).LastIndexOf("PK\u0001\u0002"u8);
        bytes.AsSpan(first + 42, 4).CopyTo(bytes.AsSpan(second + 42));
        AssertRefused(bytes, NpzFile.Read, "overlap");
    }

    [Fact]
    public void Entries_of_other_kinds_and_wrong_checksums_are_refused()
    {
        using var memory = new MemoryStream();
        using (
            var archive = new System.IO.Compression.ZipArchive(
                memory,
                System.IO.Compression.ZipArchiveMode.Create,
                true
            )
        )
        {
            using var entry = archive.CreateEntry("readme.txt").Open();
            entry.Write("hello"u8);
        }
        AssertRefused(memory.ToArray(), NpzFile.Read, "entry 'readme.txt' of", "does not end in .npy");

        var damaged = ArrayFixtures.Bytes("stored.npz");
        damaged[damaged.AsSpan().IndexOf("PK\u0001\u0002"u8) - 1] ^= 1;
        AssertRefused(damaged, NpzFile.Read, "checksum is wrong");
    }

    [Fact]
    public void A_missing_file_is_an_io_error()
    {
        Assert.Throws<FileNotFoundException>(() => NpyFile.Read("no-such-file.npy"));
        Assert.Throws<FileNotFoundException>(() => NpzFile.Read("no-such-file.npz"));
    }

    private static void AssertRefused(byte[] content, Func<string, object> read, params ReadOnlySpan<string> expected)
    {
        using var file = new ScratchFile(content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<ArrayFormatException>(() => read(file.Path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
        Assert.Contains(file.Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        foreach (var fragment in expected)
        {
            Assert.Contains(fragment, message, StringComparison.Ordinal);
        }
    }
}
