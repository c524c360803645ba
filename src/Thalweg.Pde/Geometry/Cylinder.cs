using System.Globalization;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>Ω × [0, T]: a domain of space for a time, which is the last coordinate. A product of intervals is a <see cref="Box"/> with a
/// duration.</summary>
public sealed class Cylinder : Domain
{
    private readonly Domain space;
    private readonly double duration;

    /// <param name="space">Ω, without a time.</param>
    /// <param name="duration">T &gt; 0.</param>
    /// <exception cref="ArgumentException">Ω has a time already, or T is not positive.</exception>
    public Cylinder(Domain space, double duration)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.TimeAxis is not null)
        {
            throw new ArgumentException($"got the {space.Name}, expected a domain without a time", nameof(space));
        }
        if (space.Dimension == Box.MaximumDimension)
        {
            throw new ArgumentException(
                $"got the {space.Name} of {space.Dimension} dimensions, expected at most {Box.MaximumDimension - 1} beside a time: point rules go no further",
                nameof(space)
            );
        }
        if (!(double.IsFinite(duration) && duration > 0))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got duration {duration}, expected a positive number: give the time at which the cylinder ends"
                ),
                nameof(duration)
            );
        }
        (this.space, this.duration) = (space, duration);
    }

    /// <summary>Ω.</summary>
    internal Domain Space => space;

    public override string Name =>
        string.Create(CultureInfo.InvariantCulture, $"space-time cylinder {space.Name} x [0, {duration}]");

    public override int Dimension => space.Dimension + 1;

    public override int? TimeAxis => space.Dimension;

    public override double Volume => space.Volume * duration;

    public override double BoundaryMeasure => space.BoundaryMeasure * duration;

    public override double InitialMeasure => space.Volume;

    public override Domain Whole => space.Whole == space ? this : new Cylinder(space.Whole, duration);

    public override IReadOnlyList<string> Pieces => space.Pieces;

    public override Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return new Cylinder(space.Only(pieces), duration);
    }

    public override double Lower(int axis) => axis == TimeAxis ? 0 : space.Lower(axis);

    public override double Upper(int axis) => axis == TimeAxis ? duration : space.Upper(axis);

    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        [
            .. space
                .Cells(part == DomainPart.Initial ? DomainPart.Interior : part)
                .Select(cell =>
                    Extended(cell, part == DomainPart.Initial ? new Interval(0, 0) : new Interval(0, duration))
                ),
        ];

    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        space.MapInterior(unit[..^1], point[..^1]);
        point[^1] = Math.Min(duration * unit[^1], duration);
    }

    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        space.MapBoundary(unit[..^1], point[..^1]);
        point[^1] = Math.Min(duration * unit[^1], duration);
    }

    public override void MapInitial(ReadOnlySpan<double> unit, Span<double> point)
    {
        space.MapInterior(unit[..^1], point[..^1]);
        point[^1] = 0;
    }

    /// <summary>The larger of those in space and in time.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point) =>
        Math.Max(space.SignedDistance(point[..^1]), InTime(point[^1]));

    /// <inheritdoc/>
    public override double BoundaryDistance(ReadOnlySpan<double> point) =>
        Math.Max(space.BoundaryDistance(point[..^1]), InTime(point[^1]));

    /// <inheritdoc/>
    public override double InitialDistance(ReadOnlySpan<double> point) =>
        Math.Max(space.SignedDistance(point[..^1]), Math.Abs(point[^1]));

    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        space.Normal(point[..^1], normal[..^1]);
        normal[^1] = 0;
    }

    internal override bool IsBent => space.IsBent;

    internal override bool IsSmooth => space.IsSmooth;

    internal override Expression? Factor() => space.Factor();

    internal override IReadOnlyList<Expression>? PieceDistances() => space.PieceDistances();

    internal override int FactorSmoothness => space.FactorSmoothness;

    /// <summary>That of space, at the final time.</summary>
    public override Grid Grid()
    {
        var at = space.Grid();
        return at with
        {
            Description = $"{at.Description}, at the final time",
            Coordinates = [.. at.Coordinates, .. Enumerable.Repeat(duration, at.Count)],
        };
    }

    private double InTime(double t) => Math.Max(-t, t - duration);

    private static Cell Extended(Cell cell, Interval time)
    {
        var extended = new Cell([.. cell.Axes, time]);
        return cell.Map is not { } map
            ? extended
            : extended with
            {
                Map = InTime(map),
                Graded = cell.Graded is { } graded ? InTime(graded) : null,
            };

        static CellMap InTime(CellMap map) =>
            (parameters, point) =>
            {
                point[^1] = parameters[^1];
                return map(parameters[..^1], point[..^1]);
            };
    }
}
