namespace Thalweg.Formats.Weights;

/// <summary>
/// A weight file that cannot be read, or does not fit the network; the message is one sentence that names the file, what
/// was found and what is expected.
/// </summary>
public sealed class WeightFormatException : Exception
{
    public WeightFormatException(string message, Exception? inner = null)
        : base(message, inner) { }
}
