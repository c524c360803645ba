using System.Globalization;

namespace Thalweg.Pde.Equations;

/// <summary>The characters of a formula, one piece after the other.</summary>
/// <param name="hyphens">Whether a hyphen between letters belongs to a word.</param>
internal sealed class FormulaScanner(string text, bool hyphens = true)
{
    // The sign of mathematics, which people copy from pages.
    private const char Minus = '−';

    private int position;
    private int word;

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return position >= text.Length;
        }
    }

    public bool Take(char character)
    {
        if (AtEnd || (text[position] != character && !(character == '-' && text[position] == Minus)))
        {
            return false;
        }
        position++;
        return true;
    }

    /// <summary>The place of the next character that is no space.</summary>
    public int Mark
    {
        get
        {
            SkipSpace();
            return position;
        }
    }

    /// <summary>Two characters that belong together, such as &lt;=.</summary>
    public bool Take(string characters)
    {
        SkipSpace();
        if (!text.AsSpan(position).StartsWith(characters, StringComparison.Ordinal))
        {
            return false;
        }
        position += characters.Length;
        return true;
    }

    /// <summary>A word that is this one.</summary>
    public bool TakeWord(string wanted)
    {
        var before = position;
        if (Word() == wanted)
        {
            return true;
        }
        position = before;
        return false;
    }

    /// <summary>What was not read yet; it is read to the end by whoever asks.</summary>
    public string TakeRest()
    {
        var rest = text[Mark..];
        position = text.Length;
        return rest;
    }

    /// <summary>A name that a colon follows, both taken; null where there is none.</summary>
    public string? Label()
    {
        var before = position;
        if (Word() is { } label && Take(':'))
        {
            return label;
        }
        position = before;
        return null;
    }

    /// <summary>A fault of a place that was passed.</summary>
    public static FormulaException At(int mark, string message) => new($"{message} at column {mark + 1}", mark + 1);

    /// <summary>A fault of the arguments of a word that was passed.</summary>
    public static FormulaException At(int mark, string word, ArgumentException fault) =>
        At(
            mark,
            fault.ParamName is null
                ? $"{word}: {fault.Message}"
                : $"{word}: {fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal)}"
        );

    public double? Number()
    {
        if (AtEnd || !(char.IsAsciiDigit(text[position]) || text[position] == '.'))
        {
            return null;
        }
        var start = position;
        Digits();
        if (position < text.Length && text[position] == '.')
        {
            position++;
            Digits();
        }
        var end = position;
        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-')
            {
                position++;
            }
            var digits = position;
            Digits();
            // An e that no digits follow begins a word.
            position = position > digits ? position : end;
        }
        if (
            double.TryParse(
                text.AsSpan(start, position - start),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var value
            ) && double.IsFinite(value)
        )
        {
            return value;
        }
        var found = text[start..position];
        position = start;
        throw new FormulaException($"expected a finite number, found '{found}' at column {start + 1}", start + 1);
    }

    public string? Word()
    {
        if (AtEnd || !char.IsLetter(text[position]))
        {
            return null;
        }
        word = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '_'))
        {
            // A hyphen belongs to a word between letters alone: x1-x2 is a difference.
            if (text[position] == '-' && !IsInName())
            {
                break;
            }
            position++;
        }
        return text[word..position];
    }

    public FormulaException Unexpected(string expected)
    {
        var found = AtEnd ? "the end" : $"'{text[position]}'";
        return new($"expected {expected}, found {found} at column {position + 1}", position + 1);
    }

    /// <summary>A fault of the word that was read last.</summary>
    public FormulaException Wrong(string received, string message, bool isUnknown = false) =>
        new($"{message} at column {word + 1}", word + 1, isUnknown ? received : null);

    private bool IsInName() =>
        hyphens
        && position + 1 < text.Length
        && char.IsLetter(text[position + 1])
        && !text.AsSpan(word, position - word).ContainsAnyInRange('0', '9')
        && text[word..position] is not "pi";

    private void Digits()
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }
    }

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }
}
