using System.ComponentModel;
using System.Diagnostics;
using Thalweg.Formats.Files;

namespace Thalweg.Results.Store;

/// <summary>A process among all processes of all machines.</summary>
/// <param name="Place">Where its number means something: the machine since it was started, and the name space of processes.</param>
/// <param name="Number">Of the process.</param>
/// <param name="Started">UTC ticks: numbers are given again.</param>
internal sealed record ProcessIdentity(string Host, string Place, int Number, long Started)
{
    // Times of a start are derived from a clock that may be set meanwhile.
    private const long SameStart = 2 * TimeSpan.TicksPerSecond;

    public static ProcessIdentity OfThis { get; } = Make();

    /// <summary>True where the process is known to have ended; of another machine nothing is known.</summary>
    public bool HasEnded()
    {
        if (Host != OfThis.Host || Place != OfThis.Place)
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(Number);
            return Math.Abs(process.StartTime.ToUniversalTime().Ticks - Started) > SameStart;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            return failure is InvalidOperationException;
        }
    }

    /// <summary>Whether no process of this machine has the number.</summary>
    public static bool IsFree(int number)
    {
        try
        {
            using var process = Process.GetProcessById(number);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static ProcessIdentity Make()
    {
        using var process = Process.GetCurrentProcess();
        return new(Environment.MachineName, WriterName.Place, process.Id, process.StartTime.ToUniversalTime().Ticks);
    }
}
