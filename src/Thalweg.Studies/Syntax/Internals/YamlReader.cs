using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Thalweg.Studies.Syntax;

/// <summary>Reads one YAML document into a tree with places; refuses what a study file never needs.</summary>
/// <remarks>
/// Anchors, aliases, tags and further documents are refused, nesting and size are bounded: no file can make it use more
/// than a small multiple of its own size.
/// </remarks>
internal sealed class YamlReader
{
    private const int MostBytes = 1 << 20;
    private const int DeepestNesting = 8;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly string source;
    private readonly Parser parser;

    private YamlReader(string text, string source)
    {
        this.source = source;
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>Text of a file, checked for size and encoding; a pipe is read to its end.</summary>
    /// <exception cref="InputException">Too large, or not text.</exception>
    /// <exception cref="IOException">A folder, or a file that cannot be read.</exception>
    public static string ReadFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder; name a study file");
        }
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return ReadText(stream, path);
    }

    /// <summary>Text of a stream, checked for size and encoding.</summary>
    /// <param name="path">Its name in messages.</param>
    /// <exception cref="InputException">Too large, or not text.</exception>
    public static string ReadText(Stream stream, string path)
    {
        // One byte more than allowed is enough to know, also where the length is not: a pipe, a device.
        var bytes = new byte[MostBytes + 1];
        var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > MostBytes)
        {
            throw new InputException(
                $"expected a study file of at most {MostBytes} bytes, found more; is this the right file?",
                new SourceLocation(path, 1, 1)
            );
        }
        if (OtherEncoding(bytes.AsSpan(0, count)) is { } other)
        {
            throw new InputException(
                $"expected a text file in UTF-8, found {other}; save it as UTF-8",
                new SourceLocation(path, 1, 1)
            );
        }
        try
        {
            return StrictUtf8.GetString(bytes, 0, count).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new InputException(
                "expected a text file in UTF-8, found other bytes; is this the right file?",
                new SourceLocation(path, 1, 1),
                exception
            );
        }
    }

    /// <summary>The document in <paramref name="text"/>.</summary>
    /// <exception cref="InputException">Not YAML, or YAML that study files do not use.</exception>
    public static YamlTree Read(string text, string source)
    {
        RefuseControlCharacters(text, source);
        try
        {
            return new YamlReader(WithoutIdleTabs(text), source).Document();
        }
        catch (YamlException) when (IndentingTab(text) is { } tab)
        {
            throw new InputException(
                "expected spaces, found a tab; replace it with spaces",
                new SourceLocation(source, tab.Line, tab.Column)
            );
        }
        catch (YamlException exception)
        {
            throw (YamlHints.IsOfBrackets(exception) ? Unclosed(text, source, exception) : null)
                ?? new InputException(
                    $"expected YAML, found what cannot be read: {YamlHints.Of(exception, text)}",
                    At(exception.Start, source),
                    exception
                );
        }
        catch (Exception exception) when (exception is not (InputException or OutOfMemoryException))
        {
            throw Unclosed(text, source, exception)
                ?? new InputException(
                    "expected YAML, found what cannot be read: look for a bracket or a quotation mark that is not closed",
                    new SourceLocation(source, 1, 1),
                    exception
                );
        }
    }

    private static InputException? Unclosed(string text, string source, Exception exception) =>
        YamlHints.Unclosed(text) is var (line, column, bracket)
            ? new InputException(
                $"expected YAML, found what cannot be read: nothing closes the '{bracket}' that stands here; close it",
                new SourceLocation(source, line, column),
                exception
            )
            : null;

    private static void RefuseControlCharacters(string text, string source)
    {
        var (line, column) = (1, 1);
        foreach (var character in text)
        {
            if (character == '\n')
            {
                (line, column) = (line + 1, 1);
                continue;
            }
            if (char.IsControl(character) && character is not ('\r' or '\t'))
            {
                throw new InputException(
                    $"expected a text file, found {CallText.Show(character.ToString())}; is this the right file?",
                    new SourceLocation(source, line, column)
                );
            }
            column++;
        }
    }

    /// <summary>What a text is encoded in that is no UTF-8; null where nothing shows it.</summary>
    private static string? OtherEncoding(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])
            ? "UTF-32"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || (
            bytes.Length > 3
            && (bytes[0] == 0) != (bytes[1] == 0)
            && bytes[0] == 0 == (bytes[2] == 0)
            && bytes[1] == 0 == (bytes[3] == 0)
        )
            ? "UTF-16, which some editors call Unicode"
        : null;

    /// <summary>The text with spaces for the tabs of blank lines and before comments, where YAML allows them and the parser does
    /// not.</summary>
    private static string WithoutIdleTabs(string text) =>
        !text.Contains('\t', StringComparison.Ordinal)
            ? text
            : string.Join('\n', text.Split('\n').Select(line => IsIdle(line) ? line.Replace('\t', ' ') : line));

    private static bool IsIdle(string line) => line.TrimStart(' ', '\t').TrimEnd('\r') is "" or ['#', ..];

    /// <summary>The first tab that stands where a line begins.</summary>
    private static (int Line, int Column)? IndentingTab(string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var start = line[..^line.TrimStart(' ', '\t').Length];
            if (!IsIdle(line) && start.Contains('\t', StringComparison.Ordinal))
            {
                return (index + 1, start.IndexOf('\t', StringComparison.Ordinal) + 1);
            }
        }
        return null;
    }

    private static SourceLocation At(Mark mark, string source) =>
        new(source, checked((int)Math.Max(1, mark.Line)), checked((int)Math.Max(1, mark.Column)));

    private YamlTree Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            throw new InputException("expected a study, found an empty file", new SourceLocation(source, 1, 1));
        }
        parser.Consume<DocumentStart>();
        var tree = Tree(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            throw new InputException(
                "expected one document, found another; put each study into its own file",
                At(parser.Current!.Start, source)
            );
        }
        return tree;
    }

    private YamlTree Tree(int depth)
    {
        parser.Accept<ParsingEvent>(out _);
        var parsed = parser.Current!;
        var place = At(parsed.Start, source);
        if (depth > DeepestNesting)
        {
            throw new InputException($"expected at most {DeepestNesting} levels, found deeper nesting", place);
        }
        if (parsed is AnchorAlias || (parsed is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
        {
            throw new InputException(
                "expected plain values, found an anchor, alias or tag; study files do not use them: write the value out",
                place
            );
        }
        return parsed switch
        {
            YamlDotNet.Core.Events.Scalar => Text(),
            SequenceStart => List(depth, place),
            MappingStart => Mapping(depth, place),
            _ => throw new InputException("expected a value", place),
        };
    }

    private YamlText Text()
    {
        var scalar = parser.Consume<YamlDotNet.Core.Events.Scalar>();
        var isPlain = scalar.Style == ScalarStyle.Plain;
        var place = At(scalar.Start, source);
        var quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        return new YamlText(
            scalar.Value,
            isPlain && scalar.Value is "" or "~" or "null",
            quoted ? place.Advance(1) : place
        );
    }

    private YamlList List(int depth, SourceLocation place)
    {
        parser.Consume<SequenceStart>();
        var items = new List<YamlTree>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Tree(depth + 1));
        }
        return new YamlList(items, place);
    }

    private YamlMapping Mapping(int depth, SourceLocation place)
    {
        parser.Consume<MappingStart>();
        var entries = new List<(YamlText, YamlTree)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Tree(depth + 1);
            if (key is not YamlText text)
            {
                throw new InputException($"expected a key, found {key.Kind}", key.Location);
            }
            if (!seen.Add(text.Text))
            {
                throw new InputException($"key {CallText.Show(text.Text)} is given twice; keep one", text.Location);
            }
            entries.Add((text, Tree(depth + 1)));
        }
        return new YamlMapping(entries, place);
    }
}
