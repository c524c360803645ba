using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>The unit ball |x| ≤ 1 in three dimensions.</summary>
public sealed class UnitBall : Domain
{
    public override string Name => "unit ball, d = 3";

    public override int Dimension => 3;

    /// <summary>−1.</summary>
    public override double Lower(int axis) => -1;

    /// <summary>1.</summary>
    public override double Upper(int axis) => 1;

    /// <summary>4π/3.</summary>
    public override double Volume => 4 * Math.PI / 3;

    /// <summary>4π.</summary>
    public override double BoundaryMeasure => 4 * Math.PI;

    /// <summary>1.</summary>
    public override double? Radius => 1;

    internal override bool IsSmooth => true;

    /// <inheritdoc/>
    public override Grid Grid() =>
        base.Grid() with
        {
            Description = "along the first axis through the centre of the ball",
        };

    /// <summary>r = ∛u₀, cos θ = 1 − 2u₁, φ = 2πu₂.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        OnSphere(1 - 2 * unit[1], 2 * Math.PI * unit[2], point);
        var radius = CubeRoot(unit[0]);
        for (var k = 0; k < 3; k++)
        {
            point[k] *= radius;
        }
    }

    /// <summary>cos θ = 1 − 2u₀, φ = 2πu₁; the third coordinate is not used.</summary>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point) =>
        OnSphere(1 - 2 * unit[0], 2 * Math.PI * unit[1], point);

    /// <summary>In the Euclidean norm: |x| − 1.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point) =>
        Math.Sqrt(point[0] * point[0] + point[1] * point[1] + point[2] * point[2]) - 1;

    /// <summary>x/|x|.</summary>
    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        var length = Math.Sqrt(point[0] * point[0] + point[1] * point[1] + point[2] * point[2]);
        for (var k = 0; k < 3; k++)
        {
            normal[k] = point[k] / length;
        }
    }

    internal override Expression Factor() => 1.0 - Calculus.SumOver(3, k => Calculus.X(k).Power(2));

    internal override IReadOnlyList<Expression> PieceDistances() => [0.5 * Factor()];

    /// <summary>The point of the unit sphere at cos θ and φ, with θ measured from the third axis.</summary>
    internal static void OnSphere(double cosTheta, double phi, Span<double> point)
    {
        var sinTheta = Math.Sqrt((1 - cosTheta) * (1 + cosTheta));
        point[0] = sinTheta * Elementary.Cos(phi);
        point[1] = sinTheta * Elementary.Sin(phi);
        point[2] = cosTheta;
    }

    /// <summary>∛u for u ∈ [0, 1), by Halley's iteration and a Newton step with exact residual: basic arithmetic alone, so the
    /// same bits everywhere, within 0.51 units in the last place.</summary>
    internal static double CubeRoot(double u)
    {
        if (u == 0)
        {
            return 0;
        }
        // A third of the exponent: within 6 %. Each step cubes the error, to 1e-11; the last squares it.
        const long exponentBias = 1023L << 52;
        var bits = (BitConverter.DoubleToInt64Bits(u) - exponentBias) / 3 + exponentBias;
        var root = BitConverter.Int64BitsToDouble(bits);
        for (var step = 0; step < 2; step++)
        {
            var cube = root * root * root;
            root *= (cube + 2 * u) / (2 * cube + u);
        }
        var square = root * root;
        var lost = Math.FusedMultiplyAdd(root, root, -square);
        var residual = Math.FusedMultiplyAdd(square, root, -u) + lost * root;
        return root - residual / (3 * square);
    }
}
