using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Landscapes of a network of one unit for −u″ = π² sin πx, enumerated independently (NumPy; 300 to 500 starts).</summary>
public sealed class PdeCensusTests
{
    private static readonly SourceLocation Here = new("test", 1, 1);

    public static TheoryData<string, double, (double Value, int Index, int Size)[]> Rows =>
        new()
        {
            { "ritz", 0.01, [(-2.3423624, 0, 2), (0, 1, 1)] },
            { "ritz", 0.001, [(-2.4321934, 0, 2), (-2.4262483, 0, 2), (-2.4219080, 1, 2), (0, 1, 1)] },
            { "galerkin", 0.01, [(5.8235778, 0, 2), (5.8917509, 0, 2), (9.2968634, 1, 2), (48.7045455, 1, 1)] },
            { "galerkin", 1, [(13.8800551, 0, 2), (48.7045455, 1, 1)] },
            { "ritz", 1e-4, [(-2.4442133, 0, 2), (-2.4432204, 0, 2), (-2.4307323, 1, 2), (0, 1, 1)] },
            { "galerkin", 1e-3, [(5.7277484, 0, 2), (5.7348007, 0, 2), (9.2332080, 1, 2), (48.7045455, 1, 1)] },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_orbit_of_the_equation_is_found(
        string formulation,
        double ridge,
        (double Value, int Index, int Size)[] expected
    )
    {
        var census = Take(formulation, "hidden", ridge);
        Assert.Equal(1, census.EulerGenuine);
        Assert.Equal("complete by search and check", census.Verdict);
        Assert.True(census.Complete);
        var genuine = census.Points.Where(p => !p.Quadrature).ToList();
        Assert.Equal(expected.Length, genuine.Count);
        foreach (var (value, index, size) in expected)
        {
            var point = Assert.Single(genuine, p => Math.Abs(p.Value - value) < 1e-7);
            Assert.Equal((index, size, true), (point.Index, point.Orbit!.Value, point.Verified));
        }
        Assert.All(
            census.Points.Where(p => p.Quadrature),
            p => Assert.Equal(("made by the quadrature", false), (p.Label, p.Verified))
        );
        if (ridge >= (formulation == "ritz" ? 1e-3 : 1e-2))
        {
            Assert.Equal(1, census.Euler);
        }
    }

    [Fact]
    public void Without_biases_and_ridge_the_energy_has_no_minimiser()
    {
        var census = Take("ritz", "false", null);
        Assert.StartsWith("no finite minimiser", census.Verdict, StringComparison.Ordinal);
        Assert.False(census.Complete);
        // Along the weight, at a height of the output that goes to 0.
        Assert.True(Math.Abs(census.Infinity![0]) > 0.99);
        Assert.All(census.Points.Where(p => p.Index == 0), p => Assert.True(p.Quadrature));
        Assert.Contains(census.Points, p => p.Index == 1 && Math.Abs(p.Value) < 1e-9 && p.Verified);
    }

    [Fact]
    public void Without_ridge_the_minimum_is_found_and_the_degenerate_pass_is_not_verified()
    {
        var census = Take("ritz", "hidden", null, starts: 30);
        Assert.Contains(
            census.Points,
            p => Math.Abs(p.Value + 2.445722069335) < 1e-9 && p is { Index: 0, Verified: true }
        );
        var pass = Assert.Single(census.Points, p => Math.Abs(p.Value + (24 / (Math.PI * Math.PI))) < 1e-7);
        Assert.Equal(("index undecidable", false), (pass.Label, pass.Verified));
        Assert.Null(census.Euler);
    }

    private static CensusRecord Take(string formulation, string bias, double? ridge, int starts = 500)
    {
        var source = new PdeSource(
            Problems.Catalogue.Resolve("poisson", Here),
            Studies.Catalogues.Networks.Catalogue.Resolve($"mlp(width=1, depth=1, activation=tanh, bias={bias})", Here),
            Trials.Catalogue.Resolve("hard", Here),
            Quadratures.Catalogue.Resolve("gauss(nodes=40)", Here),
            Formulations.Catalogue.Resolve(formulation, Here)
        );
        return CensusAnalysis
            .Instance.Measure(
                new CensusInputs(source, ridge, null, starts, null, 1),
                new TaskContext(new ObjectivePool(), WorkerTeam.Sequential)
            )
            .Record;
    }
}
