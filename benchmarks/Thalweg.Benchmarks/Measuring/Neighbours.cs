using System.Globalization;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>How much of the processors went to others while something was measured: the figure that says whether to believe it.</summary>
internal sealed class Neighbours
{
    private const string SystemFile = "/proc/stat";

    private readonly Func<IEnumerable<int>> children;
    private readonly (double Busy, double All) start;
    private readonly double ownStart;

    /// <param name="children">Living processes whose time counts as ours; looked at again at the end.</param>
    public Neighbours(Func<IEnumerable<int>> children)
    {
        this.children = children;
        start = SystemTime();
        ownStart = OwnTime();
    }

    /// <summary>A sentence, or an empty text where the system does not say.</summary>
    public string Describe()
    {
        if (!File.Exists(SystemFile))
        {
            return "";
        }
        var (busy, all) = SystemTime();
        var others = Math.Max(0.0, busy - start.Busy - (OwnTime() - ownStart)) / (all - start.All);
        return $"Other processes had {others:P0} of the processors' time meanwhile.";
    }

    // user, nice, system, idle, iowait, irq, softirq, steal, in ticks.
    private static (double Busy, double All) SystemTime()
    {
        if (!File.Exists(SystemFile))
        {
            return default;
        }
        var fields = File.ReadLines(SystemFile).First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9];
        var ticks = fields.Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }

    private double OwnTime() => TimeOf("self") + children().Sum(id => TimeOf($"{id}"));

    // Fields 14 to 17 after the parenthesised name: user and system time of the process and of the children it has waited for.
    private static double TimeOf(string process)
    {
        var file = $"/proc/{process}/stat";
        if (!File.Exists(file))
        {
            return 0.0;
        }
        var text = File.ReadAllText(file);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture));
    }
}
