using Thalweg.Benchmarks.Measuring;

namespace Thalweg.Benchmarks;

/// <summary>One page of results: what was measured, on what, and the tables.</summary>
internal sealed class Page(
    string name,
    string title,
    IEnumerable<string> parts,
    Neighbours neighbours,
    string? timing = null
)
{
    /// <summary>The table of targets of all that has been measured.</summary>
    public static Page OfTargets(Session session)
    {
        var table = new Table("measure", "target", "measured", "met?");
        foreach (var target in session.Targets)
        {
            table.Add(target.Measure, target.Goal, target.Measured, target.Verdict);
        }
        return new Page("targets", "Targets", [table.ToString()], session.Neighbours);
    }

    /// <summary>Measures part by part, prints, and writes the file if the options ask for it.</summary>
    public void Publish(Session session, Options options)
    {
        Console.WriteLine($"# {title}\n");
        var texts = new List<string>();
        foreach (var part in parts)
        {
            Console.WriteLine(part);
            texts.Add(part);
        }
        var provenance = Provenance(session, options);
        Console.WriteLine(provenance);
        if (!options.Output)
        {
            return;
        }
        var folder = Directory.CreateDirectory(Checkout.Path("benchmarks", "results", Machine.Folder));
        File.WriteAllText(
            Path.Combine(folder.FullName, $"{name}.md"),
            $"# {title}\n\n{string.Join("\n", texts)}\n{provenance}"
        );
    }

    private string Provenance(Session session, Options options)
    {
        var peers = session.StartedPeers.Select(p => $"- {p.Description}\n");
        return $"""
            ## Provenance

            `dotnet run -c Release --project benchmarks/Thalweg.Benchmarks -- {name}`; {timing
                ?? Rounds(options)}. {neighbours.Describe()}

            - {Machine.Description}
            {string.Concat(peers)}
            """;
    }

    private static string Rounds(Options options) =>
        $"medians of {options.Rounds} interleaved rounds after {Contestant.WarmUpSeconds} s of warm-up of each, in parentheses the middle half; "
        + "ratios are medians of the ratios within a round";
}
