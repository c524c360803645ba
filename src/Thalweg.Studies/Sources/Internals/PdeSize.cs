using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Memory;

namespace Thalweg.Studies.Sources;

/// <summary>How large a loss of points is, before it is made.</summary>
internal static class PdeSize
{
    // The gradient of a term is summed from at most so many parts, each of P numbers.
    private const int GradientParts = 64;

    private const int PointsPerTile = 32;

    // Sums of a block of 256 vectors over tiles, by point; expressions of the coordinates; weights as given and as scaled.
    private const double NumbersPerPoint = 32;

    public static SourceSize Of(PdeSource source, Problem problem, QuadratureRule rule, int threads)
    {
        var (layout, d) = (source.Layout, problem.Dimension);
        var formulation = Catalogues.Formulations.Create(source.Formulation);
        if (rule.MisfitOn(problem.Domain, DomainPart.Interior) is not null)
        {
            return new SourceSize(layout.Count, 1, layout.Count, []);
        }
        var (interior, tests) = Catalogues.Formulations.SizeOf(
            source.Formulation,
            problem,
            rule.CountOn(problem.Domain)
        );
        // Points of the boundary and of the initial surface are taken to be as many as inside.
        var terms = Terms(source, problem, formulation, interior);
        var inside = rule.CountOn(problem.Domain) * (source.Sampler is null ? 1.0 : 2.0);
        var points = inside * terms;
        var rows = (long)(points * (formulation.IsSumOfSquares ? 1 : d + 1));
        var neurons = layout.Tensors.Where(t => t.Role == ParameterRole.Weight).Sum(t => (double)t.Rows);
        var parts = Math.Min(GradientParts, Math.Ceiling(inside / PointsPerTile)) * terms;
        return new SourceSize(
            layout.Count,
            rows,
            (long)(rule.CountOn(problem.Domain) * (double)terms * layout.Count),
            [
                new(
                    points * ((3.0 * (d + 1)) + NumbersPerPoint) * sizeof(double),
                    string.Create(CultureInfo.InvariantCulture, $"{points:g10} points of {source.Quadrature.Brief}"),
                    "fewer points",
                    source.Quadrature.Location
                ),
                new(
                    (parts + 4.0) * layout.Count * sizeof(double),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"gradients of the {layout.Count} parameters of {source.Network.Brief}"
                    ),
                    "a smaller network",
                    source.Network.Location
                )
                {
                    Longest = parts * layout.Count,
                },
                .. TestParts(source, tests, inside),
                new(
                    threads * neurons * (d + 2.0) * PointsPerTile * 4 * sizeof(double),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{neurons:g10} neurons of {source.Network.Brief} on {threads} threads"
                    ),
                    "a smaller network, or fewer --threads",
                    source.Network.Location
                ),
            ]
        );
    }

    private static MemoryPart[] TestParts(PdeSource source, double numbers, double points) =>
        numbers > 0
            ?
            [
                new(
                    2 * numbers * sizeof(double),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"test functions of {source.Formulation.Brief} at {points:g10} points"
                    ),
                    "a lower degree or fewer points",
                    source.Formulation.Location
                )
                {
                    Longest = numbers,
                },
            ]
            : [];

    private static int Terms(PdeSource source, Problem problem, Formulation formulation, int interior) =>
        source.Trial.Name == Catalogues.Trials.Free
        && (formulation.Penalty is not null || formulation.Weights.Count > 0 || formulation.Blend is not null)
            ? interior + problem.Conditions.Count
            : interior;
}
