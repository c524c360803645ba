using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Figures;

/// <summary>Checkpoints are declared at steps such as 0, 100, 300, 1000: evenly spaced on the axis, labelled by step.</summary>
internal static class StepAxis
{
    public static Axis Of(IReadOnlyList<long> steps)
    {
        var stride = (steps.Count + 7) / 8;
        var ticks = steps
            .Select((s, i) => new Tick(i, Numerals.Integer(s)))
            .Where((_, i) => i % stride == 0 || i == steps.Count - 1)
            .ToList();
        return new Axis("optimizer step (checkpoints)", false, -0.3, Math.Max(0.3, steps.Count - 0.7), ticks);
    }
}
