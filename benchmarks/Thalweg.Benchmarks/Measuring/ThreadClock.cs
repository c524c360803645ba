using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>Processor time of the calling thread: on a shared machine the time that others ran instead does not count.</summary>
/// <remarks>Where the system offers no such clock in nanoseconds, this is wall time.</remarks>
internal static partial class ThreadClock
{
    private const int ThreadTimeOnLinux = 3;

    /// <summary>Seconds since an arbitrary moment.</summary>
    public static double Seconds =>
        OperatingSystem.IsLinux() && ClockGetTime(ThreadTimeOnLinux, out var time) == 0
            ? time.Seconds + 1e-9 * time.Nanoseconds
            : (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpecification
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
