using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Panels with a row per run; the figure puts the rows on their vertical axes.</summary>
internal static class IndexPanels
{
    private const double Half = 0.32;

    private static readonly Axis RowsLater = new("", false, 0, 1);

    public static Panel Index(List<IndexRow> rows, IReadOnlyList<Mark> pooled)
    {
        var marks = new List<Mark>();
        var seen = new List<double>();
        foreach (var row in rows)
        {
            var (r, style, y) = (row.Record, row.Style, row.Y);
            if (r.Influence is { } influence && influence.LowestWithoutOne > 0)
            {
                var (low, high) = (influence.LowestWithoutOne, influence.HighestWithoutOne);
                marks.Add(
                    BandMark.Bar(
                        $"{row.Name}: {Numerals.Significant(low)} to {Numerals.Significant(high)} without one direction; direction {influence.LargestDirection + 1} carries {Percent(influence.LargestShare)} of the variance",
                        style.Ink,
                        low,
                        high,
                        y - Half,
                        y + Half
                    )
                );
                seen.AddRange([low, high]);
            }
            Add(r.TwinRoughness ?? double.NaN, "of the parabolas with the same vertices", Marker.OpenSquare);
            Add(r.Bottom?.BottomRoughness ?? double.NaN, "about the bottom", Marker.Triangle);
            Add(r.Polished?.PolishedRoughness ?? double.NaN, "at the point trained on", Marker.Cross);
            marks.Add(
                new PointsMark(row.Name, style.Ink, [r.Roughness], [y])
                {
                    Marker = style.Marker == Marker.OpenSquare ? Marker.Diamond : style.Marker,
                    Lower = [r.IntervalLower],
                    Upper = [r.IntervalUpper],
                    IntervalAlongX = true,
                    Notes = [IndexWords.Text(r)],
                }
            );
            seen.AddRange(IndexWords.Shown(r));

            void Add(double value, string what, Marker marker)
            {
                if (value > 0)
                {
                    marks.Add(
                        new PointsMark($"{row.Name}: RI {what}", style.Ink, [value], [y])
                        {
                            Marker = marker,
                            Notes = [Numerals.Significant(value, 3)],
                        }
                    );
                    seen.Add(value);
                }
            }
        }
        marks.AddRange(pooled);
        seen.AddRange(pooled.OfType<PointsMark>().SelectMany(p => p.X.Concat(p.Lower!).Concat(p.Upper!)));
        return new Panel
        {
            Title = "roughness index",
            X = Axis.Log("RI = std T / mean T", seen),
            Y = RowsLater,
            Marks = marks,
        };
    }

    public static Panel Share(List<IndexRow> rows)
    {
        var marks = new List<Mark>();
        var ends = new List<double> { 0, 1 };
        foreach (var row in rows)
        {
            if (row.Record.Shares is not { } shares)
            {
                continue;
            }
            // What is negative is stacked to the other side.
            var (left, right) = (0.0, 0.0);
            foreach (
                var (name, share, ink, opacity) in new[]
                {
                    ("offset", shares.Offset, row.Style.Ink, 0.35),
                    ("asymmetry", shares.Asymmetry, row.Style.Ink, 0.8),
                    ("oscillation", shares.Oscillation, Ink.Text, 0.65),
                }
            )
            {
                var from = share < 0 ? left : right;
                marks.Add(
                    BandMark.Bar(
                        $"{row.Name}: {name} {Numerals.Fixed(share, 3)} of the variance of T",
                        ink,
                        from,
                        from + share,
                        row.Y - Half,
                        row.Y + Half
                    ) with
                    {
                        Opacity = opacity,
                    }
                );
                (left, right) = share < 0 ? (left + share, right) : (left, right + share);
            }
            ends.AddRange([left, right]);
        }
        return new Panel
        {
            Title = "what T varies by: offset (pale), asymmetry (full), oscillation (ink)",
            X = new Axis("share of the variance of T", false, Math.Min(0, ends.Min()), ends.Max()),
            Y = RowsLater,
            Marks = marks,
        };
    }

    public static Panel Kind(List<IndexRow> rows)
    {
        var marks = new List<Mark>();
        foreach (var row in rows)
        {
            if (row.Record.Oscillation is not { } o)
            {
                continue;
            }
            var r = row.Record;
            var lost = r.ConstantSlices + r.NonFiniteSlices;
            var at = 0;
            foreach (
                var (name, count, ink, opacity) in new[]
                {
                    ("oscillate", o.OscillatingSlices, Ink.Text, 0.65),
                    ("are humps", o.HumpSlices, row.Style.Ink, 0.8),
                    ("are valleys or monotone", o.CountedSlices - o.OscillatingSlices, row.Style.Ink, 0.2),
                    ("are not resolved", r.NotResolvedSlices, Ink.Mute, 0.6),
                    ("are constant or not finite", lost, Ink.Mute, 1.0),
                }
            )
            {
                if (count > 0)
                {
                    marks.Add(
                        BandMark.Bar(
                            $"{row.Name}: {count} of {r.Directions} slices {name}",
                            ink,
                            at / (double)r.Directions,
                            (at + count) / (double)r.Directions,
                            row.Y - Half,
                            row.Y + Half
                        ) with
                        {
                            Opacity = opacity,
                        }
                    );
                }
                at += count;
            }
            marks.Add(
                new PointsMark($"{row.Name}: share that oscillates", Ink.Text, [o.Oscillating], [row.Y])
                {
                    Size = 0.34,
                    Lower = [o.OscillatingLower],
                    Upper = [o.OscillatingUpper],
                    IntervalAlongX = true,
                    Notes =
                    [
                        $"{o.OscillatingSlices} of {o.CountedSlices}, OI = {Numerals.Significant(o.OscillationIndex)}",
                    ],
                }
            );
        }
        return new Panel
        {
            Title = "slices: oscillating (ink), humps (full), valleys (pale), not resolved (grey)",
            X = new Axis("share of the M slices", false, 0, 1),
            Y = RowsLater,
            Marks = marks,
        };
    }

    public static Panel Valley(List<IndexRow> rows)
    {
        var known = rows.Where(r => r.Record.Valley is not null)
            .Select(r => (Row: r, Valley: r.Record.Valley!))
            .ToList();
        var axis = Axis.Log(
            "valley radius l₅",
            known.SelectMany(k =>
                (double[])
                    [
                        Math.Min(k.Valley.ValleyRadius, k.Valley.LargestRadius),
                        k.Valley.ValleyRadiusLower,
                        Math.Min(k.Valley.ValleyRadiusUpper, k.Valley.LargestRadius),
                        k.Row.Record.Radius,
                    ]
            )
        );
        var marks = new List<Mark>
        {
            new LineMark(
                "l of the index",
                Ink.Mute,
                [known[0].Row.Record.Radius, known[0].Row.Record.Radius],
                [1, known.Min(k => k.Row.Y) - 1]
            )
            {
                Dash = Dash.Dotted,
            },
        };
        foreach (var (row, valley) in known)
        {
            var beyond = !double.IsFinite(valley.ValleyRadius);
            marks.Add(
                new PointsMark(
                    $"{row.Name}: valley radius",
                    row.Style.Ink,
                    [beyond ? valley.LargestRadius : valley.ValleyRadius],
                    [row.Y]
                )
                {
                    Marker = beyond ? Marker.OpenSquare : row.Style.Marker,
                    Lower = [Math.Min(valley.ValleyRadiusLower, axis.Maximum)],
                    Upper = [Math.Min(valley.ValleyRadiusUpper, axis.Maximum)],
                    IntervalAlongX = true,
                    Notes = [CentreTable.Radius(valley)],
                }
            );
        }
        return new Panel
        {
            Title = "within which at most one slice in twenty oscillates",
            X = axis,
            Y = RowsLater,
            Marks = marks,
        };
    }

    private static string Percent(double share) => $"{Numerals.Fixed(100 * share, 0)} %";
}
