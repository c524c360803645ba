using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Thalweg.Cli;

/// <summary>Tells a fault where the program itself cannot be loaded to its end, above all because too few files may be open at once.</summary>
/// <remarks>It uses types of the core of the runtime alone, and no console: whatever else is first needed here cannot be loaded any more.</remarks>
internal static class LastResort
{
    private const int StandardError = 2;

    // Of a process and of the machine: EMFILE and ENFILE, the same numbers on Linux and macOS.
    private const int TooManyInProcess = 24;
    private const int TooManyInSystem = 23;

    /// <summary>What to do where files cannot be opened any more.</summary>
    public const string MoreFiles =
        "too few files may be open at once for this program; allow more, as 'ulimit -n 256' does in a shell";

    /// <summary>True where the program could not load a part of itself or open one more file.</summary>
    public static bool IsStarved(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (IsUnloaded(cause) || (cause is IOException && cause.HResult is TooManyInProcess or TooManyInSystem))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True for a part of the program that could not be loaded, which is no fault of a stream or a file that somebody named.</summary>
    public static bool IsUnloaded(Exception exception) =>
        exception switch
        {
            FileNotFoundException missing => IsAssembly(missing.FileName),
            FileLoadException refused => IsAssembly(refused.FileName),
            _ => false,
        };

    /// <summary>Writes one line to standard error.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    public static int Tell(Exception exception)
    {
        var isStarved = IsStarved(exception);
        try
        {
            // It is not ours to close.
            using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(
                Encoding.UTF8.GetBytes(
                    isStarved
                        ? "error: " + MoreFiles + "\n"
                        : "internal error: "
                            + exception.GetType().Name
                            + ": "
                            + exception.Message.Replace('\n', ' ')
                            + "; please report it with the command that led to it\n"
                )
            );
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or ObjectDisposedException)
        {
            // Nobody reads it.
        }
        return isStarved ? ExitCode.InputOutput : ExitCode.Internal;
    }

    private static bool IsAssembly(string? name) => name is not null && name.Contains(", Version=");
}
