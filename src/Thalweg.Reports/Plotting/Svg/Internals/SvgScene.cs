using System.Text;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>
/// A surface in parallel projection: cells drawn from the back to the front, so that nearer ones cover farther ones, then the
/// curves and points on top. The interactive plot turns; print shows one view, the same for all panels.
/// </summary>
internal sealed class SvgScene(SvgCanvas canvas, Box box, double font, Panel panel, ColourScale? scale)
{
    // View from the south-west, 30 degrees above the plane: cosines and sines of the two angles.
    private const double CosTurn = 0.7660444431189780;
    private const double SinTurn = 0.6427876096865394;
    private const double CosTilt = 0.8660254037844386;
    private const double SinTilt = 0.5;

    public void Draw(int mostCells)
    {
        Frame();
        foreach (var surface in panel.Marks.OfType<SurfaceMark>())
        {
            Cells(surface.Grid.Thinned(mostCells + 1));
        }
        foreach (var mark in panel.Marks)
        {
            switch (mark)
            {
                case LineMark { Z: { } z } line:
                    Curve(line, z);
                    break;
                case PointsMark { Z: { } z } points:
                    Points(points, z);
                    break;
            }
        }
    }

    private (double X, double Y, double Depth) Project(double x, double y, double z)
    {
        var (a, b, c) = (panel.X.Fraction(x) - 0.5, panel.Y.Fraction(y) - 0.5, panel.Z!.Fraction(z) - 0.5);
        var across = a * CosTurn - b * SinTurn;
        var depth = a * SinTurn + b * CosTurn;
        var up = c * 0.8 * CosTilt + depth * SinTilt;
        var unit = Math.Min(box.Width / 1.5, box.Height / 1.42);
        return (box.Left + box.Width / 2 + across * unit, box.Top + box.Height / 2 - up * unit, depth);
    }

    private void Cells(Grid grid)
    {
        var cells = new List<(double Depth, string Path, string Colour)>();
        for (var i = 0; i + 1 < grid.X.Count; i++)
        {
            for (var j = 0; j + 1 < grid.Y.Count; j++)
            {
                var (v00, v10, v11, v01) = (grid[i, j], grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]);
                var mean = (v00 + v10 + v11 + v01) / 4;
                if (!double.IsFinite(mean) || scale is null)
                {
                    continue;
                }
                var a = Project(grid.X[i], grid.Y[j], Height(v00));
                var b = Project(grid.X[i + 1], grid.Y[j], Height(v10));
                var c = Project(grid.X[i + 1], grid.Y[j + 1], Height(v11));
                var d = Project(grid.X[i], grid.Y[j + 1], Height(v01));
                var path = Quad(a, b, c, d);
                cells.Add((a.Depth + c.Depth, path, scale.Map.Hex(scale.Fraction(mean))));
            }
        }
        foreach (var (_, path, colour) in cells.OrderByDescending(c => c.Depth))
        {
            canvas.Raw($"<path d=\"{path}\" fill=\"{colour}\"/>");
        }
    }

    // Each cell is drawn a little larger than it is, which closes the seams that antialiasing leaves between neighbours.
    private static string Quad(params (double X, double Y, double Depth)[] corners)
    {
        var (x, y) = (corners.Average(c => c.X), corners.Average(c => c.Y));
        var path = new SvgPath();
        foreach (var corner in corners)
        {
            var (px, py) = (x + 1.06 * (corner.X - x), y + 1.06 * (corner.Y - y));
            if (path.IsEmpty)
            {
                path.MoveTo(px, py);
            }
            else
            {
                path.LineTo(px, py);
            }
        }
        path.Close();
        return path.Data;
    }

    // Surfaces leave the box where the shared scale cuts them; the cut is drawn flat.
    private double Height(double value) => Math.Clamp(value, panel.Z!.Minimum, panel.Z.Maximum);

    private void Frame()
    {
        var (x0, x1, y0, y1, z0, z1) = (
            panel.X.Minimum,
            panel.X.Maximum,
            panel.Y.Minimum,
            panel.Y.Maximum,
            panel.Z!.Minimum,
            panel.Z.Maximum
        );
        Edge((x0, y0, z0), (x1, y0, z0));
        Edge((x0, y0, z0), (x0, y1, z0));
        Edge((x0, y1, z0), (x0, y1, z1));
        Edge((x0, y1, z0), (x1, y1, z0));
        Edge((x1, y0, z0), (x1, y1, z0));
        foreach (var tick in AxisTicks.For(panel.Z, 5))
        {
            var mark = Project(x0, y1, tick.Value);
            canvas.Line(mark.X, mark.Y, mark.X - font * 0.3, mark.Y, Ink.Mute, font * 0.07);
            canvas.Words(mark.X - font * 0.5, mark.Y + font * 0.34, tick.Label, font * 0.94, Ink.Mute, "end");
        }
        var x = Project((x0 + x1) / 2, y0, z0);
        var y = Project(x0, (y0 + y1) / 2, z0);
        canvas.Words(x.X + font * 0.6, x.Y + font * 1.6, "t₁", font, Ink.Text);
        canvas.Words(y.X - font * 0.6, y.Y + font * 1.6, "t₂", font, Ink.Text, "end");
    }

    private void Edge((double X, double Y, double Z) from, (double X, double Y, double Z) to)
    {
        var (a, b) = (Project(from.X, from.Y, from.Z), Project(to.X, to.Y, to.Z));
        canvas.Line(a.X, a.Y, b.X, b.Y, Ink.Mute, font * 0.07, 0.7);
    }

    private void Curve(LineMark mark, IReadOnlyList<double> z)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < mark.X.Count; i++)
        {
            var p = Project(mark.X[i], mark.Y[i], Height(z[i]));
            if (!double.IsFinite(p.X) || !double.IsFinite(p.Y) || !Inside(mark.X[i], mark.Y[i]))
            {
                drawing = false;
                continue;
            }
            path.Append(drawing ? 'L' : 'M').Append(SvgCanvas.Number(p.X)).Append(' ').Append(SvgCanvas.Number(p.Y));
            drawing = true;
        }
        if (path.Length > 0)
        {
            canvas.Path(path.ToString(), mark.Ink, font * 0.12);
        }
    }

    private void Points(PointsMark mark, IReadOnlyList<double> z)
    {
        for (var i = 0; i < mark.X.Count; i++)
        {
            var p = Project(mark.X[i], mark.Y[i], Height(z[i]));
            if (double.IsFinite(p.X) && double.IsFinite(p.Y) && Inside(mark.X[i], mark.Y[i]))
            {
                var open = mark.Marker == Marker.OpenSquare;
                canvas.Shape(
                    SvgMarks.Outline(mark.Marker, p.X, p.Y, mark.Size * font / 2),
                    open ? "none" : canvas.Colour(mark.Ink),
                    open ? mark.Ink : mark.Outline,
                    font * (open ? 0.14 : 0.09),
                    mark.Opacity?[i] ?? 1
                );
            }
        }
    }

    private bool Inside(double x, double y) =>
        x >= panel.X.Minimum && x <= panel.X.Maximum && y >= panel.Y.Minimum && y <= panel.Y.Maximum;
}
