using System.Text.Json;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>L-BFGS-GSS against a second implementation of what the published code does (fixtures/generate_published_gss.py), and
/// against traces of that code where they lie beside the checkout.</summary>
public sealed class PublishedTraceTests
{
    // Before the list of names, which is made of it.
    private static Dictionary<string, JsonElement> Traces { get; } =
        new[]
        {
            Fixtures.Path("published_gss.json"),
            Path.Combine(Checkout.Root, "..", "shared", "reference", "lbfgs_gss_trace.json"),
        }
            .Where(File.Exists)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateObject())
            .ToDictionary(trace => trace.Name, trace => trace.Value);

    public static TheoryData<string> Names { get; } = [.. Traces.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_compatible_variant_follows_the_published_code(string name)
    {
        var reference = Traces[name];
        var trace = reference.GetProperty("trace");
        var start = reference.GetProperty("x0").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var steps = trace.GetArrayLength();
        var result = SearchTrace.Of(
            new PublishedLbfgsGss(),
            new PublishedGoldenSection(),
            steps,
            Objective(name),
            start
        );
        foreach (var row in trace.EnumerateArray().Take(10))
        {
            var step = row[0].GetInt32();
            var actual = result.History[step];
            var loss = row[1].GetDouble();
            Assert.Equal(loss, actual.Loss, 1e-10 * (1 + Math.Abs(loss)));
            // Of θ the trace has the length of every move, and the end.
            Assert.Equal(row[2].GetDouble(), actual.StepNorm, 1e-7);
            // The gradient at the new θ is the next step's first evaluation there.
            Assert.Equal(row[3].GetInt32(), actual.ValueEvaluations + actual.GradientEvaluations - 1);
        }
        var end = reference.GetProperty("xK").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        for (var i = 0; i < end.Length; i++)
        {
            Assert.Equal(end[i], result.State.Parameters[i], 1e-7);
        }
    }

    [Fact]
    public void The_compatible_variant_goes_uphill_and_the_sound_one_does_not()
    {
        double[] start = [5e-5, 5e-5, 5e-5, 5e-5, 5e-5];
        var quadratic = Quadratic.Create([1, 3, 10, 30, 100]);
        var uphill = SearchTrace.Of(new PublishedLbfgsGss(), new PublishedGoldenSection(), 2, quadratic, start);
        // Figures of the published code.
        Assert.Equal(4.6076400000e-05, uphill.History[1].Loss, 1e-14);
        Assert.Equal(1.049285e-03, uphill.History[1].StepNorm, 1e-9);
        Assert.Equal(2.0057796639e-06, uphill.History[2].Loss, 1e-15);
        // The best is kept, and that is the start.
        Assert.Equal(start, uphill.Parameters);
        var down = SearchTrace.Of(new Lbfgs(), new GoldenSection(), 40, quadratic, start);
        Assert.All(
            Enumerable.Range(1, down.History.Count - 1),
            i => Assert.True(down.History[i].Loss <= down.History[i - 1].Loss)
        );
        Assert.InRange(down.Loss, 0, 1e-25);
    }

    private static IObjective Objective(string name) =>
        name switch
        {
            "quadratic" => Quadratic.Create([2, 5, 11, 40, 75]),
            "quad5" => Quadratic.Create([1, 3, 10, 30, 100]),
            "two-gaussian" or "toy2d" => ExponentialSum.TwoGaussian(),
            "rosenbrock" => new Rosenbrock(8),
            "rosen10" => new Rosenbrock(10),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no objective of that name is traced"),
        };
}
