namespace Thalweg.Pde.Texts;

/// <summary>A part of a problem's text that says nothing, with its place.</summary>
/// <param name="key">The key of the text, such as <c>conditions</c>.</param>
/// <param name="item">Which of the texts under the key, from 0.</param>
/// <param name="column">1-based, in that text.</param>
public sealed class ProblemTextException(
    string key,
    int item,
    int column,
    string message,
    Exception? innerException = null
) : FormatException(message, innerException)
{
    public string Key { get; } = key;

    public int Item { get; } = item;

    public int Column { get; } = column;
}
