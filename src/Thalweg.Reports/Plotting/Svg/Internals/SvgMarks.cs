using System.Text;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>Draws the marks of a plane panel into its box.</summary>
internal sealed class SvgMarks(SvgCanvas canvas, Box box, double font, Panel panel, ColourScale? scale)
{
    /// <summary>Fields, isolines and curves: what may run beyond the axes and is cut there.</summary>
    public void DrawClipped(int pixels)
    {
        foreach (var mark in panel.Marks)
        {
            switch (mark)
            {
                case FieldMark field when scale is not null:
                    Field(field, scale, pixels);
                    break;
                case IsolineMark lines:
                    Lines(lines);
                    break;
                case BandMark band:
                    Area(band);
                    break;
                case LineMark line:
                    Curve(line);
                    break;
            }
        }
    }

    /// <summary>Points and bars, which may overhang the axes.</summary>
    public void DrawPoints()
    {
        foreach (var mark in panel.Marks)
        {
            switch (mark)
            {
                case PointsMark points:
                    Points(points);
                    break;
                case BarMark bars:
                    Bars(bars);
                    break;
                case WordsMark words:
                    Words(words);
                    break;
            }
        }
    }

    private double X(double value) => box.Left + panel.X.Fraction(value) * box.Width;

    private double Y(double value) => box.Bottom - panel.Y.Fraction(value) * box.Height;

    private void Field(FieldMark field, ColourScale colours, int pixels)
    {
        var grid = field.Grid;
        var (left, right, top, bottom) = (X(grid.X[0]), X(grid.X[^1]), Y(grid.Y[^1]), Y(grid.Y[0]));
        canvas.Raw(
            $"<rect x=\"{SvgCanvas.Number(left)}\" y=\"{SvgCanvas.Number(top)}\" width=\"{SvgCanvas.Number(right - left)}\" height=\"{SvgCanvas.Number(bottom - top)}\" fill=\"{canvas.Colour(Ink.Hair)}\"/>"
                + $"<image x=\"{SvgCanvas.Number(left)}\" y=\"{SvgCanvas.Number(top)}\" width=\"{SvgCanvas.Number(right - left)}\" height=\"{SvgCanvas.Number(bottom - top)}\" preserveAspectRatio=\"none\" href=\"{FieldImage.DataUri(grid, colours, pixels)}\"/>"
        );
    }

    private void Lines(IsolineMark mark)
    {
        var path = new SvgPath();
        foreach (var level in mark.Levels)
        {
            foreach (var line in Isolines.Trace(mark.Grid, level))
            {
                Append(path, line.Select(p => (X(p.X), Y(p.Y))));
            }
        }
        if (!path.IsEmpty)
        {
            canvas.Path(path.Data, mark.Ink, font * 0.07, 0.7);
        }
    }

    private void Area(BandMark mark)
    {
        var path = new SvgPath();
        foreach (var outline in mark.Outlines(panel))
        {
            Append(path, outline.Select(p => (X(p.X), Y(p.Y))));
        }
        if (!path.IsEmpty)
        {
            canvas.Shape(path.Data, canvas.Colour(mark.Ink), null, 0, mark.Opacity);
        }
    }

    private void Curve(LineMark mark)
    {
        var kept = Decimation.Envelope(mark.Y, Math.Max(60, (int)(box.Width / 2)));
        var path = new SvgPath();
        Append(path, kept.Select(i => (X(mark.X[i]), Y(mark.Y[i]))));
        if (path.IsEmpty)
        {
            return;
        }
        var (width, opacity) = mark.Weight switch
        {
            Weight.Thin => (0.09, 0.5),
            Weight.Medium => (0.12, 1.0),
            _ => (0.2, 1.0),
        };
        canvas.Path(path.Data, mark.Ink, font * width, opacity, Dashes(mark.Dash, font * Math.Max(width, 0.12)));
    }

    private void Points(PointsMark mark)
    {
        // Points that look alike share one path: a strip of a hundred points is then a few kilobytes.
        var alike = mark.Values is null && (mark.Opacity is null || mark.Opacity.Distinct().Count() == 1);
        var together = new StringBuilder();
        for (var i = 0; i < mark.X.Count; i++)
        {
            var (x, y) = (X(mark.X[i]), Y(mark.Y[i]));
            if (!double.IsFinite(x) || !double.IsFinite(y) || Outside(x, y))
            {
                continue;
            }
            Interval(mark, i, x, y);
            var outline = Outline(mark.Marker, x, y, mark.Size * font / 2);
            if (alike)
            {
                together.Append(outline);
                continue;
            }
            var fill =
                mark.Values is { } values && scale is not null
                    ? scale.Map.Hex(scale.Fraction(values[i]))
                    : canvas.Colour(mark.Ink);
            canvas.Shape(outline, fill, mark.Outline, font * 0.09, mark.Opacity?[i] ?? 1);
        }
        var opacity = mark.Opacity is { Count: > 0 } all ? all[0] : 1;
        if (together.Length > 0)
        {
            var open = mark.Marker == Marker.OpenSquare;
            var fill = open ? "none" : canvas.Colour(mark.Ink);
            canvas.Shape(
                together.ToString(),
                fill,
                open ? mark.Ink : mark.Outline,
                font * (open ? 0.14 : 0.09),
                opacity
            );
        }
    }

    private void Words(WordsMark mark)
    {
        for (var i = 0; i < mark.Words.Count; i++)
        {
            var (x, y, width) = (X(mark.X[i]), Y(mark.Y[i]), (TextWidth.Of(mark.Words[i]) + 0.4) * font);
            canvas.Raw(
                $"<rect x=\"{SvgCanvas.Number(x - width / 2)}\" y=\"{SvgCanvas.Number(y - 0.6 * font)}\" width=\"{SvgCanvas.Number(width)}\" height=\"{SvgCanvas.Number(1.2 * font)}\" rx=\"{SvgCanvas.Number(0.2 * font)}\" fill=\"{canvas.Colour(Ink.Paper)}\" opacity=\"0.85\"/>"
            );
            canvas.Words(x, y + 0.34 * font, mark.Words[i], font * 0.94, mark.Ink, "middle");
        }
    }

    private void Interval(PointsMark mark, int i, double x, double y)
    {
        if (
            mark.Lower is null
            || mark.Upper is null
            || !double.IsFinite(mark.Lower[i])
            || !double.IsFinite(mark.Upper[i])
        )
        {
            return;
        }
        if (mark.IntervalAlongX)
        {
            var (from, to) = (
                Within(X(mark.Lower[i]), box.Left, box.Right, box.Left),
                Within(X(mark.Upper[i]), box.Left, box.Right, box.Right)
            );
            canvas.Line(from, y, to, y, mark.Ink, font * 0.12, 0.6);
            return;
        }
        var (low, high) = (
            Within(Y(mark.Lower[i]), box.Top, box.Bottom, box.Bottom),
            Within(Y(mark.Upper[i]), box.Top, box.Bottom, box.Top)
        );
        canvas.Line(x, low, x, high, mark.Ink, font * 0.12, 0.6);
    }

    private void Bars(BarMark mark)
    {
        for (var i = 0; i < mark.X.Count; i++)
        {
            var x = X(mark.X[i]);
            if (double.IsFinite(x))
            {
                canvas.Line(x, Y(mark.Y[i] - mark.HalfHeight), x, Y(mark.Y[i] + mark.HalfHeight), mark.Ink, font * 0.2);
            }
        }
    }

    private bool Outside(double x, double y) =>
        x < box.Left - font || x > box.Right + font || y < box.Top - font || y > box.Bottom + font;

    private static double Within(double value, double low, double high, double otherwise) =>
        double.IsFinite(value) ? Math.Clamp(value, low, high) : otherwise;

    private void Append(SvgPath path, IEnumerable<(double X, double Y)> points)
    {
        var drawing = false;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                drawing = false;
                continue;
            }
            // Far outside the box a coordinate may be so large that renderers lose precision.
            var (px, py) = (
                Math.Clamp(x, box.Left - 4 * box.Width, box.Right + 4 * box.Width),
                Math.Clamp(y, box.Top - 4 * box.Height, box.Bottom + 4 * box.Height)
            );
            if (drawing)
            {
                path.LineTo(px, py);
            }
            else
            {
                path.MoveTo(px, py);
            }
            drawing = true;
        }
    }

    internal static string Dashes(Dash dash, double unit) =>
        dash switch
        {
            Dash.Dashed => $"{SvgCanvas.Number(unit * 4)} {SvgCanvas.Number(unit * 2)}",
            Dash.Dotted => $"{SvgCanvas.Number(unit)} {SvgCanvas.Number(unit * 1.6)}",
            Dash.DashDot =>
                $"{SvgCanvas.Number(unit * 5)} {SvgCanvas.Number(unit * 2)} {SvgCanvas.Number(unit)} {SvgCanvas.Number(unit * 2)}",
            Dash.LongDash => $"{SvgCanvas.Number(unit * 9)} {SvgCanvas.Number(unit * 2)}",
            Dash.LongDashDot =>
                $"{SvgCanvas.Number(unit * 9)} {SvgCanvas.Number(unit * 2)} {SvgCanvas.Number(unit)} {SvgCanvas.Number(unit * 2)}",
            Dash.DashDotDot =>
                $"{SvgCanvas.Number(unit * 5)} {SvgCanvas.Number(unit * 2)} {SvgCanvas.Number(unit)} {SvgCanvas.Number(unit * 2)} {SvgCanvas.Number(unit)} {SvgCanvas.Number(unit * 2)}",
            Dash.LongShortDash =>
                $"{SvgCanvas.Number(unit * 9)} {SvgCanvas.Number(unit * 2)} {SvgCanvas.Number(unit * 4)} {SvgCanvas.Number(unit * 2)}",
            _ => "",
        };

    // Shapes with an area: the caps of strokes without length would be shorter, but printed pages lose the square ones.
    internal static string Outline(Marker marker, double x, double y, double r)
    {
        var (radius, across) = (SvgCanvas.Number(r), SvgCanvas.Number(2 * r));
        return marker switch
        {
            Marker.Square or Marker.OpenSquare =>
                $"{At(-0.9, -0.9)}h{SvgCanvas.Number(1.8 * r)}v{SvgCanvas.Number(1.8 * r)}h{SvgCanvas.Number(-1.8 * r)}z",
            Marker.Diamond => $"{At(0, -1.25)}{Step(1.25, 1.25)}{Step(-1.25, 1.25)}{Step(-1.25, -1.25)}z",
            Marker.Triangle => $"{At(0, -1.15)}{Step(1.1, 2)}{Step(-2.2, 0)}z",
            Marker.TriangleDown => $"{At(0, 1.15)}{Step(1.1, -2)}{Step(-2.2, 0)}z",
            // The cross, turned by 45°.
            Marker.DiagonalCross =>
                $"{At(0, -0.5)}{Step(0.5, -0.5)}{Step(0.5, 0.5)}{Step(-0.5, 0.5)}{Step(0.5, 0.5)}{Step(-0.5, 0.5)}{Step(-0.5, -0.5)}{Step(-0.5, 0.5)}{Step(-0.5, -0.5)}{Step(0.5, -0.5)}{Step(-0.5, -0.5)}{Step(0.5, -0.5)}z",
            Marker.Cross =>
                $"{At(-1, -0.35)}{Step(0.65, 0)}{Step(0, -0.65)}{Step(0.7, 0)}{Step(0, 0.65)}{Step(0.65, 0)}{Step(0, 0.7)}{Step(-0.65, 0)}{Step(0, 0.65)}{Step(-0.7, 0)}{Step(0, -0.65)}{Step(-0.65, 0)}z",
            _ => $"{At(-1, 0)}a{radius} {radius} 0 1 1 {across} 0a{radius} {radius} 0 1 1 -{across} 0z",
        };

        string At(double dx, double dy) => $"M{SvgCanvas.Number(x + dx * r)} {SvgCanvas.Number(y + dy * r)}";
        string Step(double dx, double dy) => $"l{SvgCanvas.Number(dx * r)} {SvgCanvas.Number(dy * r)}";
    }
}
