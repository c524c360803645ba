using Thalweg.Studies.Syntax;

namespace Thalweg.Studies;

/// <summary>
/// Bad input from a person: a study file, a flag, a weight file. The message is one line that names what was received, what
/// is expected and what to do next; the command line prints it after the location and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message, SourceLocation location, Exception? inner = null)
        : base(message, inner) => Location = location;

    public InputException(string message)
        : base(message) { }

    public SourceLocation? Location { get; }

    public string Describe() => Location is { } location ? $"{location}: {Message}" : Message;
}
