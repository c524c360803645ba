using System.Text.Json;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Tests.LineSearches;

public sealed class LineSearchTests
{
    private static readonly ILineSearch[] Searches =
    [
        new Backtracking(),
        new MoreThuente(),
        new HagerZhang(),
        new CubicZoom(),
        new GoldenSection(),
        new QuadraticSearch(),
    ];

    public static TheoryData<int, int> Functions =>
        [.. from function in Enumerable.Range(0, 6) from start in Enumerable.Range(0, 4) select (function, start)];

    /// <summary>Against MINPACK: fixtures/generate_line_searches.py wrote every trial of its dcsrch.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void More_Thuente_makes_the_trials_of_MINPACK(int function, int start)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("line_searches.json")));
        var entry = document.RootElement[function];
        var expected = entry.GetProperty("searches")[start];
        var curve = new Curve(Curve.MoreThuente[function]);
        var search = new MoreThuente(
            entry.GetProperty("decrease").GetDouble(),
            entry.GetProperty("curvature").GetDouble(),
            100
        );
        var result = search.Search(curve.Line(), expected.GetProperty("initial").GetDouble());
        Assert.Equal(LineSearchOutcome.Accepted, result.Outcome);
        Assert.Equal("CONVERGENCE", expected.GetProperty("task").GetString());
        var steps = expected.GetProperty("steps").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        Assert.Equal(steps.Length, curve.Trials.Count);
        for (var i = 0; i < steps.Length; i++)
        {
            Assert.Equal(steps[i], curve.Trials[i], 1e-9 * steps[i]);
        }
        Assert.Equal(steps[^1], result.Step, 1e-9 * steps[^1]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_search_keeps_what_it_promises(int function, int start)
    {
        var initial = Math.Pow(10, (2 * start) - 3);
        foreach (var search in Searches[..5])
        {
            var curve = new Curve(Curve.MoreThuente[function]);
            var line = curve.Line();
            var result = search.Search(line, initial);
            Assert.True(result.Succeeded, $"{search.Description}: {result}");
            Assert.Equal(curve.Trials.Count, line.ValueEvaluations + line.GradientEvaluations);
            var (value, slope) = Curve.MoreThuente[function](result.Step);
            var origin = line.Origin;
            var (decrease, curvature) = search switch
            {
                HagerZhang hz => (hz.Decrease, hz.Curvature),
                MoreThuente mt => (mt.Decrease, mt.Curvature),
                CubicZoom zoom => (zoom.Decrease, zoom.Curvature),
                Backtracking back => (back.Decrease, double.PositiveInfinity),
                _ => (0, double.PositiveInfinity),
            };
            if (result.Outcome == LineSearchOutcome.Lower)
            {
                // PyTorch's search ends so where its trials are spent: from 1000 on the first function.
                Assert.True(search is CubicZoom && line.GradientEvaluations == 26, search.Description);
                Assert.True(value < origin.Value);
                continue;
            }
            var bySlope = search is HagerZhang && slope <= ((2 * decrease) - 1) * origin.Slope;
            Assert.True(bySlope || value <= origin.Value + (decrease * result.Step * origin.Slope), search.Description);
            Assert.True(value < origin.Value);
            Assert.True(slope >= curvature * origin.Slope, search.Description);
            if (search is MoreThuente or CubicZoom)
            {
                Assert.True(Math.Abs(slope) <= curvature * -origin.Slope, search.Description);
            }
        }
    }

    [Fact]
    public void A_golden_section_finds_the_minimum_to_its_tolerance()
    {
        foreach (var initial in new[] { 1e-6, 0.3, 1, 50, 1e8 })
        {
            var curve = new Curve(Curve.First);
            var result = new GoldenSection(1e-6, 200).Search(curve.Line(), initial);
            Assert.Equal(Math.Sqrt(2), result.Step, 2e-6);
        }
    }

    [Fact]
    public void A_golden_section_goes_uphill_only_when_told_to()
    {
        static (double, double) Rising(double a) => (a + (a * a), 1 + (2 * a));
        Assert.Equal(LineSearchOutcome.NotDescent, new GoldenSection().Search(new Curve(Rising).Line(), 1).Outcome);
        // A slope that promises a decrease that is not there.
        static (double, double) Deceiving(double a) => (a, -1);
        var refused = new GoldenSection().Search(new Curve(Deceiving).Line(), 1);
        Assert.Equal(LineSearchOutcome.Exhausted, refused.Outcome);
        var taken = new GoldenSection(AcceptUphill: true).Search(new Curve(Deceiving).Line(), 1);
        Assert.Equal(LineSearchOutcome.Accepted, taken.Outcome);
        Assert.True(taken.Step > 0);
    }

    [Fact]
    public void Two_slopes_give_the_minimum_of_a_quadratic()
    {
        var curve = new Curve(a => (((a - 3) * (a - 3)) + 5, 2 * (a - 3)));
        var result = new QuadraticSearch().Search(curve.Line(), 0.01);
        Assert.Equal(3, result.Step, 1e-13);
        Assert.Equal(2, curve.Trials.Count);
        var concave = new Curve(a => (-a - (a * a), -1 - (2 * a)));
        Assert.Equal(LineSearchOutcome.Lower, new QuadraticSearch().Search(concave.Line(), 1).Outcome);
    }

    [Fact]
    public void Slopes_decide_where_the_losses_are_equal()
    {
        // At a distance of 1e-9 from the minimum the decrease is 1e-18 of the loss.
        static (double, double) Flat(double a) => (1, 1e-9 * (a - 1));
        var accepted = new HagerZhang().Search(new Curve(Flat).Line(1e-15), 3);
        Assert.Equal(LineSearchOutcome.Accepted, accepted.Outcome);
        Assert.InRange(accepted.Step, 0.1, 1.8);
        Assert.False(
            new HagerZhang().Search(new Curve(a => (1 + (1e-12 * a), Flat(a).Item2)).Line(1e-15), 3).Succeeded
        );
        Assert.Equal(LineSearchOutcome.Exhausted, new MoreThuente().Search(new Curve(Flat).Line(1e-15), 3).Outcome);
        Assert.Equal(LineSearchOutcome.Exhausted, new Backtracking().Search(new Curve(Flat).Line(1e-15), 3).Outcome);
    }

    [Fact]
    public void Trials_that_are_not_finite_are_too_long()
    {
        // −log(1 − a) − 2a: a wall at 1, the minimum at a half.
        static (double, double) Wall(double a) =>
            a < 1 ? (-Math.Log(1 - a) - (2 * a), (1 / (1 - a)) - 2) : (double.NaN, double.NaN);
        foreach (var search in Searches[..5])
        {
            var result = search.Search(new Curve(Wall).Line(), 1000);
            Assert.True(result.Succeeded, search.Description);
            Assert.InRange(result.Step, 1e-6, 0.9);
        }
    }

    [Fact]
    public void Failures_are_results()
    {
        foreach (var search in Searches)
        {
            Assert.Equal(LineSearchOutcome.NotDescent, search.Search(new Curve(a => (a, 1)).Line(), 1).Outcome);
            Assert.Equal(
                LineSearchOutcome.NotDescent,
                search.Search(new Curve(a => (a, double.NaN)).Line(), 1).Outcome
            );
            var rising = search.Search(new Curve(a => (a, -1)).Line(), 1);
            Assert.False(rising.Succeeded, search.Description);
            Assert.Throws<ArgumentOutOfRangeException>(() => search.Search(new Curve(a => (-a, -1)).Line(), 0));
        }
        // Without a floor there is no bracket, but the last trial is lower.
        foreach (var search in Searches[1..])
        {
            Assert.Equal(LineSearchOutcome.Lower, search.Search(new Curve(a => (-a, -1)).Line(), 1).Outcome);
        }
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtracking(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Backtracking(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoreThuente(0.5, 0.4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HagerZhang(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoldenSection(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CubicZoom(Shortest: 0));
    }

    /// <summary>Values and slopes along θ + αd + α²b against the objective there and its differences.</summary>
    [Fact]
    public void An_arc_is_evaluated_where_it_leads()
    {
        var rosenbrock = new Rosenbrock(2);
        double[] start = [-1.2, 1];
        double[] direction = [0.4, -0.9];
        double[] bend = [-0.3, 0.5];
        var gradient = new double[2];
        var value = rosenbrock.Gradient(start, gradient, default, WorkerTeam.Sequential);
        var line = new LineFunction(rosenbrock);
        var slope = (gradient[0] * direction[0]) + (gradient[1] * direction[1]);
        line.Start(start, direction, bend, value, slope, 0, WorkerTeam.Sequential);
        foreach (var step in (double[])[1e-6, 0.3, 1, 2.5])
        {
            var sample = line.SampleAt(step);
            Assert.Equal(At(step), sample.Value, 1e-12 * (1 + Math.Abs(sample.Value)));
            var difference = (At(step + 1e-6) - At(step - 1e-6)) / 2e-6;
            Assert.Equal(difference, sample.Slope, 1e-7 * (1 + Math.Abs(difference)));
            Assert.Equal(sample.Value, line.ValueAt(step));
        }

        double At(double step)
        {
            double[] point = [.. start.Select((x, i) => x + (step * direction[i]) + (step * step * bend[i]))];
            var loss = new double[1];
            rosenbrock.Values(point, loss, default, default, WorkerTeam.Sequential);
            return loss[0];
        }
    }
}
