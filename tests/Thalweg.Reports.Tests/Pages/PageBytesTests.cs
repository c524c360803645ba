using System.Text;
using Thalweg.Reports.Pages;

namespace Thalweg.Reports.Tests.Pages;

public sealed class PageBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100_000)]
    public void TextOfManyChunksIsEncodedAsOneString(int length)
    {
        // Three halves a turn, and chunks of 16 or 8 000: some borders fall within a character of two halves.
        var text = string.Concat(Enumerable.Repeat("π𝜃", length));
        var (before, after) = (new StringBuilder(), new StringBuilder());
        foreach (var half in text)
        {
            before.Append(half);
        }
        after.Append(text).Append('ψ');

        var bytes = PageBytes.Join(before, "–script–"u8, after);

        Assert.Equal(text + "–script–" + text + "ψ", Encoding.UTF8.GetString(bytes));
    }
}
