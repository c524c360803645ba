using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Functions g and φ for the prescribed values of a problem.</summary>
/// <remarks>
/// <para>Boxes: φ is the product of the distances to the faces where the component is prescribed, and of t; g is blended from face to face by
/// linear (transfinite) interpolation, and holds all values where these agree at edges, which is looked at.</para>
/// <para>Discs, annuli, polygons: one value of all the boundary, which is g. φ is R² − r², the product of the distances to the sides of
/// a convex polygon, otherwise the joined distances of its edges [Sukumar2022], or, if asked for, powers of its corners.</para>
/// <para>Joined distances may be asked for everywhere; then several values are blended by them.</para>
/// </remarks>
internal static class HardTrial
{
    private const int Points = 64;

    private const double Tolerance = 1e-9;

    /// <summary>The problem with lifts, factors and what they hold, or with why there are none.</summary>
    public static Problem Of(Problem problem, DistanceKind kind = DistanceKind.Standard)
    {
        var isJoined = kind is DistanceKind.Joined or DistanceKind.JoinedSquares;
        var smoothness =
            isJoined ? int.MaxValue
            : kind == DistanceKind.Corner ? 1
            : problem.Domain.FactorSmoothness;
        var lifts = new Expression?[problem.Outputs];
        var factors = new Expression?[problem.Outputs];
        if (problem.Conditions.All(c => c.Prescribed is null && c.Shift is null))
        {
            return Without(problem, "which prescribes no values");
        }
        for (var k = 0; k < problem.Outputs; k++)
        {
            Condition[] own = [.. problem.Conditions.Where(c => c.Prescribed?.Output == k)];
            if (own.Length == 0)
            {
                continue;
            }
            var (lift, factor, reason) = kind switch
            {
                _ when isJoined => Joined(problem.Domain, own, kind == DistanceKind.Joined ? 1 : 2, ref smoothness),
                DistanceKind.Corner => Elsewhere(problem.Domain, own, CornerFactor.Of),
                _ when problem.Domain is Box box => OnBox(box, own),
                DistanceKind.Transfinite => (
                    0.0,
                    null,
                    $"on the {problem.Domain.Name}, where values are blended from face to face of a box alone; take distance=rfunction"
                ),
                DistanceKind.Polynomial when smoothness == 1 => (
                    0.0,
                    null,
                    $"on the {problem.Domain.Name}, where no polynomial is zero on the sides alone; take distance=rfunction"
                ),
                _ => Elsewhere(problem.Domain, own, domain => (domain.Factor(), null)),
            };
            if (reason is not null || factor is null)
            {
                return Without(problem, reason ?? "for whose domain no function with these values is known");
            }
            if (own.FirstOrDefault(c => !Holds(c, lift, factor)) is { } broken)
            {
                return Without(
                    problem,
                    $"whose prescribed values do not agree where '{broken.Name}' meets another condition"
                );
            }
            (lifts[k], factors[k]) = (lift is Constant { Value: 0.0 } ? null : lift, factor);
        }
        var rough = problem.Conditions.FirstOrDefault(c => c.Shift is not null && !IsPeriodic(c, lifts));
        return problem with
        {
            Lifts = lifts,
            BoundaryFactors = factors,
            FactorSmoothness = smoothness,
            NoHardTrial = null,
            Held =
            [
                .. problem.Conditions.Where(c => c.Prescribed is not null || c.Shift is not null).Select(c => c.Name),
            ],
            RoughSeam = rough is null
                ? null
                : $"trial 'hard' of '{problem}' cannot be periodic, since its prescribed values are not as '{rough.Name}' asks; take hard(waves=0) and give the formulation a penalty for the periodic conditions, or trial 'periodic' and a penalty for the others",
        };
    }

    // Periodic conditions may still be held, by a trial function that has no others.
    private static Problem Without(Problem problem, string reason) =>
        problem with
        {
            NoHardTrial =
                $"trial 'hard' is for problems with prescribed values, received '{problem}', {reason}{(reason.Contains(';', StringComparison.Ordinal) ? ", or" : "; take")} trial 'none' and give the formulation a penalty",
            Held = [.. problem.Conditions.Where(c => c.Shift is not null).Select(c => c.Name)],
        };

    private static (Expression Lift, Expression? Factor, string? Reason) OnBox(Box box, Condition[] conditions)
    {
        var (lift, factor) = OnFaces(box, conditions);
        if (box.TimeAxis is { } time && conditions.FirstOrDefault(c => c.Region.IsInitial) is { } initial)
        {
            factor = Calculus.T(time) * factor;
            lift += Substitution.At(initial.Prescribed!.Value.Value - lift, time, 0);
        }
        return (lift, factor, null);
    }

    /// <summary>g and φ by the values on the faces of space.</summary>
    internal static (Expression Lift, Expression Factor) OnFaces(Box box, IReadOnlyList<Condition> conditions)
    {
        Expression lift = 0.0;
        Expression factor = 1.0;
        var space = box.Dimension - (box.TimeAxis is null ? 0 : 1);
        for (var axis = 0; axis < space; axis++)
        {
            var (lower, upper) = (Given(axis, box.Lower(axis)), Given(axis, box.Upper(axis)));
            var (x, a, b) = (Calculus.X(axis), box.Lower(axis), box.Upper(axis));
            var before = lift;
            var length = b - a;
            if (lower is not null)
            {
                factor *= a == 0 ? x : x - a;
                var weight = upper is null ? 1.0 : (b - x) / length;
                lift += weight * Substitution.At(lower - before, axis, a);
            }
            if (upper is not null)
            {
                factor *= b - x;
                var weight = lower is null ? 1.0 : (x - a) / length;
                lift += weight * Substitution.At(upper - before, axis, b);
            }
        }
        return (lift, factor);

        // The value on a face; where one expression is prescribed all around, the same on every face.
        Expression? Given(int axis, double at)
        {
            var point = Middle(box, axis, at);
            return conditions
                .FirstOrDefault(c => !c.Region.IsInitial && c.Region.Domain.BoundaryDistance(point) == 0)
                ?.Prescribed?.Value;
        }
    }

    private static (Expression Lift, Expression? Factor, string? Reason) Elsewhere(
        Domain domain,
        Condition[] conditions,
        Func<Domain, (Expression? Factor, string? Reason)> factorOf
    )
    {
        Condition[] around = [.. conditions.Where(c => !c.Region.IsInitial)];
        if (around is not [var only] || only.Region.Domain.Pieces.Count != domain.Pieces.Count)
        {
            return (0.0, null, $"on the {domain.Name}, where one value all around is expected");
        }
        var (factor, reason) = factorOf(domain);
        var lift = only.Prescribed!.Value.Value;
        if (
            factor is not null
            && domain.TimeAxis is { } time
            && conditions.FirstOrDefault(c => c.Region.IsInitial) is { } initial
        )
        {
            factor = Calculus.T(time) * factor;
            lift += Substitution.At(initial.Prescribed!.Value.Value - lift, time, 0);
        }
        return (lift, factor, reason);
    }

    /// <summary>Distances to the parts where values are prescribed, joined, and the values blended by them.</summary>
    /// <param name="smoothness">Becomes 1 where parts meet or end: joined distances have unbounded second derivatives there.</param>
    private static (Expression Lift, Expression? Factor, string? Reason) Joined(
        Domain domain,
        Condition[] conditions,
        int order,
        ref int smoothness
    )
    {
        var (distances, values) = (new List<Expression>(), new List<Expression>());
        var pieces = 0;
        foreach (var condition in conditions.Where(c => !c.Region.IsInitial))
        {
            var own = condition.Region.Domain is Box box ? Faces(box) : condition.Region.Domain.PieceDistances();
            if (own is null or [])
            {
                return (0.0, null, $"on the {domain.Name}, for which no distances to its parts are known");
            }
            pieces += own.Count;
            distances.Add(JoinedDistance.Of(own, order));
            values.Add(condition.Prescribed!.Value.Value);
        }
        // Faces of an interval and circles do not meet; an edge of a polygon ends, one face of a box does not.
        if (!domain.IsSmooth && Space(domain) > 1 && (pieces > 1 || domain is not Box))
        {
            smoothness = 1;
        }
        var factor = distances.Count == 0 ? 1.0 : JoinedDistance.Of(distances, order);
        var lift = distances.Count == 0 ? 0.0 : JoinedDistance.Blend(distances, values);
        if (domain.TimeAxis is { } time && conditions.FirstOrDefault(c => c.Region.IsInitial) is { } initial)
        {
            factor = Calculus.T(time) * factor;
            lift += Substitution.At(initial.Prescribed!.Value.Value - lift, time, 0);
        }
        return (lift, factor, null);
    }

    private static int Space(Domain domain) => domain.Dimension - (domain.TimeAxis is null ? 0 : 1);

    // Of a face.
    internal static double[] Middle(Box box, int axis, double at) =>
        [.. Enumerable.Range(0, box.Dimension).Select(k => k == axis ? at : 0.5 * (box.Lower(k) + box.Upper(k)))];

    // Distances to the faces of a box that carry conditions.
    private static List<Expression> Faces(Box box)
    {
        var distances = new List<Expression>();
        for (var axis = 0; axis < Space(box); axis++)
        {
            foreach (var (at, sign) in new[] { (box.Lower(axis), 1.0), (box.Upper(axis), -1.0) })
            {
                if (box.BoundaryDistance(Middle(box, axis, at)) == 0)
                {
                    distances.Add(sign * (Calculus.X(axis) - at));
                }
            }
        }
        return distances;
    }

    private static bool IsPeriodic(Condition condition, Expression?[] lifts)
    {
        Expression[] here = [.. lifts.Select(lift => lift ?? 0.0)];
        var misfit = Substitution.Of(
            condition.Residual,
            [.. here, .. here.Select(lift => Substitution.Shifted(lift, condition.Shift!))],
            condition.Region.Domain.Dimension
        );
        var points = new SobolRule(Points).PointsOn(condition.Region.Domain, condition.Region.Part, 0);
        return CoordinateValues.Of([misfit], points).All(value => Math.Abs(value) <= Tolerance);
    }

    private static bool Holds(Condition condition, Expression lift, Expression factor)
    {
        var (region, value) = (condition.Region, condition.Prescribed!.Value.Value);
        var points = new SobolRule(Points).PointsOn(region.Domain, region.Part, 0);
        var values = CoordinateValues.Of([lift - value, factor, value], points);
        for (var n = 0; n < points.Count; n++)
        {
            var scale = Tolerance * Math.Max(1, Math.Abs(values[2 * points.Count + n]));
            if (!(Math.Abs(values[n]) <= scale && Math.Abs(values[points.Count + n]) <= scale))
            {
                return false;
            }
        }
        return true;
    }
}
