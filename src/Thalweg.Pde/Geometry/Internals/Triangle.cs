namespace Thalweg.Pde.Geometry;

/// <summary>A corner of a polygon.</summary>
/// <param name="Grading">q ≥ 1: points crowd towards the corner as s^q; 1 where nothing is singular there.</param>
internal readonly record struct Corner(double X, double Y, int Grading = 1);

/// <summary>A triangle with its corners against the clock.</summary>
internal sealed record Triangle(Corner A, Corner B, Corner C)
{
    public double Area => 0.5 * Cross(A, B, C);

    /// <summary>(b − a) × (c − a): positive where the three turn against the clock.</summary>
    public static double Cross(Corner a, Corner b, Corner c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    /// <summary>Triangles with one singular corner each, which comes first, that make up this one.</summary>
    public IEnumerable<Triangle> Split()
    {
        Triangle[] turned = [this, new(B, C, A), new(C, A, B)];
        var singular = turned.Count(t => t.A.Grading > 1);
        if (singular <= 1)
        {
            return [singular == 0 ? this : turned.First(t => t.A.Grading > 1)];
        }
        // Halved between two of them.
        var first = turned.First(t => t.A.Grading > 1 && t.B.Grading > 1);
        var middle = new Corner(0.5 * (first.A.X + first.B.X), 0.5 * (first.A.Y + first.B.Y));
        return [.. new Triangle(first.A, middle, first.C).Split(), .. new Triangle(middle, first.B, first.C).Split()];
    }

    /// <summary>The square of (s, t), s from the first corner to the opposite side: a + s^q ((1 − t)(b − a) + t (c − a)).</summary>
    public Cell ToCell()
    {
        return new Cell([new Interval(0, 1), new Interval(0, 1)])
        {
            Map = Pulled(1),
            Graded = A.Grading > 1 ? Pulled(A.Grading) : null,
        };
    }

    private CellMap Pulled(int q)
    {
        var twice = 2 * Area;
        return (parameters, point) =>
        {
            var (s, t) = (parameters[0], parameters[1]);
            var before = 1.0;
            for (var i = 1; i < q; i++)
            {
                before *= s;
            }
            var along = before * s;
            Place(along, t, point);
            return twice * q * before * along;
        };
    }

    public void Uniform(double first, double second, Span<double> point) => Place(Math.Sqrt(first), second, point);

    public bool Contains(double x, double y)
    {
        var at = new Corner(x, y);
        return Cross(A, B, at) >= 0 && Cross(B, C, at) >= 0 && Cross(C, A, at) >= 0;
    }

    private void Place(double s, double t, Span<double> point)
    {
        point[0] = A.X + s * ((1 - t) * (B.X - A.X) + t * (C.X - A.X));
        point[1] = A.Y + s * ((1 - t) * (B.Y - A.Y) + t * (C.Y - A.Y));
    }
}
