using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Whether two conditions ask one expression of u to have two values on a common part of positive measure.</summary>
/// <remarks>Looked at for two fields of waves at points of the smaller part: the difference of two contradictory residuals is not 0 and the same for every
/// field. Values that differ in corners alone are no contradiction.</remarks>
internal static class Contradictions
{
    private const int Points = 64;

    private const double Tolerance = 1e-9;

    /// <param name="places">For each condition the text that says it, and where in that text it begins.</param>
    /// <exception cref="ProblemTextException">Two conditions contradict each other.</exception>
    public static void Require(Problem problem, IReadOnlyList<(int Item, int Mark)> places)
    {
        Condition[] said = [.. problem.Conditions.Take(places.Count).Where(c => c is { Shift: null, Data: null })];
        for (var i = 0; i < said.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (AreOfOneKind(said[i], said[j]) && Common(said[i], said[j]) is { } points)
                {
                    Require(problem, said[j], said[i], points, places);
                }
            }
        }
    }

    private static void Require(
        Problem problem,
        Condition first,
        Condition second,
        PointSet points,
        IReadOnlyList<(int Item, int Mark)> places
    )
    {
        var difference = first.Residual - second.Residual;
        var values = Enumerable
            .Range(0, 2)
            .Select(field =>
                CoordinateValues.Of(
                    [
                        Substitution.Of(difference, RandomFields.Of(problem, field), problem.Dimension),
                        Substitution.Of(first.Residual, RandomFields.Of(problem, field), problem.Dimension),
                    ],
                    points
                )
            )
            .ToArray();
        var apart = false;
        for (var n = 0; n < points.Count; n++)
        {
            var scale = Tolerance * Math.Max(1, Math.Abs(values[0][points.Count + n]));
            if (!(Math.Abs(values[0][n] - values[1][n]) <= scale))
            {
                return;
            }
            apart |= Math.Abs(values[0][n]) > scale;
        }
        if (!apart)
        {
            return;
        }
        var (item, mark) = places[problem.Conditions.ToList().IndexOf(second)];
        throw new ProblemTextException(
            ProblemText.ConditionsKey,
            item,
            mark + 1,
            $"'{second.Name}' on {second.Region} contradicts '{first.Name}' on {first.Region}, expected one value there: leave one of them out, or name the pieces"
        );
    }

    private static bool AreOfOneKind(Condition a, Condition b) =>
        a.IsIntegral == b.IsIntegral
        && a.IsInterface == b.IsInterface
        && a.Region.Part == b.Region.Part
        && ((!a.IsIntegral && !a.IsInterface) || a.Region.Name == b.Region.Name);

    // Points of the smaller region, where they lie in the other one.
    private static PointSet? Common(Condition a, Condition b)
    {
        if (a.Region.Part != DomainPart.Boundary)
        {
            return new HaltonRule(Points).PointsOn(a.Region.Domain, a.Region.Part, 0);
        }
        var (small, large) = a.Region.Measure <= b.Region.Measure ? (a.Region, b.Region) : (b.Region, a.Region);
        var points = RegionPoints.WithNormals(new HaltonRule(Points), small, 0);
        var point = new double[points.Dimension];
        int[] kept =
        [
            .. Enumerable
                .Range(0, points.Count)
                .Where(n =>
                {
                    for (var k = 0; k < point.Length; k++)
                    {
                        point[k] = points.Axis(k)[n];
                    }
                    return large.Domain.BoundaryDistance(point) <= Tolerance;
                }),
        ];
        return kept.Length == 0
            ? null
            : new PointSet(
                points.Dimension,
                [.. Enumerable.Range(0, points.Dimension).SelectMany(k => kept.Select(n => points.Axis(k)[n]))],
                [.. kept.Select(n => points.Weights[n])]
            )
            {
                Normals =
                [
                    .. Enumerable
                        .Range(0, points.Dimension)
                        .SelectMany(k => kept.Select(n => points.Normals![k * points.Count + n])),
                ],
            };
    }
}
