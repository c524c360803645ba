using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests.Objectives.Wrapping;

/// <summary>A transparent wrapper sees what is asked of every capability, and stays around what a capability returns.</summary>
public sealed class TransparentObjectiveTests
{
    private static readonly double[] Point = [-1.2, 1.0, 0.3];

    private readonly Dictionary<EvaluationKind, int> counts = [];

    [Fact]
    public void Every_evaluation_is_counted_once_with_its_number()
    {
        var counted = Counted(new Rosenbrock(3));
        counted.Values(new double[6], new double[2], default, default, WorkerTeam.Sequential);
        counted.Gradient(Point, new double[3], default, WorkerTeam.Sequential);
        counted.Gradients(new double[6], new double[2], new double[6], default, WorkerTeam.Sequential);
        counted.As<ITermGradients>()!.TermGradients(Point, new double[6], new double[2], WorkerTeam.Sequential);
        counted
            .As<ILinearizable>()!
            .LinearizeAt(Point, WorkerTeam.Sequential)
            .Apply(new double[12], new double[12], WorkerTeam.Sequential);
        var split = counted.As<IGaussNewton>()!;
        split.GaussNewtonAt(Point, 1, WorkerTeam.Sequential).Apply(Point, new double[3], WorkerTeam.Sequential);
        split.RemainderAt(Point, null, WorkerTeam.Sequential).Apply(Point, new double[3], WorkerTeam.Sequential);
        counted
            .As<ITermHessians>()!
            .TermHessianAt(Point, 0, WorkerTeam.Sequential)
            .Apply(Point, new double[3], WorkerTeam.Sequential);
        var residuals = counted.As<IResiduals>()!;
        Assert.Equal(4, residuals.RowCount);
        residuals.Residuals(Point, new double[4], WorkerTeam.Sequential);
        residuals.Rows(Point, 1, 3, new double[9], WorkerTeam.Sequential);
        Assert.Equal(
            new Dictionary<EvaluationKind, int>
            {
                [EvaluationKind.Value] = 2,
                [EvaluationKind.Gradient] = 3,
                [EvaluationKind.TermGradients] = 1,
                [EvaluationKind.Linearization] = 4,
                [EvaluationKind.HessianProduct] = 7,
                [EvaluationKind.Residuals] = 1,
                [EvaluationKind.JacobianRow] = 3,
            },
            counts
        );
    }

    [Fact]
    public void What_the_inner_objective_lacks_is_lacking()
    {
        var counted = Counted(ExponentialSum.MullerBrown());
        Assert.Null(counted.As<IResiduals>());
        Assert.Null(counted.As<IGaussNewton>());
        Assert.NotNull(counted.As<ITermHessians>());
        Assert.Null(counted.As<IDrawable>());
        Assert.Null(counted.As<IAdaptive>());
        Assert.NotNull(counted.As<ILayered>());
    }

    [Fact]
    public void The_inner_class_is_not_given_away_and_the_own_one_is()
    {
        var counted = Counted(new Rosenbrock(2));
        Assert.Null(counted.As<Rosenbrock>());
        Assert.Same(counted, counted.As<CountingObjective>());
        Assert.Same(counted, counted.As<IObjective>());
    }

    [Fact]
    public void Draws_and_other_points_stay_wrapped()
    {
        var counted = Counted(new Shifted(0));
        var drawn = counted.As<IDrawable>()!.At(2);
        drawn.Gradient(new double[1], new double[1], default, WorkerTeam.Sequential);
        Assert.Equal(1, counts[EvaluationKind.Gradient]);
        var losses = new double[1];
        drawn.Values(new double[1], losses, default, default, WorkerTeam.Sequential);
        Assert.Equal(4, losses[0]);
        Assert.Same(counted, counted.As<IDrawable>()!.At(0));

        var adaptive = counted.As<IAdaptive>()!;
        var next = adaptive.Adapt(new double[1], 3, WorkerTeam.Sequential);
        next.Gradient(new double[1], new double[1], default, WorkerTeam.Sequential);
        var restored = adaptive.Restore(next.As<IAdaptive>()!.SavePoints());
        restored.Gradient(new double[1], new double[1], default, WorkerTeam.Sequential);
        Assert.Equal(3, counts[EvaluationKind.Gradient]);
        Assert.Equal(1, counts[EvaluationKind.Adaptation]);
        restored.Values(new double[1], losses, default, default, WorkerTeam.Sequential);
        Assert.Equal(9, losses[0]);
    }

    private IObjective Counted(IObjective inner) =>
        new CountingObjective(inner, (kind, number) => counts[kind] = counts.GetValueOrDefault(kind) + number);

    /// <summary>(x − c)², whose c is the draw or the round.</summary>
    private sealed class Shifted(long centre) : IObjective, IDrawable, IAdaptive
    {
        public string Name => "shifted";

        public int ParameterCount => 1;

        public IReadOnlyList<string> TermNames => [];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => 0;

        public IObjective At(long draw) => draw == centre ? this : new Shifted(draw);

        public double[] SavePoints() => [centre];

        public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team) => new Shifted(round);

        public IObjective Restore(ReadOnlySpan<double> points) => new Shifted((long)points[0]);

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
                losses.Span[k] = Math.Pow(parameters.Span[k] - centre, 2);
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var rest = parameters.Span[0] - centre;
            gradient.Span[0] = 2 * rest;
            return rest * rest;
        }
    }
}
