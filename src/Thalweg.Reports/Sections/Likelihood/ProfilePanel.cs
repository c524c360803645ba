using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Likelihood;

/// <summary>One profile: the ratio of likelihoods over the number, or the loss where there is no likelihood.</summary>
internal static class ProfilePanel
{
    // Of the threshold; what is higher would press the rest down.
    private const double Highest = 3;

    // Between two points; between them roots of the ratio are lines, as the interval takes them.
    private const int Finer = 8;

    private const int OfParabola = 60;

    public static Panel Of(ProfileLikelihoodRecord record, string lead, Ink ink)
    {
        var points = record.Points.Where(p => double.IsFinite(Height(p)) && Height(p) <= Top(record)).ToList();
        var (left, right) = (points.Min(p => p.Value), points.Max(p => p.Value));
        var marks = new List<Mark>();
        var heights = points.ConvertAll(Height);
        if (record.Threshold is { } threshold)
        {
            heights.AddRange([0, 1.15 * threshold]);
            marks.Add(
                new LineMark("threshold", Ink.Mute, [left, right], [threshold, threshold])
                {
                    Label = $"{Numerals.Short(100 * record.Level)} %",
                }
            );
            marks.Add(
                new LineMark(
                    "interval",
                    ink,
                    [Math.Max(left, record.Lower ?? left), Math.Min(right, record.Upper ?? right)],
                    [threshold, threshold]
                )
                {
                    Weight = Weight.Bold,
                }
            );
        }
        if (Parabola(record, left, right) is { } parabola)
        {
            marks.Add(parabola);
        }
        if (record.Known is { } known && known >= left && known <= right)
        {
            marks.Add(
                new LineMark("known value", Ink.Text, [known, known], [heights.Min(), heights.Max()])
                {
                    Dash = Dash.Dotted,
                }
            );
        }
        marks.Add(Curve(points, record.Value, ink));
        foreach (var isAtRest in new[] { true, false })
        {
            var own = points.Where(p => p.IsConverged == isAtRest).ToList();
            if (own.Count > 0)
            {
                marks.Add(
                    new PointsMark(
                        isAtRest ? "at rest" : "not at rest",
                        ink,
                        [.. own.Select(p => p.Value)],
                        [.. own.Select(Height)]
                    )
                    {
                        Marker = isAtRest ? Marker.Circle : Marker.OpenSquare,
                        Notes = [.. own.Select(p => $"L = {Numerals.Significant(p.Loss, 6)} after {p.Steps} steps")],
                    }
                );
            }
        }
        return new Panel
        {
            Title = record.Scale is null ? "L(c)" : "(L(c) − min L)/s",
            Lead = lead,
            LeadInk = ink,
            X = Axis.Linear(record.Coefficient, points.Select(p => p.Value)),
            Y = Axis.Linear("", heights),
            Marks = marks,
        };
    }

    private static double Height(ProfilePointRecord point) => point.Ratio ?? point.Loss;

    private static double Top(ProfileLikelihoodRecord record) =>
        record.Threshold is { } threshold ? Highest * threshold : double.PositiveInfinity;

    private static LineMark Curve(List<ProfilePointRecord> points, double lowest, Ink ink)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (var k = 0; k + 1 < points.Count; k++)
        {
            for (var i = 0; i < Finer; i++)
            {
                var share = i / (double)Finer;
                x.Add(((1 - share) * points[k].Value) + (share * points[k + 1].Value));
                y.Add(
                    points[k].Ratio is null
                        ? ((1 - share) * Height(points[k])) + (share * Height(points[k + 1]))
                        : Math.Pow(((1 - share) * Root(points[k])) + (share * Root(points[k + 1])), 2)
                );
            }
        }
        x.Add(points[^1].Value);
        y.Add(Height(points[^1]));
        return new LineMark("profile", ink, x, y) { Weight = Weight.Medium };

        double Root(ProfilePointRecord p) => Math.Sqrt(p.Ratio!.Value) * (p.Value < lowest ? -1 : 1);
    }

    private static LineMark? Parabola(ProfileLikelihoodRecord record, double left, double right)
    {
        if (record.Deviation is not { } deviation || record.Scale is null)
        {
            return null;
        }
        var centre = record.Points.FirstOrDefault(p => p.IsCentre)?.Value ?? record.Value;
        var (x, y) = (new List<double>(), new List<double>());
        for (var i = 0; i <= OfParabola; i++)
        {
            var value = left + ((right - left) * i / OfParabola);
            var height = Math.Pow((value - centre) / deviation, 2);
            if (height <= Top(record))
            {
                x.Add(value);
                y.Add(height);
            }
        }
        return new LineMark("by the curvature", Ink.Text, x, y) { Dash = Dash.Dashed };
    }
}
