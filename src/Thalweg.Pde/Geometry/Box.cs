namespace Thalweg.Pde.Geometry;

/// <summary>A product of intervals [a_k, b_k] in space, and possibly of [0, T] in time, which is then the last coordinate.</summary>
/// <remarks>∂Ω consists of the faces of space whose ends are not free, for all times; the initial surface is the box at t = 0, and the
/// final time carries no condition.</remarks>
public sealed class Box : Domain
{
    /// <summary>The most coordinates: the point rules have direction numbers and primes up to here.</summary>
    public const int MaximumDimension = 10;

    private readonly Interval[] axes;
    private readonly Cell[] faces;
    private readonly double[] faceMeasures;
    private readonly bool hasTime;

    /// <param name="space">One interval per axis of space.</param>
    /// <param name="duration">T, or null without a time.</param>
    /// <exception cref="ArgumentException">There are no or too many intervals, one is empty or not finite, or T is not positive.</exception>
    public Box(IReadOnlyList<Interval> space, double? duration = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        hasTime = duration is not null;
        BoxRules.Require(space, duration);
        axes = duration is { } end ? [.. space, new Interval(0, end, FreeEnds.Both)] : [.. space];
        faces =
        [
            .. axes.SelectMany(
                (axis, k) =>
                    new[] { (axis.Lower, FreeEnds.Lower), (axis.Upper, FreeEnds.Upper) }
                        .Where(end => !axis.Free.HasFlag(end.Item2))
                        .Select(end => FaceAt(k, end.Item1))
            ),
        ];
        faceMeasures = [.. faces.Select(face => face.Varying.Aggregate(1.0, (product, k) => product * Length(k)))];
        Volume = axes.Aggregate(1.0, (product, axis) => product * axis.Length);
        BoundaryMeasure = Enumerable.Range(0, axes.Length).Sum(k => EndsOn(k) * FaceMeasure(k));
        Name = BoxRules.Name(axes, hasTime);
    }

    /// <summary>[0, 1]^d, d = 1..10; in one dimension the interval [0, 1].</summary>
    /// <exception cref="ArgumentException">d is not in 1..10.</exception>
    public static Box UnitCube(int dimension) =>
        dimension is >= 1 and <= MaximumDimension
            ? new([.. Enumerable.Repeat(new Interval(0, 1), dimension)])
            : throw new ArgumentException(
                $"dimension of the unit cube is {dimension}, expected 1..{MaximumDimension}: give a dimension in that range",
                nameof(dimension)
            );

    private Box(Box whole, IReadOnlyList<Interval> space, double? duration)
        : this(space, duration) => Whole = whole;

    public override string Name { get; }

    public override Domain Whole => field ?? this;

    /// <summary>The faces, axis by axis, lower face first.</summary>
    public override IReadOnlyList<string> Pieces => [.. faces.Select(face => BoxRules.FaceName(face, hasTime))];

    public override int Dimension => axes.Length;

    public override double Volume { get; }

    public override double BoundaryMeasure { get; }

    /// <summary>The faces of ∂Ω come axis by axis, lower face first.</summary>
    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => [new(axes)],
            DomainPart.Boundary => faces,
            _ => hasTime ? [FaceAt(Dimension - 1, 0)] : [],
        };

    public override int? TimeAxis => hasTime ? Dimension - 1 : null;

    public override double InitialMeasure => hasTime ? FaceMeasure(Dimension - 1) : 0;

    /// <summary>a_k.</summary>
    public override double Lower(int axis) => axes[axis].Lower;

    /// <summary>b_k.</summary>
    public override double Upper(int axis) => axes[axis].Upper;

    /// <summary>b_k − a_k.</summary>
    public double Length(int axis) => axes[axis].Length;

    /// <summary>Axis by axis a_k + (b_k − a_k) u_k.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        for (var k = 0; k < Dimension; k++)
        {
            point[k] = axes[k].Place(unit[k]);
        }
    }

    /// <summary>The first coordinate chooses one of the faces in proportion to their measure (axis by axis, lower face first), the
    /// others are the place on it.</summary>
    /// <exception cref="ArgumentException">All ends are free.</exception>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var face = Chosen(unit[0]);
        var from = 1;
        for (var k = 0; k < Dimension; k++)
        {
            point[k] = face[k].Length > 0 ? axes[k].Place(unit[from++]) : face[k].Lower;
        }
    }

    /// <inheritdoc/>
    public override void MapInitial(ReadOnlySpan<double> unit, Span<double> point)
    {
        if (!hasTime)
        {
            throw NoInitialSurface();
        }
        MapInterior(unit, point);
        point[Dimension - 1] = 0;
    }

    /// <inheritdoc/>
    public override Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var space = hasTime ? axes[..^1] : axes;
        return pieces.Count == faces.Length
            ? this
            : new Box(
                (Box)Whole,
                [.. space.Select((axis, k) => axis with { Free = FreeWithout(k, pieces) })],
                hasTime ? axes[^1].Upper : null
            );
    }

    /// <summary>± a unit vector along an axis.</summary>
    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        if (faces.Length == 0)
        {
            throw NoBoundary();
        }
        var nearest = 0;
        var least = double.PositiveInfinity;
        for (var f = 0; f < faces.Length; f++)
        {
            var excess = Excess(faces[f].Axes, point);
            (nearest, least) = excess < least ? (f, excess) : (nearest, least);
        }
        for (var k = 0; k < Dimension; k++)
        {
            var fixedHere = faces[nearest].Axes[k].Length == 0;
            normal[k] =
                !fixedHere ? 0
                : faces[nearest].Axes[k].Lower == axes[k].Lower ? -1
                : 1;
        }
    }

    /// <summary>In the maximum norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point) => Excess(axes, point);

    /// <summary>In the maximum norm; infinite where all ends are free.</summary>
    public override double BoundaryDistance(ReadOnlySpan<double> point)
    {
        var distance = double.PositiveInfinity;
        foreach (var face in faces)
        {
            distance = Math.Min(distance, Excess(face.Axes, point));
        }
        return distance;
    }

    /// <summary>In the maximum norm of space and time.</summary>
    public override double InitialDistance(ReadOnlySpan<double> point) =>
        hasTime ? Excess(FaceAt(Dimension - 1, 0).Axes, point) : throw NoInitialSurface();

    /// <summary>Over a plane where there are two coordinates, otherwise along the diagonal of space, at the final time.</summary>
    public override Grid Grid() => BoxGrid.Of(this, axes);

    /// <summary>How far a point is outside a product of intervals: in an interval of space it is negative inside, but a face has no
    /// inside.</summary>
    private static double Excess(IReadOnlyList<Interval> intervals, ReadOnlySpan<double> point)
    {
        var distance = double.NegativeInfinity;
        for (var k = 0; k < intervals.Count; k++)
        {
            distance = Math.Max(distance, Math.Max(intervals[k].Lower - point[k], point[k] - intervals[k].Upper));
        }
        return distance;
    }

    // Ends of an axis that carry no condition where these faces alone do.
    private FreeEnds FreeWithout(int axis, IReadOnlyList<int> pieces)
    {
        var free = FreeEnds.Both;
        foreach (var piece in pieces)
        {
            if (faces[piece].Axes[axis] is { Length: 0 } at)
            {
                free &= at.Lower == axes[axis].Lower ? ~FreeEnds.Lower : ~FreeEnds.Upper;
            }
        }
        return free;
    }

    private Cell FaceAt(int axis, double value) =>
        new([.. axes.Select((interval, k) => k == axis ? new Interval(value, value) : interval)]);

    private int EndsOn(int axis) => 2 - System.Numerics.BitOperations.PopCount((uint)axes[axis].Free);

    /// <summary>∏_{j ≠ k} (b_j − a_j).</summary>
    private double FaceMeasure(int axis) =>
        Enumerable.Range(0, Dimension).Aggregate(1.0, (product, k) => k == axis ? product : product * Length(k));

    private IReadOnlyList<Interval> Chosen(double unit)
    {
        if (faces.Length == 0)
        {
            throw NoBoundary();
        }
        var rest = BoundaryMeasure * unit;
        var face = 0;
        for (; face < faces.Length - 1 && rest >= faceMeasures[face]; face++)
        {
            rest -= faceMeasures[face];
        }
        return faces[face].Axes;
    }
}
