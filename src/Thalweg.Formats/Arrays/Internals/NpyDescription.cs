using System.Globalization;

namespace Thalweg.Formats.Arrays;

/// <summary>The Python dictionary in the header of a stored array.</summary>
internal sealed record NpyDescription(string Element, bool ColumnMajor, int[] Shape)
{
    /// <summary>Reads <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }</c>, keys in any order, each once.</summary>
    /// <exception cref="InvalidDataException">Anything else.</exception>
    public static NpyDescription Parse(string text) => new Parser(text).Description();

    private ref struct Parser(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _position;

        public NpyDescription Description()
        {
            string? element = null;
            bool? columnMajor = null;
            int[]? shape = null;
            Expect('{');
            while (!Accept('}'))
            {
                var key = Text();
                Expect(':');
                switch (key)
                {
                    case "descr" when element is null:
                        element = Text();
                        break;
                    case "fortran_order" when columnMajor is null:
                        columnMajor = Truth();
                        break;
                    case "shape" when shape is null:
                        shape = Extents();
                        break;
                    default:
                        throw new InvalidDataException(
                            $"its header has the key '{Excerpt.Of(key)}', expected 'descr', 'fortran_order' and 'shape', each once"
                        );
                }
                if (!Accept(','))
                {
                    Expect('}');
                    break;
                }
            }
            SkipSpace();
            if (_position < _text.Length)
            {
                throw Unexpected("the end of the header");
            }
            return element is not null && columnMajor is { } order && shape is not null
                ? new NpyDescription(element, order, shape)
                : throw new InvalidDataException(
                    "its header lacks one of the keys 'descr', 'fortran_order' and 'shape'"
                );
        }

        private string Text()
        {
            SkipSpace();
            if (_position >= _text.Length || _text[_position] is not ('\'' or '"'))
            {
                throw Unexpected("a quoted name (arrays of records are not read)");
            }
            var rest = _text[(_position + 1)..];
            var length = rest.IndexOf(_text[_position]);
            if (length < 0)
            {
                throw Unexpected("a closing quote");
            }
            _position += length + 2;
            return rest[..length].ToString();
        }

        private bool Truth()
        {
            SkipSpace();
            foreach (var word in (ReadOnlySpan<string>)["True", "False"])
            {
                if (_text[_position..].StartsWith(word))
                {
                    _position += word.Length;
                    return word == "True";
                }
            }
            throw Unexpected("True or False");
        }

        private int[] Extents()
        {
            var extents = new List<int>();
            Expect('(');
            while (!Accept(')'))
            {
                if (extents.Count == NpyShape.HighestRank)
                {
                    throw new InvalidDataException($"its header declares more than {NpyShape.HighestRank} axes");
                }
                extents.Add(Extent());
                if (!Accept(','))
                {
                    Expect(')');
                    break;
                }
            }
            return [.. extents];
        }

        private int Extent()
        {
            SkipSpace();
            var start = _position;
            while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '-'))
            {
                _position++;
            }
            var digits = _text[start.._position];
            if (digits.IsEmpty)
            {
                throw Unexpected("a whole number");
            }
            if (_position < _text.Length && _text[_position] == 'L')
            {
                _position++;
            }
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var extent)
                ? extent
                : throw new InvalidDataException(
                    $"its header declares an axis of extent {Excerpt.Of(digits)}, expected 0 to {int.MaxValue}"
                );
        }

        private void SkipSpace()
        {
            while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\t' or '\r')
            {
                _position++;
            }
        }

        private bool Accept(char expected)
        {
            SkipSpace();
            if (_position >= _text.Length || _text[_position] != expected)
            {
                return false;
            }
            _position++;
            return true;
        }

        private void Expect(char expected)
        {
            if (!Accept(expected))
            {
                throw Unexpected($"'{expected}'");
            }
        }

        private readonly InvalidDataException Unexpected(string expected) =>
            new(
                _position < _text.Length
                    ? $"its header has '{Excerpt.Of(_text[_position..])}' where {expected} is expected"
                    : $"its header ends where {expected} is expected"
            );
    }
}
