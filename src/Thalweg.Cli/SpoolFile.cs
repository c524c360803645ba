namespace Thalweg.Cli;

/// <summary>Files that hold for a while what comes from standard input or goes to standard output.</summary>
internal static class SpoolFile
{
    /// <summary>An empty file in the folder for temporary files.</summary>
    /// <param name="stream">What it is for, for the message.</param>
    /// <exception cref="IOException">There is no such folder, or it cannot be written.</exception>
    public static string Create(string stream)
    {
        try
        {
            return Path.GetTempFileName();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{stream} needs a temporary file, and '{Path.GetTempPath()}' cannot be written; set TMPDIR to a folder that can be, or name a file",
                exception
            );
        }
    }
}
