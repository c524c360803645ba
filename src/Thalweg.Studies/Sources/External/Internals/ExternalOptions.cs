using System.Text.Json.Nodes;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources.External;

/// <summary>A command line, quoted as in a shell.</summary>
internal sealed record CommandOption(string Name, string Description) : Option(Name, null, Description)
{
    public override string Expected => "a program with its arguments, such as python3 loss.py";

    internal override string Pattern => ValuePatterns.Text;

    public override object Read(string text, SourceLocation location)
    {
        if (text.Any(char.IsControl))
        {
            throw Wrong(text, location);
        }
        try
        {
            CommandWords.Split(text);
            return text;
        }
        catch (FormatException exception)
        {
            throw new InputException($"{Name}: {exception.Message}", location, exception);
        }
    }

    public override string Write(object value) => CallText.QuoteIfNeeded((string)value);
}

/// <summary>Several paths joined by semicolons.</summary>
internal sealed record FilesOption(string Name, string Description) : Option(Name, null, Description)
{
    public override string Expected => "paths of files joined by ';'";

    internal override string Joint => ";";

    internal override string Pattern => ValuePatterns.Text;

    internal override JsonObject Schema(Func<Catalogue, JsonObject> entry) =>
        ValueSchemas.OrList(ValueSchemas.Text(Pattern), ValueSchemas.Text(Pattern));

    public override object Read(string text, SourceLocation location)
    {
        var paths = text.Split(';', StringSplitOptions.TrimEntries);
        return paths.All(path => path.Length > 0 && !path.Any(char.IsControl)) ? paths : throw Wrong(text, location);
    }

    public override string Write(object value) => CallText.QuoteIfNeeded(string.Join(';', (string[])value));
}
