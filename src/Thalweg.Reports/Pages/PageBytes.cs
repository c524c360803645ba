using System.Text;

namespace Thalweg.Reports.Pages;

/// <summary>Joins text and a script that is UTF-8 already. A page is the largest thing that a report holds; as one string it would stand in
/// memory three times.</summary>
internal static class PageBytes
{
    /// <returns><paramref name="before"/>, <paramref name="middle"/> and <paramref name="after"/> in UTF-8.</returns>
    public static byte[] Join(StringBuilder before, ReadOnlySpan<byte> middle, StringBuilder after)
    {
        var start = Pieces(before).Sum(piece => piece.Length);
        var page = new byte[start + middle.Length + Pieces(after).Sum(piece => piece.Length)];
        Copy(before, page);
        middle.CopyTo(page.AsSpan(start));
        Copy(after, page.AsSpan(start + middle.Length));
        return page;
    }

    private static void Copy(StringBuilder text, Span<byte> target)
    {
        foreach (var piece in Pieces(text))
        {
            piece.Span.CopyTo(target);
            target = target[piece.Length..];
        }
    }

    // One encoder for all chunks: two of them may share a character of two halves. Each piece holds until the next is asked for.
    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(StringBuilder text)
    {
        var encoder = Encoding.UTF8.GetEncoder();
        byte[] buffer = [];
        foreach (var chunk in text.GetChunks())
        {
            var most = Encoding.UTF8.GetMaxByteCount(chunk.Length);
            buffer = buffer.Length >= most ? buffer : new byte[most];
            yield return buffer.AsMemory(0, encoder.GetBytes(chunk.Span, buffer, flush: false));
        }
    }
}
