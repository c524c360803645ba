namespace Thalweg.Formats.Arrays;

/// <summary>
/// A <c>.npy</c> or <c>.npz</c> file that cannot be read as real numbers; the message is one sentence that names the file,
/// what was found and what is expected.
/// </summary>
public sealed class ArrayFormatException : Exception
{
    public ArrayFormatException(string message, Exception? inner = null)
        : base(message, inner) { }
}
