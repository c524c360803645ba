namespace Thalweg.Results.Store;

/// <summary>A folder that holds no results; the message names it and says what to give instead.</summary>
public sealed class ResultFolderException : Exception
{
    public ResultFolderException(string message)
        : base(message) { }
}
