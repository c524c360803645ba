namespace Thalweg.Cli.Tests;

public sealed class ProgressLinesTests : IDisposable
{
    private readonly Clock clock = new();
    private readonly StringWriter error = new();

    public void Dispose() => error.Dispose();

    [Fact]
    public void A_short_stage_says_nothing()
    {
        var lines = new ProgressLines(error, clock);
        lines.Report("train", 0, "");
        clock.Advance(1.9);
        lines.Report("train", 1, "");
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void A_long_stage_has_a_line_after_two_seconds_one_each_minute_and_one_at_its_end()
    {
        var lines = new ProgressLines(error, clock);
        // 90 reports, two seconds apart: the stage takes three minutes.
        for (var i = 0; i <= 90; i++)
        {
            lines.Report("train", i / 90.0, $"{i}/90");
            clock.Advance(2);
        }
        string[] expected =
        [
            "train: 1 %, about 2 min 58 s left, 1/90",
            "train: 34 %, about 1 min 58 s left, 31/90",
            "train: 68 %, about 58 s left, 61/90",
            "train: 100 %, done after 3 min 0 s, 90/90",
        ];
        Assert.Equal(expected, error.ToString().TrimEnd().Split(error.NewLine));
    }

    [Fact]
    public void Stages_are_timed_apart_and_an_end_is_told_once()
    {
        var lines = new ProgressLines(error, clock);
        lines.Report("one", 0, "");
        clock.Advance(3);
        lines.Report("two", 0, "");
        lines.Report("one", 1, "");
        lines.Report("one", 1, "");
        clock.Advance(3);
        lines.Report("two", 1, "");
        Assert.Equal(
            ["one: 100 %, done after 3 s, ", "two: 100 %, done after 3 s, "],
            error.ToString().TrimEnd('\n').Split('\n')
        );
    }

    [Theory]
    [InlineData(80, null, "xterm", nameof(TerminalStyle.Bars))]
    [InlineData(80, "1", "xterm", nameof(TerminalStyle.ColourlessBars))]
    [InlineData(80, "", "xterm", nameof(TerminalStyle.Bars))]
    [InlineData(80, null, "dumb", nameof(TerminalStyle.Lines))]
    [InlineData(0, null, "xterm", nameof(TerminalStyle.Lines))]
    [InlineData(1, null, "xterm", nameof(TerminalStyle.Lines))]
    [InlineData(5, null, "xterm", nameof(TerminalStyle.Lines))]
    public void What_a_terminal_shows_depends_on_its_width_and_colours(
        int columns,
        string? noColour,
        string kind,
        string expected
    ) => Assert.Equal(expected, Terminal.StyleOf(columns, noColour, kind).ToString());

    private sealed class Clock : TimeProvider
    {
        private double seconds;

        public override long TimestampFrequency => 1_000_000;

        public void Advance(double by) => seconds += by;

        public override long GetTimestamp() => (long)Math.Round(seconds * TimestampFrequency);
    }
}
