namespace Thalweg.Formats.Tests;

public sealed class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_polynomial_is_met()
    {
        var checksum = new Crc32();
        checksum.Append("123456789"u8);
        Assert.Equal(0xCBF43926u, checksum.Value);
    }

    [Fact]
    public void Pieces_give_the_same_as_the_whole()
    {
        var bytes = Enumerable.Range(0, 100).Select(i => (byte)(i * 37)).ToArray();
        var whole = new Crc32();
        whole.Append(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var pieces = new Crc32();
            pieces.Append(bytes.AsSpan(0, cut));
            pieces.Append(bytes.AsSpan(cut));
            Assert.Equal(whole.Value, pieces.Value);
        }
    }
}
