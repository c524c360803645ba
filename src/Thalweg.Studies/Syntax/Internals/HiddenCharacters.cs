using System.Globalization;

namespace Thalweg.Studies.Syntax;

/// <summary>Characters that look like a space or like nothing, as they come with text that was copied from a page.</summary>
internal static class HiddenCharacters
{
    public static bool IsHidden(char character) =>
        character != ' '
        && char.GetUnicodeCategory(character)
            is UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Format;

    /// <summary>The fault, and beneath the same place what nobody can see there: in its line, or the one before it.</summary>
    public static InputException Explained(InputException fault, IReadOnlyList<string> lines)
    {
        if (fault.Location is not { Line: > 0 } place)
        {
            return fault;
        }
        foreach (var number in new[] { place.Line, place.Line - 1 }.Where(n => n >= 1 && n <= lines.Count))
        {
            var text = WithoutComment(lines[number - 1]);
            var at = text.AsSpan().IndexOfAnyExcept(Visible(text));
            if (at >= 0)
            {
                return new InputException(
                    $"{fault.Message}; {Name(text[at])} stands in column {at + 1} of line {number}, which looks like a space or like "
                        + "nothing: replace it with a space, or remove it",
                    place,
                    fault
                );
            }
        }
        return fault;
    }

    private static string Visible(string text) => string.Concat(text.Where(c => !IsHidden(c)).Distinct());

    private static string WithoutComment(string line)
    {
        var start = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
        return start < 0 ? line : line[..start];
    }

    private static string Name(char character)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");
        return character switch
        {
            '\u00A0' or '\u202F' => $"a no-break space ({code})",
            '\u200B' => $"a zero-width space ({code})",
            '\uFEFF' => $"a byte-order mark ({code})",
            _ when char.IsWhiteSpace(character) => $"another space ({code})",
            _ => $"an invisible character ({code})",
        };
    }
}
