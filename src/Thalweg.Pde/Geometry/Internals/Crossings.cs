namespace Thalweg.Pde.Geometry;

/// <summary>Where two pieces of boundaries meet, ends on the other piece and ends of a common part included.</summary>
/// <param name="slack">Distance below which two points are one.</param>
internal readonly struct Crossings(double slack)
{
    public IEnumerable<(double X, double Y)> Of(Arc a, Arc b)
    {
        var tolerance = slack;
        return Candidates(a, b).Where(p => a.Distance(p.X, p.Y) <= tolerance && b.Distance(p.X, p.Y) <= tolerance);
    }

    private IEnumerable<(double X, double Y)> Candidates(Arc a, Arc b)
    {
        IEnumerable<(double X, double Y)> ends = [At(a.From), At(a.To), At(b.From), At(b.To)];
        return (a, b) switch
        {
            (Segment s, Segment t) => ends.Concat(Lines(s, t)),
            (Segment s, CircleArc c) => ends.Concat(LineAndCircle(s, c)),
            (CircleArc c, Segment s) => ends.Concat(LineAndCircle(s, c)),
            (CircleArc c, CircleArc d) => ends.Concat(Circles(c, d)),
            _ => ends,
        };
    }

    private static IEnumerable<(double X, double Y)> Lines(Segment s, Segment t)
    {
        var (dx, dy) = (s.To.X - s.From.X, s.To.Y - s.From.Y);
        var (ex, ey) = (t.To.X - t.From.X, t.To.Y - t.From.Y);
        var cross = dx * ey - dy * ex;
        // Parallel ones share points at their ends, if at all.
        if (Math.Abs(cross) > 1e-12 * s.Length * t.Length)
        {
            var share = ((t.From.X - s.From.X) * ey - (t.From.Y - s.From.Y) * ex) / cross;
            yield return (s.From.X + share * dx, s.From.Y + share * dy);
        }
    }

    private IEnumerable<(double X, double Y)> LineAndCircle(Segment s, CircleArc c)
    {
        var (nx, ny) = s.Normal;
        var (tx, ty) = (-ny, nx);
        var away = nx * (s.From.X - c.Centre.X) + ny * (s.From.Y - c.Centre.Y);
        var (footX, footY) = (c.Centre.X + away * nx, c.Centre.Y + away * ny);
        return Around(Math.Abs(away), c.Radius, (footX, footY), (tx, ty));
    }

    private IEnumerable<(double X, double Y)> Circles(CircleArc c, CircleArc d)
    {
        var (dx, dy) = (d.Centre.X - c.Centre.X, d.Centre.Y - c.Centre.Y);
        var distance = Math.Sqrt(dx * dx + dy * dy);
        if (distance <= slack)
        {
            return [];
        }
        var (ux, uy) = (dx / distance, dy / distance);
        var along = (distance * distance + (c.Radius - d.Radius) * (c.Radius + d.Radius)) / (2 * distance);
        // Circles that touch do so on the line of their centres.
        var touching =
            Math.Abs(distance - c.Radius - d.Radius) <= slack
            || Math.Abs(distance - Math.Abs(c.Radius - d.Radius)) <= slack;
        var foot = touching ? Math.Sign(along) * c.Radius : along;
        return Around(Math.Abs(foot), c.Radius, (c.Centre.X + foot * ux, c.Centre.Y + foot * uy), (-uy, ux));
    }

    // The points at a distance from a centre on the line through a foot.
    private IEnumerable<(double X, double Y)> Around(
        double away,
        double radius,
        (double X, double Y) foot,
        (double X, double Y) along
    )
    {
        if (away > radius + slack)
        {
            return [];
        }
        if (away >= radius - slack)
        {
            return [foot];
        }
        var half = Math.Sqrt((radius - away) * (radius + away));
        return [(foot.X + half * along.X, foot.Y + half * along.Y), (foot.X - half * along.X, foot.Y - half * along.Y)];
    }

    private static (double X, double Y) At(Corner corner) => (corner.X, corner.Y);
}
