using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>What the figures depend on, without names of hosts and without dates.</summary>
internal static partial class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static string Processor
    {
        get
        {
            var line = File.Exists(ProcessorFile)
                ? File.ReadLines(ProcessorFile)
                    .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }

    public static string VectorSet =>
        Vector512.IsHardwareAccelerated ? "avx512"
        : Avx2.IsSupported ? "avx2"
        : Vector128.IsHardwareAccelerated ? "128-bit"
        : "scalar";

    /// <summary>Name of the folder of results, for example <c>amd-epyc-avx2</c>.</summary>
    public static string Folder => Separators().Replace($"{Processor} {VectorSet}".ToLowerInvariant(), "-").Trim('-');

    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} processors, {VectorSet}; .NET {Environment.Version}; {OperatingSystemName}";

    private static string OperatingSystemName =>
        OperatingSystem.IsLinux() ? "Linux"
        : OperatingSystem.IsWindows() ? "Windows"
        : OperatingSystem.IsMacOS() ? "macOS"
        : "another system";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();
}
