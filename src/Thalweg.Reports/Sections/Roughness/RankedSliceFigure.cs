using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>The slices behind the index: the worst, the median and the best one, with fitted parabolas and what goes up and down shaded.</summary>
internal static class RankedSliceFigure
{
    /// <summary>Variants whose slices a panel for each rank has room for; of more each variant has a panel.</summary>
    private const int MostTogether = 3;

    private static readonly string[] Ranks = ["worst", "median", "best"];
    private static readonly Dash[] Dashes = [Dash.Solid, Dash.Dashed, Dash.DashDot];

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var own = OwnEnds.Of(study);
        var all = own.Count == 0 ? own : OwnEnds.OfFirstSettings(own);
        var shown = all.Where(r => r.RankedSlices is { Count: > 0 })
            .GroupBy(r => (r.Objective, r.TrainedOn))
            .Select(g => g.MinBy(r => r.Seed)!)
            .ToList();
        if (shown.Count > 0)
        {
            yield return Slices(study, shown, all);
        }
    }

    private static Exhibit Slices(StudyView study, List<RoughnessRecord> shown, List<RoughnessRecord> all)
    {
        var isByRank = shown.Count <= MostTogether;
        var panels = (
            isByRank ? Ranks.Select(rank => OfRank(study, rank, shown)) : shown.Select(record => OfRun(study, record))
        )
            .Where(panel => panel.Marks.Count > 1)
            .ToList();
        var figure = new Figure
        {
            Id = "roughness-slices",
            Title = "Worst, median and best slice",
            Description =
                "The loss along one direction, scaled to its range, with the parabola that fits it best; what the slice rises before its lowest point and falls behind it is shaded.",
            Panels = panels,
            Columns = 3,
        };
        var first = shown[0];
        var seeds = shown.Select(r => r.Seed).Distinct().ToList();
        var caption =
            "Slices (L − min L)/(max L − min L) through where training ended (t = 0), "
            + $"{(seeds is [{ } seed] ? $"seed {seed}" : "first seeds")}; pale the least-squares parabola, shaded what goes up and down, whose height varies by O. "
            + (isByRank ? "" : "Worst solid, median dashed, best dash-dotted. ")
            + "In the order of O (humps and rounding count as 0), then of the valley part U: the worst oscillates most or, where none does, lies most to one side of its valley. "
            + $"{string.Join(" ", shown.Select(r => Words(study, r)))} {IndexWords.Settings(shown)}.";
        return new Exhibit(figure, caption, Data(all), []);
    }

    private static Panel OfRank(StudyView study, string rank, List<RoughnessRecord> records) =>
        Panel(
            $"{char.ToUpperInvariant(rank[0])}{rank[1..]}",
            Ink.Text,
            records[0].Radius,
            records.SelectMany(record =>
            {
                var style = OwnEnds.Style(study, record);
                return Marks(record, rank, style, style.Dash, Weight.Medium, style.Name);
            })
        );

    private static Panel OfRun(StudyView study, RoughnessRecord record)
    {
        var style = OwnEnds.Style(study, record);
        return Panel(
            style.Name,
            style.Ink,
            record.Radius,
            Ranks.SelectMany(
                (rank, k) => Marks(record, rank, style, Dashes[k], k == 0 ? Weight.Medium : Weight.Thin, rank)
            )
        );
    }

    private static Panel Panel(string lead, Ink ink, double radius, IEnumerable<Mark> slices) =>
        new()
        {
            Lead = lead,
            LeadInk = ink,
            Title = "slice, scaled to its range",
            X = new Axis("step t along the direction", false, -radius, radius),
            Y = new Axis("scaled loss", false, -0.04, 1.04),
            Marks = [new LineMark("trained point", Ink.Mute, [0, 0], [0, 1]) { Dash = Dash.Dotted }, .. slices],
            LinkX = "t",
            LinkY = "scaled",
            Aspect = 0.5,
        };

    private static IEnumerable<Mark> Marks(
        RoughnessRecord record,
        string rank,
        VariantStyle style,
        Dash dash,
        Weight weight,
        string label
    )
    {
        if (record.RankedSlices!.FirstOrDefault(s => s.Rank == rank) is { } slice)
        {
            var (t, low, range) = (Grid(record, slice), slice.Losses.Min(), slice.Losses.Max() - slice.Losses.Min());
            double[] scaled = [.. slice.Losses.Select(l => (l - low) / range)];
            var name =
                $"{style.Name}, seed {record.Seed}, {rank}, direction {slice.Direction + 1}: {Numbers(record, slice)}";
            yield return new BandMark($"{name}: oscillation", style.Ink, t, Envelope(scaled), scaled);
            if (slice.Parabola is [var c0, var c1, var c2] && weight == Weight.Medium)
            {
                var l = record.Radius;
                yield return new LineMark(
                    $"{name}: fitted parabola",
                    style.Ink,
                    t,
                    [.. t.Select(x => (c0 + (x / l * (c1 + (x / l * c2))) - low) / range)]
                )
                {
                    Weight = Weight.Thin,
                };
            }
            yield return new LineMark(name, style.Ink, t, scaled)
            {
                Dash = dash,
                Weight = weight,
                Label = label,
            };
        }
    }

    /// <summary>The largest curve below the slice that falls to its lowest point and rises from it; NaN where the slice is that curve.</summary>
    private static double[] Envelope(double[] losses)
    {
        var lowest = Array.IndexOf(losses, losses.Min());
        double[] below = [.. losses];
        for (var i = 1; i < lowest; i++)
        {
            below[i] = Math.Min(below[i], below[i - 1]);
        }
        for (var i = losses.Length - 2; i > lowest; i--)
        {
            below[i] = Math.Min(below[i], below[i + 1]);
        }
        bool IsAbove(int i) => i >= 0 && i < losses.Length && losses[i] > below[i];
        return [.. below.Select((v, i) => IsAbove(i - 1) || IsAbove(i) || IsAbove(i + 1) ? v : double.NaN)];
    }

    private static double[] Grid(RoughnessRecord record, RankedSliceRecord slice) =>
        [.. slice.Losses.Select((_, i) => record.Radius * (((2.0 * i) / Math.Max(1, slice.Losses.Count - 1)) - 1))];

    /// <summary>For example <c>Ritz: O = 0, 0 and 0; U = 1, 1.2 and 1.9; vertex at 2.1 l, 0.3 l and 0.01 l.</c></summary>
    private static string Words(StudyView study, RoughnessRecord record)
    {
        var parts = record.RankedSlices!.Select(s => $"{s.Rank} {Numbers(record, s)}");
        return $"{OwnEnds.Style(study, record).Name}: {string.Join("; ", parts)}.";
    }

    private static string Numbers(RoughnessRecord record, RankedSliceRecord slice)
    {
        string Part(string name, Func<SlicePartsRecord, IReadOnlyList<double?>> part, string unit = "") =>
            record.Parts is { } parts && part(parts)[slice.Direction] is { } value
                ? $"{name}{(Math.Abs(value) < 1e-6 ? "0" : Numerals.Significant(value))}{unit}"
                : "";

        string[] words =
        [
            Part("O = ", p => p.Oscillation),
            Part("U = ", p => p.Valley),
            Part("vertex at ", p => p.Offset, " l"),
        ];
        return string.Join(", ", words.Where(w => w.Length > 0));
    }

    private static CsvTable Data(List<RoughnessRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "radius",
            "rank",
            "direction",
            "t",
            "loss",
            "scaled_loss",
            "parabola"
        );
        foreach (var record in records)
        {
            foreach (var slice in record.RankedSlices ?? [])
            {
                var t = Grid(record, slice);
                var (low, high) = (slice.Losses.Min(), slice.Losses.Max());
                for (var i = 0; i < t.Length; i++)
                {
                    var x = t[i] / record.Radius;
                    table.Add(
                        record.Objective,
                        record.TrainedOn,
                        record.Seed,
                        record.Radius,
                        slice.Rank,
                        slice.Direction + 1,
                        t[i],
                        slice.Losses[i],
                        (slice.Losses[i] - low) / (high - low),
                        slice.Parabola is [var c0, var c1, var c2] ? c0 + (x * (c1 + (x * c2))) : null
                    );
                }
            }
        }
        return table;
    }
}
