using System.Globalization;
using System.Text;
using Thalweg.Formats.Texts;

namespace Thalweg.Cli;

/// <summary>Text on its way to a terminal: what a foreign file brings with it cannot command the terminal, and a stream that cannot be
/// written says which one it is, or loses the message.</summary>
/// <param name="name">Of the stream, for messages; null for one whose loss must not change what happens.</param>
/// <param name="isPlain">True where control characters are written as <c>\u001b</c>, which JSON reads back.</param>
internal sealed class GuardedWriter(TextWriter inner, string? name, bool isPlain)
    : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (isPlain && buffer.IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            Guard(PlainText.Of(buffer));
        }
        else
        {
            Guard(buffer.ToString());
        }
    }

    public override void Flush() => Guard("");

    private void Guard(string text)
    {
        try
        {
            inner.Write(text);
            inner.Flush();
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException
                && !LastResort.IsUnloaded(failure)
            )
        {
            if (name is not null)
            {
                throw new IOException($"{name} cannot be written: {failure.Message}", failure);
            }
        }
    }
}
