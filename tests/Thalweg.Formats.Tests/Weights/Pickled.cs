using System.Buffers.Binary;
using System.Text;

namespace Thalweg.Formats.Tests.Weights;

/// <summary>Pieces of pickles, put together by hand where no tool would write them.</summary>
internal static class Pickled
{
    public static byte[] Dictionary => "ccollections\nOrderedDict\n)R"u8.ToArray();

    public static byte[] Text(string text) =>
        [(byte)'X', .. Bytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Number(long value)
    {
        var bytes = new byte[10];
        bytes[0] = 0x8a;
        bytes[1] = 8;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2), value);
        return bytes;
    }

    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    public static byte[] Numbers(params long[] values) => Tuple([.. values.Select(Number)]);

    public static byte[] Storage(string key, long count, string type = "DoubleStorage", params byte[][] view) =>
        [
            .. Tuple([
                Text("storage"),
                Encoding.ASCII.GetBytes($"ctorch\n{type}\n"),
                Text(key),
                Text("cpu"),
                Number(count),
                .. view,
            ]),
            (byte)'Q',
        ];

    public static byte[] Tensor(byte[] storage, long offset, byte[] shape, byte[] strides) =>
        [
            .. "ctorch._utils\n_rebuild_tensor_v2\n"u8,
            .. Tuple(storage, Number(offset), shape, strides, [0x89], Dictionary),
            (byte)'R',
        ];

    /// <summary>A dictionary with one entry, 'a'.</summary>
    public static byte[] Entry(byte[] value) => [.. Dictionary, .. Text("a"), .. value, (byte)'s'];

    /// <summary>A file of the legacy form: the object between protocol and stop, the keys, the storages.</summary>
    public static byte[] Legacy(byte[] body, string[] keys, params byte[] storages) =>
        [
            .. Whole([0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]),
            .. Whole(Number(1001)),
            .. Whole("}"u8),
            .. Whole(body),
            .. Whole([(byte)']', (byte)'(', .. keys.SelectMany(Text), (byte)'e']),
            .. storages,
        ];

    /// <summary>Position of the first byte of the object's pickle in such a file.</summary>
    public static int ObjectStart => Legacy([], []).Length - Whole([]).Length - Whole("](e"u8).Length;

    public static byte[] Whole(ReadOnlySpan<byte> body) => [0x80, 2, .. body, (byte)'.'];

    /// <summary>A storage of the legacy form: its count, then its values.</summary>
    public static byte[] Values(params double[] values)
    {
        var bytes = new byte[sizeof(long) + (values.Length * sizeof(double))];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 + (i * 8)), values[i]);
        }
        return bytes;
    }

    private static byte[] Bytes(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
