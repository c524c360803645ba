using System.Globalization;

namespace Thalweg.Pde.Domains;

/// <summary>A box in space × [0, T]; the time is the last coordinate.</summary>
/// <remarks>∂Ω is the lateral boundary, of measure |∂box|·T; the initial surface is the box at t = 0.</remarks>
public sealed class SpaceTimeCylinder : Box
{
    /// <param name="lower">a_k of the box.</param>
    /// <param name="upper">b_k of the box.</param>
    /// <param name="duration">T.</param>
    /// <exception cref="ArgumentException">The box has no, too many or empty intervals, or T is not positive.</exception>
    public SpaceTimeCylinder(IReadOnlyList<double> lower, IReadOnlyList<double> upper, double duration)
        : base([.. Checked(lower, upper), 0], [.. upper, Checked(duration)], lower.Count) { }

    public override string Name =>
        $"space-time cylinder {string.Join(" x ", Enumerable.Range(0, Dimension).Select(Interval))}";

    public override int? TimeAxis => Dimension - 1;

    /// <summary>T.</summary>
    public double Duration => Length(Dimension - 1);

    public override double InitialMeasure => FaceMeasure(Dimension - 1);

    /// <summary>The face t = 0.</summary>
    internal Face InitialFace => new(Dimension - 1, 0);

    /// <inheritdoc/>
    public override void MapInitial(ReadOnlySpan<double> unit, Span<double> point)
    {
        MapInterior(unit, point);
        point[Dimension - 1] = 0;
    }

    /// <summary>In the maximum norm of space and time.</summary>
    public override double BoundaryDistance(ReadOnlySpan<double> point) =>
        Math.Max(
            Math.Abs(SignedDistance(point, 0, Dimension - 1)),
            Math.Max(0, SignedDistance(point, Dimension - 1, 1))
        );

    /// <summary>In the maximum norm of space and time.</summary>
    public override double InitialDistance(ReadOnlySpan<double> point) =>
        Math.Max(Math.Abs(point[Dimension - 1]), Math.Max(0, SignedDistance(point, 0, Dimension - 1)));

    private string Interval(int axis) => string.Create(CultureInfo.InvariantCulture, $"[{Lower(axis)}, {Upper(axis)}]");

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        if (lower.Count < 1 || lower.Count >= UnitCube.MaximumDimension || upper.Count != lower.Count)
        {
            throw new ArgumentException(
                $"got {lower.Count} lower and {upper.Count} upper ends, expected as many of both, 1..{UnitCube.MaximumDimension - 1}: give one of each per space axis",
                nameof(lower)
            );
        }
        for (var k = 0; k < lower.Count; k++)
        {
            if (!(lower[k] < upper[k]) || !double.IsFinite(upper[k] - lower[k]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"got the interval [{lower[k]}, {upper[k]}] on x[{k}], expected finite ends in ascending order: exchange or move them"
                    ),
                    nameof(upper)
                );
            }
        }
        return lower;
    }

    private static double Checked(double duration) =>
        double.IsFinite(duration) && duration > 0
            ? duration
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got duration {duration}, expected a positive number: give the time at which the cylinder ends"
                ),
                nameof(duration)
            );
}
