namespace Thalweg.Reports.Plotting.Svg;

/// <summary>
/// A surface in parallel projection: cells, short pieces of curves and points are drawn from the back to the front, so that what is
/// nearer covers what is farther. The interactive plot turns; print shows one view, the same for all panels.
/// </summary>
internal sealed class SvgScene(SvgCanvas canvas, Box box, double font, Panel panel, ColourScale? scale)
{
    // View from the south-west, 30 degrees above the plane: cosines and sines of the two angles.
    private const double CosTurn = 0.7660444431189780;
    private const double SinTurn = 0.6427876096865394;
    private const double CosTilt = 0.8660254037844386;
    private const double SinTilt = 0.5;

    private readonly List<(double Depth, Action Draw)> _pieces = [];

    public void Draw(int mostCells)
    {
        Frame();
        var surface = panel.Marks.OfType<SurfaceMark>().FirstOrDefault()?.Grid.Thinned(mostCells + 1);
        if (surface is not null)
        {
            Cells(surface);
        }
        foreach (var mark in panel.Marks)
        {
            switch (mark)
            {
                case LineMark { Z: { } z } line:
                    Curve(line, z, surface);
                    break;
                case PointsMark { Z: { } z } points:
                    Points(points, z, surface);
                    break;
            }
        }
        foreach (var (_, draw) in _pieces.OrderByDescending(piece => piece.Depth))
        {
            draw();
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
                var (path, colour) = (Quad(a, b, c, d), scale.Map.Hex(scale.Fraction(mean)));
                _pieces.Add(((a.Depth + c.Depth) / 2, () => canvas.Raw($"<path d=\"{path}\" fill=\"{colour}\"/>")));
            }
        }
    }

    // What lies on the surface or above it comes after the cell beneath, what lies below before it; cells that are nearer cover both.
    private double Depth(double x, double y, double z, Grid? surface)
    {
        var depth = Project(x, y, z).Depth;
        if (surface is null)
        {
            return depth;
        }
        var (row, column) = (Index(surface.X, x), Index(surface.Y, y));
        var beneath = surface.Sample(row, column);
        var cell = (CosTurn + SinTurn) / (Math.Min(surface.X.Count, surface.Y.Count) - 1);
        var isBelow = z < beneath - 1e-3 * (panel.Z!.Maximum - panel.Z.Minimum);
        return isBelow ? depth + cell : depth - cell;
    }

    private static double Index(IReadOnlyList<double> grid, double value) =>
        Math.Clamp((value - grid[0]) / (grid[^1] - grid[0]), 0, 1) * (grid.Count - 1);

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

    private void Curve(LineMark mark, IReadOnlyList<double> z, Grid? surface)
    {
        for (var i = 1; i < mark.X.Count; i++)
        {
            var pieces = Pieces(mark.X[i] - mark.X[i - 1], mark.Y[i] - mark.Y[i - 1]);
            for (var k = 0; k < pieces; k++)
            {
                var (from, to) = (At(i, k / (double)pieces), At(i, (k + 1.0) / pieces));
                if (!Inside(from.X, from.Y) || !Inside(to.X, to.Y) || !double.IsFinite(from.Z + to.Z))
                {
                    continue;
                }
                var (a, b) = (Project(from.X, from.Y, from.Z), Project(to.X, to.Y, to.Z));
                var middle = Depth((from.X + to.X) / 2, (from.Y + to.Y) / 2, (from.Z + to.Z) / 2, surface);
                _pieces.Add((middle, () => canvas.Line(a.X, a.Y, b.X, b.Y, mark.Ink, font * 0.12)));
            }
        }

        (double X, double Y, double Z) At(int i, double t) =>
            (
                mark.X[i - 1] + t * (mark.X[i] - mark.X[i - 1]),
                mark.Y[i - 1] + t * (mark.Y[i] - mark.Y[i - 1]),
                Height(z[i - 1] + t * (z[i] - z[i - 1]))
            );
    }

    // Pieces no longer than a cell, so that a cell hides no more than lies behind it.
    private int Pieces(double dx, double dy)
    {
        var share = Math.Max(
            Math.Abs(dx) / (panel.X.Maximum - panel.X.Minimum),
            Math.Abs(dy) / (panel.Y.Maximum - panel.Y.Minimum)
        );
        return double.IsFinite(share) ? (int)Math.Clamp(Math.Ceiling(share * 40), 1, 40) : 1;
    }

    private void Points(PointsMark mark, IReadOnlyList<double> z, Grid? surface)
    {
        for (var i = 0; i < mark.X.Count; i++)
        {
            var (x, y, height, opacity) = (mark.X[i], mark.Y[i], Height(z[i]), mark.Opacity?[i] ?? 1);
            var p = Project(x, y, height);
            if (!double.IsFinite(p.X) || !double.IsFinite(p.Y) || !Inside(x, y))
            {
                continue;
            }
            var open = mark.Marker == Marker.OpenSquare;
            _pieces.Add(
                (
                    Depth(x, y, height, surface),
                    () =>
                        canvas.Shape(
                            SvgMarks.Outline(mark.Marker, p.X, p.Y, mark.Size * font / 2),
                            open ? "none" : canvas.Colour(mark.Ink),
                            open ? mark.Ink : mark.Outline,
                            font * (open ? 0.14 : 0.09),
                            opacity
                        )
                )
            );
        }
    }

    private bool Inside(double x, double y) =>
        x >= panel.X.Minimum && x <= panel.X.Maximum && y >= panel.Y.Minimum && y <= panel.Y.Maximum;
}
