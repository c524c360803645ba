using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>The rows of one sweep that differ in one setting alone.</summary>
internal sealed record SweepCurve(SweepRecord Sweep, List<SweepRow> Rows, VariantStyle Style, SweepSetting Setting)
{
    public double[] X => [.. Rows.Select(Setting.Value)];

    public string Name => $"{Style.Name}, seed {Sweep.Seed}";

    public IEnumerable<Mark> Marks(Func<SweepRow, (double Value, double Low, double High)> of, string what)
    {
        var values = Rows.Select(of).ToList();
        yield return new LineMark($"{Name}: {what}", Style.Ink, X, [.. values.Select(v => v.Value)])
        {
            Dash = Style.Dash,
            Weight = Weight.Medium,
            Label = Style.Name,
        };
        yield return new PointsMark($"{Name}: {what}", Style.Ink, X, [.. values.Select(v => v.Value)])
        {
            Marker = Style.Marker,
            Size = 0.4,
            Lower = [.. values.Select(v => v.Low)],
            Upper = [.. values.Select(v => v.High)],
        };
    }
}

/// <summary>M, m or l.</summary>
internal sealed record SweepSetting(string Symbol, string Title, Func<SweepRow, double> Value);
