using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>Losses and gradients in single precision: a stall is called what it is.</summary>
public sealed class SinglePrecisionTests
{
    private static readonly Dictionary<string, IDescent> Descents = new()
    {
        ["lbfgs"] = new Lbfgs(),
        ["bfgs"] = new Bfgs(),
        ["ssbfgs"] = new SelfScaledBfgs(),
        ["ssbroyden"] = new SelfScaledBroyden(),
        ["nonlinear-cg"] = new NonlinearCg(),
        ["newton-cg"] = new NewtonCg(),
        ["steepest-descent"] = new SteepestDescent(),
    };

    public static TheoryData<string, bool, bool> Cases { get; } =
        new MatrixTheoryData<string, bool, bool>([.. Descents.Keys], [false, true], [false, true]);

    /// <summary>Also where the objective does not say what it computes with.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stall_is_the_precision_and_not_the_gradient(string descent, bool isTold, bool decreases)
    {
        IObjective objective = isTold ? new Told() : new Single();
        ILineSearch search = decreases ? new MoreThuente() : new HagerZhang();
        var result = SearchTrace.Of(Descents[descent], search, 4000, objective, [3, -2, 1, 0.4]);
        Assert.True(
            result.Stop == StopReason.PrecisionStall,
            $"{result.Stop} {result.Message} {result.GradientNorm} {result.Iterations}"
        );
        Assert.InRange(result.GradientNorm, 0, 0.05);
    }

    /// <summary>-7 + Σ (i + 1)² (x_i − 1)² + ¼ x_i⁴ in single precision throughout.</summary>
    private class Single : IObjective
    {
        public string Name => "single";

        public int ParameterCount => 4;

        public IReadOnlyList<string> TermNames { get; } = ["loss"];

        public IReadOnlyList<string> MetricNames { get; } = [];

        public double? LowerBound => null;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            for (var k = 0; k < losses.Length; k++)
            {
                losses.Span[k] = Loss(parameters.Span.Slice(4 * k, 4));
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            for (var i = 0; i < 4; i++)
            {
                var x = (float)parameters.Span[i];
                gradient.Span[i] = (2f * (i + 1) * (i + 1) * (x - 1f)) + (x * x * x);
            }
            var loss = Loss(parameters.Span);
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        private static float Loss(ReadOnlySpan<double> parameters)
        {
            var sum = -7f;
            for (var i = 0; i < 4; i++)
            {
                var x = (float)parameters[i];
                sum += ((i + 1) * (i + 1) * (x - 1f) * (x - 1f)) + (0.25f * x * x * x * x);
            }
            return sum;
        }
    }

    private sealed class Told : Single, ISummands
    {
        public double Epsilon => RoundingProbe.SingleEpsilon;

        public void ValuesAndMagnitudes(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> magnitudes,
            WorkerTeam team
        )
        {
            Values(parameters, losses, default, default, team);
            magnitudes.Span.Fill(14);
        }
    }
}
