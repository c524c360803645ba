using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Lifts g, factors φ and the linear maps R with u = g + R(φN) of trial functions with conditions on fluxes.</summary>
internal static class FluxMaps
{
    public static (Expression Lift, Expression Factor, Func<Expression, Expression> Map) OnBox(
        Box box,
        IReadOnlyList<FluxCondition> fluxes,
        IReadOnlyList<Condition> values
    )
    {
        var (lift, factor) = HardTrial.OnFaces(box, values);
        var maps = new List<Func<Expression, Expression>>();
        var space = box.Dimension - (box.TimeAxis is null ? 0 : 1);
        for (var axis = 0; axis < space; axis++)
        {
            var (x, a, b) = (Calculus.X(axis), box.Lower(axis), box.Upper(axis));
            var faces =
                new List<(Expression Weight, Expression Sign, double At, Expression Coefficient, Expression Given)>();
            foreach (var (at, other, sign) in new[] { (a, b, -1.0), (b, a, 1.0) })
            {
                if (fluxes.FirstOrDefault(f => Covers(f.Condition, box, axis, at)) is not { } flux)
                {
                    continue;
                }
                var opposite = sign > 0 ? (x - a) / (b - a) : (b - x) / (b - a);
                var power =
                    fluxes.Any(f => Covers(f.Condition, box, axis, other)) ? 2
                    : values.Any(c => Covers(c, box, axis, other)) ? 1
                    : 0;
                var normal = Enumerable.Range(0, space).Select(k => (Expression)(k == axis ? sign : 0.0)).ToArray();
                var (coefficient, given) = flux.Along(normal);
                faces.Add(
                    (
                        (sign > 0 ? b - x : x - a) * opposite.Power(power),
                        sign,
                        at,
                        Substitution.At(coefficient, axis, at),
                        Substitution.At(given, axis, at)
                    )
                );
            }
            if (faces.Count == 0)
            {
                continue;
            }
            var (before, along) = (lift, axis);
            var slope = Differentiation.AlongAxis(before, along);
            foreach (var face in faces)
            {
                lift +=
                    face.Weight
                    * Substitution.At(face.Sign * slope + face.Coefficient * before - face.Given, along, face.At);
            }
            maps.Add(v =>
            {
                var inward = TotalDerivative.Along(v, along);
                return faces.Aggregate(
                    v,
                    (sum, face) => sum + face.Weight * (face.Sign * inward + face.Coefficient * v)
                );
            });
        }
        return (lift, factor, v => maps.Aggregate(v, (e, map) => map(e)));
    }

    /// <summary>Null where the domain has no boundary of circles or a sphere, or values that differ on one.</summary>
    public static (Expression Lift, Expression Factor, Func<Expression, Expression> Map)? OnCircles(
        Domain domain,
        IReadOnlyList<FluxCondition> fluxes,
        IReadOnlyList<Condition> values
    )
    {
        if ((domain is Cylinder cylinder ? cylinder.Space : domain) is not (Annulus or UnitBall or Ball))
        {
            return null;
        }
        var space = domain.Dimension - (domain.TimeAxis is null ? 0 : 1);
        var distances = domain.PieceDistances()!;
        Expression lift = 0.0;
        Expression factor = 1.0;
        var pieces = new List<(Expression Weight, Expression[] Normal, Expression Coefficient, Expression Given)>();
        Condition[] around = [.. values.Where(c => !c.Region.IsInitial)];
        for (var i = 0; i < distances.Count; i++)
        {
            var own = domain.Only([i]);
            if (around.FirstOrDefault(c => IsOn(c, own)) is { Prescribed: { } prescribed })
            {
                factor *= distances[i];
                lift = prescribed.Value;
            }
            if (fluxes.FirstOrDefault(f => IsOn(f.Condition, own)) is not { } flux)
            {
                continue;
            }
            Expression[] normal =
            [
                .. Enumerable.Range(0, space).Select(k => -Differentiation.AlongAxis(distances[i], k)),
            ];
            var weight = distances[i];
            if (distances.Count == 2)
            {
                // The distance to the other circle, which is one number on this one.
                var there = PointOn(own);
                var other = Enumerable
                    .Range(0, space)
                    .Aggregate(distances[1 - i], (e, k) => Substitution.At(e, k, there[k]));
                weight *= (distances[1 - i] / NumberFolding.Of(other)).Power(2);
            }
            var (coefficient, given) = flux.Along(normal);
            pieces.Add((weight, normal, coefficient, given));
        }
        if (around.Length > 1)
        {
            return null;
        }
        var before = lift;
        foreach (var piece in pieces)
        {
            lift += piece.Weight * (Outward(before, piece.Normal) + piece.Coefficient * before - piece.Given);
        }
        return (
            lift,
            factor,
            v =>
                pieces.Aggregate(
                    v,
                    (sum, piece) => sum + piece.Weight * (Outward(v, piece.Normal) + piece.Coefficient * v)
                )
        );
    }

    private static Expression Outward(Expression e, Expression[] normal) =>
        Calculus.SumOver(normal.Length, k => normal[k] * TotalDerivative.Along(e, k));

    private static bool Covers(Condition condition, Box box, int axis, double at) =>
        condition.Region.Part == DomainPart.Boundary
        && condition.Region.Domain.BoundaryDistance(HardTrial.Middle(box, axis, at)) == 0;

    private static bool IsOn(Condition condition, Domain piece) =>
        condition.Region.Part == DomainPart.Boundary
        && condition.Region.Domain.BoundaryDistance(PointOn(piece)) <= 1e-9;

    private static double[] PointOn(Domain piece)
    {
        var unit = new double[piece.Dimension];
        var point = new double[piece.Dimension];
        Array.Fill(unit, 0.5);
        piece.MapBoundary(unit, point);
        return point;
    }
}
