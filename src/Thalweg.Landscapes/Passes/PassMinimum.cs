using Thalweg.Landscapes.Stationary;

namespace Thalweg.Landscapes.Passes;

/// <summary>A place that passes join: a minimum, or a valley that runs to infinity.</summary>
/// <param name="Point">Where it is; of a valley the place in it that was given, or where a way down was left.</param>
/// <param name="Class">Number of its class: minima that the symmetry of the loss carries into each other have one.</param>
/// <param name="Given">Numbers of the given points that lead here; none where a search met it.</param>
/// <param name="Alibi">How it fared on finer quadratures; null where there are none, and of a valley.</param>
public sealed record PassMinimum(StationaryPoint Point, int Class, IReadOnlyList<int> Given, QuadratureAlibi? Alibi)
{
    public StationaryPoint Point { get; init; } = Point ?? throw new ArgumentNullException(nameof(Point));

    public IReadOnlyList<int> Given { get; init; } = Given ?? throw new ArgumentNullException(nameof(Given));

    /// <summary>Whether it is no minimum but the way to infinity.</summary>
    public bool IsValley => Point.Label == PointLabel.RunningToInfinity;

    /// <summary>Gradient and index beyond doubt, and not made by the quadrature; or a valley.</summary>
    public bool IsVerified => IsValley || (Point is { IsRegular: true, Index: 0 } && Alibi is not { Holds: false });
}
