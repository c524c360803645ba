using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>What the sweeps of one loss at the trained points of one variant say of one setting, the others held.</summary>
/// <param name="Seeds">By seed, the points that differ in the setting alone.</param>
/// <param name="All">The same over all seeds; empty with one seed, and where seeds have not been compared.</param>
internal sealed record SweepCurve(
    VariantStyle Style,
    SweepSetting Setting,
    IReadOnlyList<(SweepRecord Sweep, IReadOnlyList<SweepPoint> Points)> Seeds,
    IReadOnlyList<SweepPoint> All
)
{
    /// <summary>The points whose intervals are drawn.</summary>
    public IReadOnlyList<SweepPoint> Told =>
        Seeds.Count == 1 ? Seeds[0].Points
        : All.Count > 0 ? All
        : [];

    public IEnumerable<double> X => Seeds.SelectMany(s => s.Points).Select(Setting.Value);

    public IEnumerable<Mark> Marks(Func<SweepPoint, Uncertain?> of, string what)
    {
        foreach (var (sweep, points) in Seeds.Count > 1 ? Seeds : [])
        {
            yield return Line($"{Style.Name}, seed {sweep.Seed}: {what}", points, of) with
            {
                Label = All.Count == 0 && sweep == Seeds[0].Sweep ? Style.Name : null,
            };
        }
        if (Told.Count == 0)
        {
            yield break;
        }
        var name =
            Seeds.Count == 1 ? $"{Style.Name}, seed {Seeds[0].Sweep.Seed}: {what}" : $"{Style.Name}, all seeds: {what}";
        yield return Line(name, Told, of) with
        {
            Dash = Style.Dash,
            Weight = Seeds.Count == 1 ? Weight.Medium : Weight.Bold,
            Label = Style.Name,
        };
        var values = Told.Select(p => of(p) ?? new Uncertain(double.NaN, double.NaN, double.NaN)).ToList();
        yield return new PointsMark(name, Style.Ink, [.. Told.Select(Setting.Value)], [.. values.Select(v => v.Value)])
        {
            Marker = Style.Marker,
            Size = 0.4,
            Lower = [.. values.Select(v => v.Lower)],
            Upper = [.. values.Select(v => v.Upper)],
        };
    }

    private LineMark Line(string name, IReadOnlyList<SweepPoint> points, Func<SweepPoint, Uncertain?> of) =>
        new(name, Style.Ink, [.. points.Select(Setting.Value)], [.. points.Select(p => of(p)?.Value ?? double.NaN)]);
}
