namespace Thalweg.Data.DataSets;

/// <summary>A data set that cannot be read; the message is one sentence that names the file, what was found and what is expected.</summary>
public sealed class DataFormatException : Exception
{
    public DataFormatException(string message, Exception? inner = null)
        : base(message, inner) { }
}
