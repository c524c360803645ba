namespace Thalweg.Pde.Equations;

/// <summary>A text that is no formula, with the place where it stops being one.</summary>
/// <param name="message">What was expected and what was found, the column among it.</param>
/// <param name="column">1-based.</param>
/// <param name="unknown">The word that no formula knows, where that is the fault.</param>
public sealed class FormulaException(string message, int column, string? unknown = null) : FormatException(message)
{
    public int Column { get; } = column;

    public string? Unknown { get; } = unknown;

    /// <summary>The same fault of a text that stands further right in another.</summary>
    internal FormulaException MovedBy(int characters)
    {
        var ending = $"at column {Column}";
        return new FormulaException(
            Message.EndsWith(ending, StringComparison.Ordinal)
                ? $"{Message[..^ending.Length]}at column {Column + characters}"
                : Message,
            Column + characters,
            Unknown
        );
    }
}
