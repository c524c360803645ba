using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What a process of a library's user takes when it is held to one core, where the runtime compiles for the second time late.</summary>
internal sealed class CoreSection : ISection
{
    private const double Goal = 1.1;

    public string Name => "cores";

    public string Title => "A new process on one core and on two";

    public string Timing =>
        "new processes in turn, one per setting and round, with the runtime's default settings; processor time of all their threads per evaluation, "
        + "compiling included, over three to four seconds' work and over its first quarter; medians of the rounds, in parentheses the middle half";

    public IEnumerable<string> Measure(Session session)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            yield return "Not measured: it takes Linux (`taskset`) and two processors.";
            yield break;
        }
        var table = new Table("evaluation", "two cores", "one core", "one over two", "of the first quarter");
        var worst = 0.0;
        foreach (var name in YoungProcess.Cases.Keys)
        {
            var (one, two) = (new List<(double Quarter, double All)>(), new List<(double Quarter, double All)>());
            for (var round = 0; round < session.Rounds; round++)
            {
                two.Add(YoungProcess.Run(name, oneCore: false));
                one.Add(YoungProcess.Run(name, oneCore: true));
            }
            var whole = Of(one, quarter: false).Over(Of(two, quarter: false));
            var early = Of(one, quarter: true).Over(Of(two, quarter: true));
            worst = Math.Max(worst, whole.Median);
            table.Add(
                name,
                Quantity.Seconds(Of(two, quarter: false)),
                Quantity.Seconds(Of(one, quarter: false)),
                Quantity.Times(whole),
                Quantity.Times(early)
            );
        }
        session.Add(
            new Target(
                "a new process held to one core: processor time over that on two cores, the worst of three evaluations",
                $"≤ {Goal}×",
                Quantity.Times(worst),
                worst <= Goal
            )
        );
        yield return $"{table}";
    }

    private static Samples Of(IEnumerable<(double Quarter, double All)> runs, bool quarter) =>
        new(runs.Select(run => quarter ? run.Quarter : run.All));
}
