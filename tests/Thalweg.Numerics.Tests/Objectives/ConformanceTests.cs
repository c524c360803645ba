using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>Every analytic objective, bare and wrapped, against its own values; and what the suite makes of wrappers that are wrong.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<string, ConformanceCase> Cases = new(
        AnalyticObjectives.Known.Select(entry => KeyValuePair.Create(entry.Name, Known(entry)))
    )
    {
        ["rotated"] = new(
            () => Quadratic.Create([0, 1, 4, 30], basisSeed: 3, centre: [1, -1, 0.5, 2], offset: 5),
            [0.3, -0.2, 0.8, 0.1]
        )
        {
            Linear = [0, 1, 2, 3],
        },
        ["indefinite"] = new(() => Quadratic.Create([-2, 1, 4], basisSeed: 3, offset: -5), [0.3, -0.2, 0.8]),
    };

    public static TheoryData<string, string> Everything
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cases.Keys)
            {
                foreach (var wrapping in Wrappings.Names)
                {
                    data.Add(name, wrapping);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Capabilities_are_those_of_the_values(string name, string wrapping) =>
        Conformance.Check(Cases[name], wrapping);

    [Theory]
    [InlineData(
        "rosenbrock",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands"
    )]
    [InlineData(
        "rotated",
        "ILayered, ITermGradients, ILinearizable, ITermHessians, IGaussNewton, IResiduals, ISecondVariation, ISummands"
    )]
    [InlineData("indefinite", "ILayered, ITermGradients, ILinearizable, ITermHessians, ISummands")]
    [InlineData("muller-brown", "ILayered, ITermGradients, ILinearizable, ITermHessians, ISummands")]
    public void Analytic_objectives_have_what_their_formula_gives(string name, string expected) =>
        Assert.Equal(expected, string.Join(", ", Conformance.Capabilities(Cases[name].Create())));

    [Fact]
    public void An_altering_wrapper_offers_nothing_that_it_does_not_derive()
    {
        var plain = new Doubled(new Rosenbrock(3));
        Assert.Empty(Conformance.Capabilities(plain));
        Assert.Null(plain.LowerBound);
        Assert.Empty(plain.TermNames);
        using var team = new WorkerTeam(2);
        Conformance.Check(plain, Cases["rosenbrock"], team);
    }

    /// <summary>Each capability of the inner objective, passed on by a wrapper of another loss, is found out.</summary>
    [Theory]
    [InlineData(typeof(ITermGradients))]
    [InlineData(typeof(ILinearizable))]
    [InlineData(typeof(ITermHessians))]
    [InlineData(typeof(IGaussNewton))]
    [InlineData(typeof(IResiduals))]
    [InlineData(typeof(ISecondVariation))]
    public void A_leak_is_found(Type capability)
    {
        using var team = new WorkerTeam(2);
        var leaky = new Doubled(new Rosenbrock(3), capability);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Conformance.Check(leaky, Cases["rosenbrock"], team));
    }

    private static ConformanceCase Known(AnalyticEntry entry)
    {
        var point = new[] { -0.6, 0.4, 0.3, 0.7, 0.2, -0.1 }[..(entry.Dimension ?? Math.Max(3, entry.LeastDimension))];
        return new(() => entry.Create(point.Length), point)
        {
            Linear = entry.Name switch
            {
                "quadratic" => [0, 1, 2],
                // 10 (x₂ − x₁²) is linear in the last coordinate.
                "rosenbrock" => [2],
                _ => [],
            },
        };
    }

    /// <summary>2L, which may pass on one capability of L.</summary>
    private sealed class Doubled(IObjective inner, Type? leak = null) : AlteringObjective(inner)
    {
        public override string Name => "doubled";

        // Whoever passes on gradients or Hessians of terms passes on the terms.
        public override IReadOnlyList<string> TermNames =>
            leak == typeof(ITermGradients) || leak == typeof(ITermHessians) ? Inner.TermNames : [];

        public override T? As<T>()
            where T : class => typeof(T) == leak ? Inner.As<T>() : this as T;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            Inner.Values(parameters, losses, terms, default, team);
            Double(losses.Span);
            Double(terms.Span);
        }

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = Inner.Gradient(parameters, gradient, terms, team);
            Double(gradient.Span);
            Double(terms.Span);
            return 2 * loss;
        }

        private static void Double(Span<double> values)
        {
            foreach (ref var value in values)
            {
                value *= 2;
            }
        }
    }
}
