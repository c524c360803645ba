using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Where stationary points of tiny networks for −u″ = π² sin πx turn back and branch, against closed forms and figures computed
/// independently.</summary>
public sealed class ContinuationTests
{
    private static readonly double Ritz = 2 * Math.Sqrt(5) / Math.PI;
    private static readonly double Galerkin = 4 * Math.PI * Math.Sqrt(5);

    /// <summary>The origin loses an unstable direction at μ = √5 ((1 − s) 2/π + 4πs).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    [InlineData(1)]
    public void The_origin_branches_where_the_blend_says(double s)
    {
        var (ritz, galerkin) = (Loss("ritz", 1), Loss("galerkin", 1));
        var branch = new Continuation(
            μ => new Ridge(WeightedSum.Blend(ritz, galerkin, s), μ),
            new ContinuationOptions { LongestStep = 1 }
        ).From(new double[3], 0.5, true, (0.2, 40), WorkerTeam.Sequential);
        var crossing = Assert.Single(branch.Events);
        Assert.Equal("branching", crossing.Kind);
        Assert.Equal(((1 - s) * Ritz) + (s * Galerkin), crossing.Point.At, 1e-10);
        Assert.Equal((1, 0), (branch.Points[0].Index, branch.Points[^1].Index));
    }

    [Fact]
    public void The_other_half_of_a_pitchfork_is_found()
    {
        var loss = Loss("ritz", 1);
        var continuation = new Continuation(μ => new Ridge(loss, μ));
        var crossing = continuation.From(new double[3], 1, true, (0.5, 2), WorkerTeam.Sequential).Events[0];
        var (up, down) = (
            continuation.Switch(crossing, 1, WorkerTeam.Sequential)!.Value,
            continuation.Switch(crossing, -1, WorkerTeam.Sequential)!.Value
        );
        Assert.True(up.At < Ritz && down.At < Ritz);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(up.Parameters[i], -down.Parameters[i], 1e-9);
        }
        // The new branch is stable.
        Assert.Equal(0, new Refinement(new Ridge(loss, up.At)).From(up.Parameters, WorkerTeam.Sequential).Index);
    }

    /// <summary>From one half of the fork through its tip into the other, which keeps the index.</summary>
    [Fact]
    public void The_tip_of_a_fork_is_told()
    {
        var loss = Loss("ritz", 1);
        var continuation = new Continuation(μ => new Ridge(loss, μ));
        var crossing = continuation.From(new double[3], 1, true, (0.5, 2), WorkerTeam.Sequential).Events[0];
        var (start, at) = continuation.Switch(crossing, 1, WorkerTeam.Sequential)!.Value;
        var low = continuation.From(start, at, false, (1.2, 2), WorkerTeam.Sequential).Points[^1];
        var branch = continuation.From(low.Parameters, low.At, true, (1.1, 2), WorkerTeam.Sequential);
        var tip = Assert.Single(branch.Events);
        Assert.Equal("pitchfork", tip.Kind);
        Assert.Equal(Ritz, tip.Point.At, 1e-8);
        Assert.All(branch.Points, p => Assert.Equal(0, p.Index));
        // The end is the mirror image of a point of the beginning.
        Assert.True(branch.Points[0].Parameters[0] * branch.Points[^1].Parameters[0] < 0);
    }

    /// <summary>The mirror image of the minimum appears in a fold.</summary>
    [Theory]
    [InlineData("ritz", 0.001, 0.00230996, -2.2159, 3.3363, 3.947)]
    [InlineData("galerkin", 0.01, 0.92786026, -2.7406, 3.8192, 3.4987)]
    public void The_second_minimum_ends_in_a_fold(
        string formulation,
        double start,
        double fold,
        double w,
        double b,
        double a
    )
    {
        var loss = Loss(formulation, 1);
        // A step may lead beyond the range, and there is no ridge below 0.
        var branch = new Continuation(μ => new Ridge(loss, Math.Max(μ, 1e-12))).From(
            [w, b, a],
            start,
            true,
            (0.5 * start, 2 * fold),
            WorkerTeam.Sequential
        );
        Assert.Contains(branch.Events, e => e.Kind == "fold" && Math.Abs(e.Point.At - fold) < 1e-6);
    }

    /// <summary>Two equal units part as the ridge falls.</summary>
    [Theory]
    [InlineData("ritz", 0.02, 0.01050445)]
    [InlineData("galerkin", 2.5, 1.66283007)]
    public void Two_equal_units_part(string formulation, double start, double splitting)
    {
        var loss = Loss(formulation, 2);
        double[] guess = [2.5, 2.5, 1, 1, 1.5, 1.5];
        var equal = new Refinement(new Ridge(loss, start)).From(guess, WorkerTeam.Sequential, 0);
        Assert.Equal(equal.Parameters[0], equal.Parameters[1], 1e-9);
        var branch = new Continuation(μ => new Ridge(loss, μ)).From(
            equal.Parameters,
            start,
            false,
            (0.5 * splitting, 2 * start),
            WorkerTeam.Sequential
        );
        Assert.Contains(branch.Events, e => e.Kind == "branching" && Math.Abs(e.Point.At - splitting) < 1e-6);
    }

    private static IObjective Loss(string formulation, int width)
    {
        var here = new SourceLocation("test", 1, 1);
        return new PdeSource(
            Problems.Catalogue.Resolve("poisson", here),
            Studies.Catalogues.Networks.Catalogue.Resolve(
                $"mlp(width={width}, depth=1, activation=tanh, bias=hidden)",
                here
            ),
            Trials.Catalogue.Resolve("hard", here),
            Quadratures.Catalogue.Resolve("gauss(nodes=40)", here),
            Formulations.Catalogue.Resolve(formulation, here)
        ).Create();
    }
}
