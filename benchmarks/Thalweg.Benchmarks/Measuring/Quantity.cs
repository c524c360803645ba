namespace Thalweg.Benchmarks.Measuring;

/// <summary>How measured numbers are written: median, and the middle half of the samples in parentheses.</summary>
internal static class Quantity
{
    public static string Seconds(double seconds) =>
        seconds >= 1 ? $"{seconds:G3} s"
        : seconds >= 1e-3 ? $"{seconds * 1e3:G3} ms"
        : seconds >= 1e-6 ? $"{seconds * 1e6:G3} µs"
        : $"{seconds * 1e9:G3} ns";

    public static string Seconds(Samples s) =>
        $"{Seconds(s.Median)} ({Seconds(s.LowerQuartile)} – {Seconds(s.UpperQuartile)})";

    public static string Percent(Samples s) => $"{s.Median:P0} ({s.LowerQuartile:P0} – {s.UpperQuartile:P0})";

    public static string Times(double ratio) => ratio >= 100 ? $"{ratio:N0}×" : $"{ratio:G3}×";

    public static string Times(Samples s) => $"{Times(s.Median)} ({Times(s.LowerQuartile)} – {Times(s.UpperQuartile)})";
}
