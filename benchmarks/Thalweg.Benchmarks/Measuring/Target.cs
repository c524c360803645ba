namespace Thalweg.Benchmarks.Measuring;

/// <summary>One row of the table of targets.</summary>
/// <param name="Met">Null where nothing was measured.</param>
internal sealed record Target(string Measure, string Goal, string Measured, bool? Met)
{
    public static Target NotMeasured(string measure, string goal, string reason) =>
        new(measure, goal, $"not measured: {reason}", null);

    public string Verdict =>
        Met switch
        {
            true => "yes",
            false => "no",
            null => "–",
        };
}
