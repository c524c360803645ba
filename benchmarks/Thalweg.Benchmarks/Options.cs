namespace Thalweg.Benchmarks;

/// <summary>The command line: <c>targets</c> or names of sections, and options.</summary>
/// <param name="Sections">Names in the order of measuring; empty for all.</param>
/// <param name="Rounds">Repetitions of every race.</param>
/// <param name="Output">True: the pages are written to benchmarks/results/.</param>
internal sealed record Options(IReadOnlyList<string> Sections, int Rounds, bool Output)
{
    private const int DefaultRounds = 11;

    /// <summary>What is printed when the command line is not understood.</summary>
    public static string Usage(IEnumerable<string> sections) =>
        $"""
            Thalweg.Benchmarks targets | SECTION...   [--rounds N] [--output]

              targets     every section but accuracy and growth, then the table of targets
              SECTION     {string.Join(" | ", sections)}
              --rounds N  repetitions of every race [default: {DefaultRounds}]
              --output    also write the pages to benchmarks/results/<processor>/
            """;

    /// <param name="known">Every section.</param>
    /// <param name="usual">Those that <c>targets</c> stands for.</param>
    /// <exception cref="FormatException">A word is not understood; the message names it.</exception>
    public static Options Parse(
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> known,
        IReadOnlyList<string> usual
    )
    {
        var sections = new List<string>();
        var (rounds, output, all) = (DefaultRounds, false, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "targets":
                    all = true;
                    break;
                case "--output":
                    output = true;
                    break;
                case "--rounds":
                    rounds =
                        i + 1 < arguments.Count && int.TryParse(arguments[++i], out var number) && number >= 1
                            ? number
                            : throw new FormatException("--rounds needs a whole number, 1 or more");
                    break;
                default:
                    sections.Add(
                        known.Contains(arguments[i])
                            ? arguments[i]
                            : throw new FormatException($"'{arguments[i]}' is no section and no option")
                    );
                    break;
            }
        }
        return all || sections.Count > 0
            ? new Options(all ? [.. usual, .. sections.Except(usual)] : sections, rounds, output)
            : throw new FormatException("nothing to measure is named");
    }
}
