namespace Thalweg.Pde.Domains;

/// <summary>A product of intervals [a_k, b_k] in space, and possibly of one in time, which is then the last.</summary>
public abstract class Box : Domain
{
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly int spaceAxes;

    private protected Box(double[] lower, double[] upper, int spaceAxes)
    {
        this.lower = lower;
        this.upper = upper;
        this.spaceAxes = spaceAxes;
        Volume = Enumerable.Range(0, lower.Length).Aggregate(1.0, (product, k) => product * Length(k));
        BoundaryMeasure = Enumerable.Range(0, spaceAxes).Sum(k => 2 * FaceMeasure(k));
    }

    public override int Dimension => lower.Length;

    public override double Volume { get; }

    public override double BoundaryMeasure { get; }

    /// <summary>The faces of ∂Ω, axis by axis, lower face first.</summary>
    internal IEnumerable<Face> BoundaryFaces =>
        Enumerable.Range(0, spaceAxes).SelectMany(k => new[] { new Face(k, lower[k]), new Face(k, upper[k]) });

    /// <summary>a_k.</summary>
    public override double Lower(int axis) => lower[axis];

    /// <summary>b_k.</summary>
    public override double Upper(int axis) => upper[axis];

    /// <summary>b_k − a_k.</summary>
    public double Length(int axis) => upper[axis] - lower[axis];

    /// <summary>Axis by axis a_k + (b_k − a_k) u_k.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        for (var k = 0; k < Dimension; k++)
        {
            point[k] = Place(k, unit[k]);
        }
    }

    /// <summary>The first coordinate chooses one of the faces in proportion to their measure (axis by axis, lower face first), the
    /// others are the place on it.</summary>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var (axis, isUpper) = Chosen(unit[0]);
        var from = 1;
        for (var k = 0; k < Dimension; k++)
        {
            point[k] =
                k != axis ? Place(k, unit[from++])
                : isUpper ? upper[k]
                : lower[k];
        }
    }

    /// <summary>In the maximum norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point) => SignedDistance(point, 0, Dimension);

    /// <summary>∏_{j ≠ k} (b_j − a_j).</summary>
    internal double FaceMeasure(int axis) =>
        Enumerable.Range(0, Dimension).Aggregate(1.0, (product, k) => k == axis ? product : product * Length(k));

    /// <summary>a_k + (b_k − a_k) u.</summary>
    internal double Place(int axis, double unit) => Math.Min(lower[axis] + Length(axis) * unit, upper[axis]);

    private protected double SignedDistance(ReadOnlySpan<double> point, int firstAxis, int count)
    {
        var distance = double.NegativeInfinity;
        for (var k = firstAxis; k < firstAxis + count; k++)
        {
            distance = Math.Max(distance, Math.Max(lower[k] - point[k], point[k] - upper[k]));
        }
        return distance;
    }

    private (int Axis, bool IsUpper) Chosen(double unit)
    {
        var rest = BoundaryMeasure * unit;
        for (var face = 0; ; face++)
        {
            var measure = FaceMeasure(face / 2);
            if (rest < measure || face == 2 * spaceAxes - 1)
            {
                return (face / 2, face % 2 == 1);
            }
            rest -= measure;
        }
    }

    /// <summary>The part of a box where one coordinate has a given value.</summary>
    internal readonly record struct Face(int Axis, double Value);
}
