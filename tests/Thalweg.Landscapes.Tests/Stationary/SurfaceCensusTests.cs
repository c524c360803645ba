using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Stationary;

/// <summary>Surfaces whose stationary points are all known, computed independently (NumPy, SciPy and mpmath).</summary>
public sealed class SurfaceCensusTests
{
    public static TheoryData<string, int, string, (double Value, int Index, int Size)[]> Surfaces =>
        new()
        {
            {
                "camel",
                2,
                "complete by search and check",
                [
                    (-1.031628453490, 0, 2),
                    (-0.215463824384, 0, 2),
                    (2.104250310311, 0, 2),
                    (0, 1, 1),
                    (0.543718600978, 1, 2),
                    (2.229357197531, 1, 2),
                    (2.229470818030, 1, 2),
                    (2.496295351024, 2, 2),
                ]
            },
            {
                "himmelblau",
                2,
                "complete by search and check",
                [
                    (0, 0, 1),
                    (0, 0, 1),
                    (0, 0, 1),
                    (0, 0, 1),
                    (13.311926270406, 1, 1),
                    (67.719150087526, 1, 1),
                    (104.015162917558, 1, 1),
                    (178.337239201927, 1, 1),
                    (181.616521522583, 2, 1),
                ]
            },
            {
                "muller-brown",
                2,
                "complete by search and check",
                [
                    (-146.699517209954, 0, 1),
                    (-108.166724116852, 0, 1),
                    (-80.767818129659, 0, 1),
                    (-72.248940112325, 1, 1),
                    (-40.664843508657, 1, 1),
                ]
            },
            {
                "three-hole",
                2,
                "complete by search and check",
                [
                    (-3.994860601854, 0, 2),
                    (-2.172153622994, 0, 1),
                    (-1.646687453475, 1, 2),
                    (-1.384586640398, 1, 1),
                    (-0.715229886982, 2, 1),
                ]
            },
            {
                "two-gaussians",
                2,
                "no Euler check (it tends to a finite value far out); complete by search",
                [
                    (-0.000030904231, 0, 1),
                    (0.108707167886, 0, 1),
                    (0.624393347187, 1, 1),
                    (0.637257237656, 1, 1),
                    (0.996067195679, 1, 1),
                    (1.145515253485, 2, 1),
                    (1.616921167793, 2, 1),
                ]
            },
            {
                "cube",
                3,
                "complete by search and check",
                [(0, 0, 8), (1, 1, 4), (2, 1, 4), (3, 1, 4), (3, 2, 2), (4, 2, 2), (5, 2, 2), (6, 3, 1)]
            },
            {
                "styblinski-tang",
                3,
                "complete by search and check",
                [
                    .. from a in Enumerable.Range(0, 3)
                    from b in Enumerable.Range(a, 3 - a)
                    from c in Enumerable.Range(b, 3 - b)
                    select (
                        Tang[a] + Tang[b] + Tang[c],
                        (a == 2 ? 1 : 0) + (b == 2 ? 1 : 0) + (c == 2 ? 1 : 0),
                        a == b && b == c ? 1
                        : a == b || b == c ? 3
                        : 6
                    ),
                ]
            },
            { "rosenbrock", 3, "complete by search and check", [(0, 0, 1)] },
            {
                "rosenbrock",
                4,
                "complete by search and check",
                [(0, 0, 1), (3.70142861043, 0, 1), (3.7082419966473, 1, 1)]
            },
            {
                "rosenbrock",
                5,
                "complete by search and check",
                [(0, 0, 1), (3.930839434133, 0, 1), (4.6573714282006, 1, 1)]
            },
            {
                "rosenbrock",
                6,
                "complete by search and check",
                [(0, 0, 1), (3.9739405009303, 0, 1), (5.646383966588, 1, 1)]
            },
            {
                "rosenbrock",
                7,
                "complete by search and check",
                [(0, 0, 1), (3.9836005364249, 0, 1), (6.63626250756, 1, 1)]
            },
            {
                "rosenbrock",
                8,
                "complete by search and check",
                [(0, 0, 1), (3.9858877695995, 0, 1), (7.6261590034385, 1, 1)]
            },
        };

    // The minima of one variable, and its maximum.
    private static double[] Tang => [-39.166165703771, -25.029446655284, 0.195612359055];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void Every_point_is_found_with_its_index_and_its_copies(
        string name,
        int dimension,
        string verdict,
        (double Value, int Index, int Size)[] expected
    )
    {
        // Of the longer valleys minima and passes alone: a search for every other index costs as much and ends in none.
        var census = Take(name, dimension, new CensusOptions { HighestIndex = dimension > 4 ? 1 : null });
        Assert.Equal(verdict, census.Verdict);
        var found = census.Points.Select(p => (p.Point.Value, p.Point.Index, Size: p.Orbit.Size!.Value)).ToList();
        foreach (var (value, index, size) in expected)
        {
            var match = found.FindIndex(f => Math.Abs(f.Value - value) <= 1e-8 && f.Index == index && f.Size == size);
            Assert.True(match >= 0, $"no {index} at {value} ({size}) among {string.Join("; ", found)}");
            found.RemoveAt(match);
        }
        Assert.Empty(found);
        Assert.All(census.Points, p => Assert.True(p.IsVerified, $"{p.Point.Label} at {p.Point.Value}"));
        Assert.Equal(census.Euler, census.Verdict.StartsWith("no", StringComparison.Ordinal) ? null : 1);
        Assert.True(census.IsComplete);
    }

    [Theory]
    [InlineData(4, new[] { -6.0 }, new[] { -5.07342086 })]
    [InlineData(5, new[] { -9.10385242 }, new[] { -8.48062016, -8.19788757 })]
    [InlineData(6, new[] { -12.71206226, -12.30292753 }, new[] { -12.07903127, -11.63030727, -11.33403263 })]
    public void Clusters_have_their_minima_and_passes(int atoms, double[] minima, double[] passes)
    {
        var census = Take(
            "lennard-jones",
            3 * atoms,
            new CensusOptions
            {
                MostStarts = 40,
                HighestIndex = 1,
                NoCheck = "zero modes",
            }
        );
        foreach (var (values, index) in new[] { (minima, 0), (passes, 1) })
        {
            foreach (var value in values)
            {
                var point = Assert.Single(
                    census.Points,
                    p => Math.Abs(p.Point.Value - value) < 1e-8 && p.Point.Index == index
                );
                Assert.True(point.IsVerified);
                Assert.Equal((6, 6), (point.Point.ZeroModes, point.Point.ExplainedZeroModes));
            }
        }
        Assert.Null(census.Euler);
    }

    [Fact]
    public void Three_atoms_on_a_line_have_index_two_and_five_zero_modes()
    {
        double[] line = [-1.1, 0, 0, 0, 0, 0, 1.1, 0, 0];
        var point = new Refinement(new LennardJones(3)).From(line, WorkerTeam.Sequential);
        Assert.Equal(-2.03112413, point.Value, 1e-8);
        Assert.Equal((PointLabel.Regular, 2, 5), (point.Label, point.Index, point.ZeroModes));
        Assert.Equal(-0.22197, point.NegativeEigenvalues[0], 1e-5);
        Assert.Equal(176.1, point.Eigenvalues[^1], 0.05);
    }

    [Fact]
    public void The_ways_down_from_the_saddle_of_leps_run_to_infinity()
    {
        var census = Take("leps", 2);
        var saddle = Assert.Single(census.Points, p => p.Point.Index == 1);
        Assert.Equal(-3.1769130867, saddle.Point.Value, 1e-8);
        Assert.Equal(1.1493779934, saddle.Point.Parameters[0], 1e-8);
        Assert.Equal(0.8624687699, saddle.Point.Parameters[1], 1e-8);
        Assert.All(saddle.Ends!, end => Assert.Equal(PointLabel.RunningToInfinity, end.Label));
        Assert.True(saddle.IsVerified);
        Assert.DoesNotContain(census.Points, p => p.Point.Index == 0);
    }

    [Fact]
    public void Passes_name_the_minima_and_the_symmetry()
    {
        var census = Take("camel", 2);
        var pass = Assert.Single(census.Passes, p => Math.Abs(p.Height) < 1e-12);
        // The two lowest minima are one orbit.
        Assert.Equal((0, 0), (pass.From, pass.To));
        Assert.Equal(1.031628453490, pass.Barrier!.Value, 1e-9);
        Assert.Equal(["(-x1, -x2)", "same point"], new[] { pass.FromMap, pass.ToMap }.Order());
    }

    [Fact]
    public void A_planted_omission_is_flagged()
    {
        var census = Take("himmelblau", 2);
        foreach (var omitted in Enumerable.Range(0, census.Points.Count))
        {
            var rest = census.Points.Where((_, i) => i != omitted).Select(p => p with { Ends = null }).ToList();
            var again = CensusResult.Of(rest, [], new CensusOptions { IsCoercive = true }, 1, 1);
            Assert.False(again.IsComplete);
            Assert.StartsWith("at least 1 missing: the Euler sum is ", again.Verdict, StringComparison.Ordinal);
        }
    }

    private static CensusResult Take(string name, int dimension, CensusOptions? options = null)
    {
        var entry = AnalyticObjectives.Find(name)!;
        options ??= new CensusOptions();
        return new Census(
            entry.For(dimension),
            null,
            options with
            {
                IsCoercive = entry.IsCoercive,
                NoCheck = options.NoCheck ?? entry.BoundedBy,
            }
        ).From(entry.Box, WorkerTeam.Sequential);
    }
}
