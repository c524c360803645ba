using System.Globalization;

namespace Thalweg.Pde.Domains;

/// <summary>The unit cube [0, 1]^d, d = 1..10; in one dimension the interval [0, 1].</summary>
public sealed class UnitCube : Domain
{
    /// <summary>The largest dimension: the point rules have direction numbers and primes up to here.</summary>
    public const int MaximumDimension = 10;

    /// <exception cref="ArgumentException">The dimension is not in 1..10.</exception>
    public UnitCube(int dimension)
    {
        if (dimension is < 1 or > MaximumDimension)
        {
            throw new ArgumentException(
                $"dimension of the unit cube is {dimension}, expected 1..{MaximumDimension}: give a dimension in that range",
                nameof(dimension)
            );
        }
        Dimension = dimension;
    }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"unit cube, d = {Dimension}");

    public override int Dimension { get; }

    public override double Volume => 1;

    public override double BoundaryMeasure => 2 * Dimension;

    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point) => unit[..Dimension].CopyTo(point);

    /// <summary>The first coordinate chooses one of the 2d faces (axis by axis, lower face first), the others are the place on it.</summary>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var faces = 2 * Dimension;
        var face = Math.Min((int)(faces * unit[0]), faces - 1);
        var from = 1;
        for (var k = 0; k < Dimension; k++)
        {
            point[k] = k == face / 2 ? face % 2 : unit[from++];
        }
    }

    /// <summary>In the maximum norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point)
    {
        var distance = double.NegativeInfinity;
        foreach (var x in point)
        {
            distance = Math.Max(distance, Math.Max(-x, x - 1));
        }
        return distance;
    }
}
