using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Thalweg.Results.Records;

/// <summary>A warning that stands in the record of a task.</summary>
/// <param name="Task">Label of the task: <c>train galerkin, seed 3</c>.</param>
/// <param name="Text">The warning.</param>
public sealed partial record Finding(string Task, string Text)
{
    /// <summary>How the warning of a training begins that ended before its last step.</summary>
    public const string Stopped = "Training stopped at step ";

    /// <summary>What such a warning says where the precision of the loss ended it.</summary>
    public const string Limit = "What is left to gain is below the rounding of the loss.";

    /// <summary>How the warning begins that one direction makes an index what it is: advice, since the interval of the index holds it.</summary>
    public const string OneDirection = "Direction number ";

    /// <summary>How the warning begins that an interval does not cover what its level says: advice too.</summary>
    public const string Interval = "The 95 % interval of ";

    private const string SeedWord = ", seed ";

    /// <summary>Whether a warning calls for attention: that a training reached the limit of double precision does not, nor does advice.</summary>
    /// <param name="inputs">That the key of the record is made from.</param>
    public static bool IsOne(string warning, JsonObject inputs)
    {
        ArgumentNullException.ThrowIfNull(warning);
        ArgumentNullException.ThrowIfNull(inputs);
        if (
            warning.StartsWith(OneDirection, StringComparison.Ordinal)
            || warning.StartsWith(Interval, StringComparison.Ordinal)
        )
        {
            return false;
        }
        var source = inputs["source"] as JsonObject;
        // What a program computes with, nobody knows.
        var isInDouble =
            (string?)(source?["precision"] as JsonValue) is null or "double"
            && (string?)(source?["source"] as JsonValue) != "process";
        return !isInDouble
            || !warning.StartsWith(Stopped, StringComparison.Ordinal)
            || !warning.Contains(Limit, StringComparison.Ordinal);
    }

    /// <summary>Each warning once, with the seeds that it concerns; those of tasks that differ in their seed alone are one, numbers
    /// in them apart.</summary>
    /// <returns>Sentences, in the order of their first tasks.</returns>
    public static IReadOnlyList<string> Once(IEnumerable<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return
        [
            .. findings
                .GroupBy(f => (f.Name, Number().Replace(f.Text, "#")))
                .Select(group => Sentence([.. group.DistinctBy(f => f.Task)])),
        ];
    }

    public override string ToString() => $"{Task}: {Text}";

    /// <summary>The label without its seed.</summary>
    private string Name => SeedText is { } seed ? Task.Replace(SeedWord + seed, "", StringComparison.Ordinal) : Task;

    private string? SeedText
    {
        get
        {
            var at = Task.LastIndexOf(SeedWord, StringComparison.Ordinal);
            var digits = at < 0 ? "" : string.Concat(Task[(at + SeedWord.Length)..].TakeWhile(char.IsAsciiDigit));
            return digits.Length > 0 ? digits : null;
        }
    }

    private static string Sentence(IReadOnlyList<Finding> findings)
    {
        var first = findings[0];
        if (findings.Count == 1)
        {
            return first.ToString();
        }
        var seeds = string.Join(", ", findings.Select(f => f.SeedText));
        var task = first.Task.Replace(SeedWord + first.SeedText, $", seeds {seeds}", StringComparison.Ordinal);
        return $"{task}: {Ranges([.. findings.Select(f => f.Text)])}";
    }

    /// <summary>The words that all have in common, with the least and the largest of each number.</summary>
    private static string Ranges(IReadOnlyList<string> texts)
    {
        var numbers = texts.Select(text => Number().Matches(text)).ToList();
        var at = 0;
        return Number()
            .Replace(
                texts[0],
                _ =>
                {
                    var here = numbers
                        .Select(n => n[at].Value)
                        .OrderBy(n => double.Parse(n, CultureInfo.InvariantCulture))
                        .ToList();
                    at++;
                    return here[0] == here[^1] ? here[0] : $"{here[0]} to {here[^1]}";
                }
            );
    }

    [GeneratedRegex(@"(?:(?<![\w.)])-)?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")]
    private static partial Regex Number();
}
