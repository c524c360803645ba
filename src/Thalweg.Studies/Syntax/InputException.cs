namespace Thalweg.Studies.Syntax;

/// <summary>
/// Bad input from a person: a study file, a flag, a weight file. The message is one line that names what was received, what
/// is expected and what to do next; the command line prints it after the location and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message, SourceLocation location, Exception? inner = null)
        : base(message, inner)
    {
        Location = location;
        All = [this];
    }

    public InputException(string message)
        : base(message) => All = [this];

    /// <summary>Everything that is wrong with one input, in the order of the input.</summary>
    /// <param name="all">At least one.</param>
    public InputException(IReadOnlyList<InputException> all)
        : base(all[0].Message, all[0])
    {
        Location = all[0].Location;
        All = all;
    }

    /// <summary>The message of a refused argument without the name of a parameter, which no person gave.</summary>
    public static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    public SourceLocation? Location { get; }

    /// <summary>Every single fault; this one alone where there is one.</summary>
    public IReadOnlyList<InputException> All { get; }

    /// <summary>One line per fault, <c>location: message</c>.</summary>
    public string Describe() =>
        string.Join(
            '\n',
            All.Select(fault => fault.Location is { } location ? $"{location}: {fault.Message}" : fault.Message)
        );
}
