using System.Buffers.Binary;
using System.Text;
using Thalweg.Formats.Weights;

namespace Thalweg.Formats.Tests.Weights;

public sealed class HostileSafetensorsTests
{
    private const string Good = """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""";

    [Theory]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,24]}}""",
        "claims the bytes 0 to 24 of the data, but there are 16"
    )]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[16,0]}}""", "claims the bytes 16 to 0 of the data")]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[3],"data_offsets":[0,16]}}""",
        "16 bytes of data, which do not fit its shape [3] of F64"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", "do not fit its shape [2] of F32")]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""",
        "its tensors end at byte 8 of the data, but there are 16"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""",
        "the data of tensor 'a' begin at 8, expected 0"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""",
        "the data of tensor 'b' begin at 8, expected 16: tensors must neither overlap nor leave gaps"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1152921504606846976],"data_offsets":[0,16]}}""",
        "has an impossible shape"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2147483647,2147483647],"data_offsets":[0,16]}}""",
        "do not fit its shape"
    )]
    [InlineData("""{"a":{"dtype":"F64","shape":[-2],"data_offsets":[0,16]}}""", "not whole numbers from 0 to 2^63 - 1")]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2.5],"data_offsets":[0,16]}}""",
        "not whole numbers from 0 to 2^63 - 1"
    )]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,99999999999999999999]}}""", "not whole numbers")]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8,16]}}""",
        "lacks dtype, shape or a pair of data_offsets"
    )]
    [InlineData("""{"a":{"dtype":"F64","data_offsets":[0,16]}}""", "lacks dtype, shape or a pair of data_offsets")]
    [InlineData(
        """{"a":{"dtype":"F64","dtype":"F64"}}""",
        "has the key 'dtype', expected dtype, shape and data_offsets, each once"
    )]
    [InlineData("""{"a":{"code":"x"}}""", "has the key 'code', expected dtype, shape and data_offsets")]
    [InlineData(
        """{"a":{"dtype":"F8_E4M3","shape":[16],"data_offsets":[0,16]}}""",
        "the element type F8_E4M3, expected F64, F32, F16 or BF16"
    )]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"a":{}}""", "its header names 'a' twice")]
    [InlineData("""{"__metadata__":{"n":1}}""", "its __metadata__ is not an object of texts")]
    [InlineData("""{"a":3}""", "is not valid JSON")]
    [InlineData("""{"a":[[[[[[""", "is not valid JSON")]
    [InlineData("""{"\ud800":{}}""", "is not valid JSON")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}} {}""", "is not valid JSON")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":{}}}""", "is not valid JSON")]
    [InlineData("{}", "its tensors end at byte 0 of the data, but there are 16")]
    public void A_lying_header_is_refused_by_name(string header, string expected) =>
        AssertRefused(File(header), expected);

    [Fact]
    public void A_header_longer_than_the_file_is_refused()
    {
        var file = File(Good);
        BinaryPrimitives.WriteUInt64LittleEndian(file, 1UL << 60);
        AssertRefused(file, "claims 1152921504606846976 bytes, but 71 bytes follow");
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        AssertRefused(file, "claims 18446744073709551615 bytes");
    }

    [Fact]
    public void A_header_nested_a_million_deep_is_refused() =>
        AssertRefused(File("{\"a\":" + new string('[', 1_000_000)), "is not valid JSON");

    [Fact]
    public void A_header_that_begins_like_a_pickle_is_told_apart()
    {
        var header = Good.PadRight(0x280);
        var tensor = Assert.Single(TensorFile.Parse(new WeightSource("w", File(header))).ReadAll());
        Assert.Equal([0.0, 0.0], tensor.Values);
    }

    [Fact]
    public void The_pieces_make_a_valid_file_when_nothing_lies() =>
        Assert.Equal([2], Assert.Single(TensorFile.Parse(new WeightSource("w", File(Good))).ReadAll()).Shape);

    private static byte[] File(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. new byte[16]];
    }

    private static void AssertRefused(byte[] file, string expected)
    {
        var source = new WeightSource("w.safetensors", file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<WeightFormatException>(() => TensorFile.Parse(source).ReadAll()).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.StartsWith("w.safetensors: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
