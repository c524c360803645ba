using System.Globalization;

namespace Thalweg.Cli;

/// <summary>Progress for logs: a stage that goes on for longer than two seconds has one line then, one each minute, and one at its end.</summary>
internal sealed class ProgressLines(TextWriter error, TimeProvider clock) : Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Stage> stages = new(StringComparer.Ordinal);

    public override void Report(string stage, double fraction, string detail)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (!stages.TryGetValue(stage, out var state))
            {
                stages[stage] = state = new Stage { Begun = now, Next = Patience };
            }
            var elapsed = clock.GetElapsedTime(state.Begun, now);
            var isDue = elapsed >= state.Next || (fraction >= 1 && state.HasLine);
            if (!isDue || state.HasEnded)
            {
                return;
            }
            state.HasEnded = fraction >= 1;
            state.HasLine = true;
            state.Next = elapsed + Period;
            error.WriteLine(Line(stage, fraction, detail, elapsed));
        }
    }

    private static string Line(string stage, double fraction, string detail, TimeSpan elapsed)
    {
        var left =
            fraction >= 1 ? "done after " + Duration(elapsed)
            : fraction > 0 ? $"about {Duration(elapsed * ((1 - fraction) / fraction))} left"
            : "just begun";
        return string.Create(CultureInfo.InvariantCulture, $"{stage}: {100 * fraction:f0} %, {left}, {detail}");
    }

    private static string Duration(TimeSpan time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{Math.Max(1, time.Seconds)} s")}"
        );

    private sealed class Stage
    {
        public required long Begun { get; init; }

        /// <summary>Age at which the next line is due.</summary>
        public required TimeSpan Next { get; set; }

        public bool HasLine { get; set; }

        public bool HasEnded { get; set; }
    }
}
