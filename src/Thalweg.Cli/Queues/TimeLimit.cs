using System.Globalization;
using System.Text.RegularExpressions;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Queues;

/// <summary>Time limits as Slurm writes them: minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes and
/// days-hours:minutes:seconds.</summary>
internal static partial class TimeLimit
{
    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(120);

    /// <exception cref="InputException">The text is no limit.</exception>
    public static TimeSpan Parse(string text, SourceLocation place)
    {
        var match = Pattern().Match(text);
        var limit = match.Success ? Sum(match) : TimeSpan.Zero;
        return limit > TimeSpan.Zero
            ? limit
            : throw new InputException(
                $"expected a time limit as in 02:00:00 or 1-12:00:00, found {CallText.Show(text)}",
                place
            );
    }

    /// <summary>How long before the limit a job is told: the smaller of 120 s and a tenth of it, in whole seconds.</summary>
    public static int Lead(TimeSpan limit) =>
        (int)Math.Max(1, Math.Min(LongestLead.TotalSeconds, Math.Floor(limit.TotalSeconds / 10)));

    private static TimeSpan Sum(Match match)
    {
        int Of(string name) =>
            match.Groups[name] is { Success: true, Value: var digits }
                ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
                : 0;
        return new TimeSpan(Of("d"), Of("h"), Of("m"), Of("s"));
    }

    [GeneratedRegex(
        @"^((?<d>\d{1,4})-(?<h>\d{1,2})(:(?<m>\d{1,2})(:(?<s>\d{1,2}))?)?|(?<h>\d{1,4}):(?<m>\d{1,2}):(?<s>\d{1,2})|(?<m>\d{1,6})(:(?<s>\d{1,2}))?)$"
    )]
    private static partial Regex Pattern();
}
