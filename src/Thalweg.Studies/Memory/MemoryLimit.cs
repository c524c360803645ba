using System.Globalization;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Memory;

/// <summary>Compares what a computation takes with what there is.</summary>
public static class MemoryLimit
{
    private const double LongestArray = 2_147_483_591;

    /// <summary>Bytes that this process may take: of the machine, or of its container or of a limit set for it where that is less.</summary>
    public static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <exception cref="InputException">The parts take more together than there is, or one is too long for an array.</exception>
    public static void Require(string task, IReadOnlyList<MemoryPart> parts)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parts);
        if (Refusal(task, parts, Available) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Why the parts do not fit, or null where they do.</summary>
    /// <param name="task">What needs them, for messages.</param>
    /// <param name="available">Bytes.</param>
    public static InputException? Refusal(string task, IReadOnlyList<MemoryPart> parts, double available)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.FirstOrDefault(part => part.Longest > LongestArray) is { } longest)
        {
            return Fault(
                $"{task} needs {longest.What}, {Count(longest.Longest)} numbers in one array, expected at most {Count(LongestArray)}; take {longest.Instead}",
                longest.Location
            );
        }
        if (parts.FirstOrDefault(part => part.Saved > LongestArray) is { } saved)
        {
            return Fault(
                $"{task} needs {saved.What}, which is saved in one piece of {Size(saved.Saved)}, expected at most {Size(LongestArray)}; take {saved.Instead}",
                saved.Location
            );
        }
        var total = parts.Sum(part => part.Bytes);
        if (total <= available)
        {
            return null;
        }
        var largest = parts.MaxBy(part => part.Bytes)!;
        return Fault(
            $"{task} needs about {Size(total)} of memory, {Size(largest.Bytes)} of it for {largest.What}, and this process may take {Size(available)}; take {largest.Instead}",
            largest.Location
        );
    }

    private static InputException Fault(string message, SourceLocation? location) =>
        location is { } place ? new InputException(message, place) : new InputException(message);

    /// <summary>For people: <c>117 GB</c>.</summary>
    public static string Size(double bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
        var unit = 0;
        while (bytes >= 999.5 && unit + 1 < units.Length)
        {
            bytes /= 1000;
            unit++;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:g3} {units[unit]}");
    }

    private static string Count(double count) => count.ToString("g3", CultureInfo.InvariantCulture);
}
