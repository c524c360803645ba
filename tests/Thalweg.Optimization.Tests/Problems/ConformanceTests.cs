using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Tests.LeastSquares;
using Thalweg.Optimization.Tests.Training;
using Thalweg.Tests.Shared.Conformance;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>The objectives that the optimizers are tested with, bare and wrapped, against their own values.</summary>
public sealed class ConformanceTests
{
    private static readonly double[] Truth = [2.0, 1.0, 0.7, 3.0];
    private static readonly double[] Near = [1.7, 1.2, 0.6, 2.5];

    private static readonly Dictionary<string, ConformanceCase> Cases = new(
        MoreGarbowHillstrom.All.Select(problem =>
            KeyValuePair.Create(
                problem.ToString(),
                new ConformanceCase(problem.Objective, problem.Start)
                {
                    // exp(−x t) for t up to 320, and x about 0.01.
                    StepFactor = problem.Name == "osborne-1" ? 0.05 : 1.0,
                }
            )
        )
    )
    {
        ["bowl"] = Of(() => new Bowl([1, 4, 9], [1, -1, 0.5])),
        ["jumping bowl"] = Of(() => new JumpingBowl([1, 4, 9], [1, -1, 0.5])),
        ["chained rosenbrock"] = Of(() => new ChainedRosenbrock(3)),
        ["cliff"] = Of(() => new Cliff(new Bowl([1, 4, 9], [1, -1, 0.5]), 5.0)),
        ["curve fit"] = new(() => new CurveFit(20, Truth), Near),
        ["fit to points that follow"] = new(() => new MovingFit(20, Truth), Near),
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

    private static ConformanceCase Of(Func<IObjective> create) => new(create, [0.3, -0.4, 0.2]);
}
