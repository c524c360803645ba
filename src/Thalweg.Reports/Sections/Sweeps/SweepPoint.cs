using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>What one setting came to, at one seed or over all of them.</summary>
internal sealed record SweepPoint(
    int Directions,
    int Intervals,
    double Radius,
    Uncertain Roughness,
    Uncertain? OscillationIndex,
    Uncertain? Oscillating
)
{
    public static SweepPoint Of(SweepRow row)
    {
        var oscillation = row.Oscillation is { CountedSlices: > 0 } known ? known : null;
        return new SweepPoint(
            row.Directions,
            row.Intervals,
            row.Radius,
            new Uncertain(row.Roughness, row.IntervalLower, row.IntervalUpper),
            oscillation is { } o
                ? new Uncertain(o.OscillationIndex, o.OscillationIndexLower, o.OscillationIndexUpper)
                : null,
            oscillation is { } s ? new Uncertain(s.Oscillating, s.OscillatingLower, s.OscillatingUpper) : null
        );
    }

    public static SweepPoint Of(SweptSetting setting) =>
        new(
            setting.Directions,
            setting.Intervals,
            setting.Radius,
            Number(setting.Roughness),
            setting.OscillationIndex is { } index ? Number(index) : null,
            setting.Oscillating is { } share ? Number(share) : null
        );

    private static Uncertain Number(SeedFigure figure) => new(figure.Value, figure.Lower, figure.Upper);
}

/// <summary>M, m or l.</summary>
internal sealed record SweepSetting(string Symbol, string Title, Func<SweepPoint, double> Value);
