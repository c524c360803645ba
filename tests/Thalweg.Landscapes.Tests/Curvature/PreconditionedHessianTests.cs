using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>What optimizers see of quadratics, whose plain spectrum is known.</summary>
public sealed class PreconditionedHessianTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    private static readonly double[] Known = [-0.5, 0.3, 1, 2, 5, 11];

    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("lbfgs")]
    [InlineData("broyden")]
    [InlineData("decay")]
    public void Its_eigenvalues_are_those_of_the_inverse_times_the_Hessian(string name)
    {
        var checkpoint = Last(name, Known.Select(Math.Abs).ToArray(), 5);
        var hessian = HessianProducts.At(checkpoint.Objective, checkpoint.Parameters, Alone);
        var seen = PreconditionedHessian.Of(
            hessian,
            checkpoint.View,
            checkpoint.Objective,
            checkpoint.Parameters,
            Alone
        )!;
        var spectrum = DenseSpectrum.Of(seen.Operator, Alone)!;
        var inverse = Matrix(Root(checkpoint));
        var n = Known.Length;
        // M = B⁻¹(H + λI), whose powers have the traces Σλ, Σλ², Σλ³.
        var m = Product(Transposed(inverse), Matrix(hessian.Operator), checkpoint.View.Decay);
        var power = m;
        for (var k = 1; k <= 3; k++)
        {
            var trace = Enumerable.Range(0, n).Sum(i => power[i, i]);
            Assert.Equal(
                trace,
                spectrum.Eigenvalues.Sum(λ => Math.Pow(λ, k)),
                1e-9 * Math.Pow(spectrum.Eigenvalues[^1], k)
            );
            power = Product(power, m, 0);
        }
        var plain = Known.Sum(Math.Abs);
        Assert.True(Math.Abs(spectrum.Eigenvalues.Sum() - plain) > 0.1, "as if nothing was preconditioned");
    }

    [Fact]
    public void A_dense_inverse_that_has_learnt_a_quadratic_sees_nothing_but_ones()
    {
        var checkpoint = Last("bfgs", [1, 2, 5, 11], 40);
        var edge = EdgeOfStability.At(checkpoint, new LanczosOptions(1, SpectrumEnd.Smallest), Alone)!;
        Assert.Equal(11, edge.Largest.Value, 1e-9);
        Assert.Equal(1, edge.Seen!.Value, 1e-5);
        Assert.Equal((null, 2.0), (edge.Rate, edge.Threshold));
    }

    [Fact]
    public void Gradient_descent_sees_the_loss_as_it_is_beside_two_over_its_rate()
    {
        var edge = EdgeOfStability.At(Last("gd", Known, 1), new LanczosOptions(1, SpectrumEnd.Largest), Alone)!;
        Assert.Equal(11, edge.Largest.Value, edge.Largest.Bound);
        Assert.Equal(edge.Largest, edge.Seen);
        Assert.Equal((0.01, 200, true), (edge.Rate, edge.Threshold, edge.IsExact));
    }

    [Fact]
    public void A_method_that_does_not_say_sees_nothing()
    {
        var edge = EdgeOfStability.At(Last("implicit", Known, 1), new LanczosOptions(1, SpectrumEnd.Largest), Alone)!;
        Assert.Equal((null, null), (edge.Seen, edge.Threshold));
    }

    /// <summary>The last checkpoint of a short run on a quadratic; its preconditioner is that of the last one, too.</summary>
    private static CheckpointView Last(string name, double[] spectrum, long steps)
    {
        Optimizer optimizer = name switch
        {
            "adam" => new StepOptimizer(new Adam(0.1, Decay: 0.2)),
            "rmsprop" => new StepOptimizer(new RmsProp(0.1, Centered: true)),
            "decay" => new StepOptimizer(new Sgd(0.01, Decay: 0.5)),
            "gd" => new StepOptimizer(new Sgd(0.01)),
            "implicit" => new StepOptimizer(new ImplicitSgd(0.1)),
            "lbfgs" => new SearchOptimizer(new Lbfgs(3), new HagerZhang()),
            "bfgs" => new SearchOptimizer(new Bfgs(), new HagerZhang()),
            _ => new SearchOptimizer(new SelfScaledBroyden(), new HagerZhang()),
        };
        var trainer = new Trainer(new TrainingOptions(optimizer, steps), Quadratic.Create(spectrum, basisSeed: 3));
        CheckpointView? last = null;
        trainer.Run(
            trainer.Begin([.. spectrum.Select((_, i) => 1.0 + (0.3 * i))]),
            Alone,
            watch: at => last = at with { Parameters = at.Parameters.ToArray() }
        );
        return last!;
    }

    private static ILinearOperator Root(CheckpointView checkpoint) =>
        checkpoint.View.Preconditioner!.Root(checkpoint.Objective, checkpoint.Parameters, Alone)!;

    private static double[,] Matrix(ILinearOperator a)
    {
        var matrix = new double[a.Rows, a.Columns];
        for (var j = 0; j < a.Columns; j++)
        {
            var (unit, column) = (new double[a.Columns], new double[a.Rows]);
            unit[j] = 1;
            a.Apply(unit, column, Alone);
            for (var i = 0; i < a.Rows; i++)
            {
                matrix[i, j] = column[i];
            }
        }
        return matrix;
    }

    /// <summary>CCᵀ.</summary>
    private static double[,] Transposed(double[,] c)
    {
        var n = c.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                product[i, j] = Enumerable.Range(0, n).Sum(k => c[i, k] * c[j, k]);
            }
        }
        return product;
    }

    private static double[,] Product(double[,] a, double[,] b, double shift)
    {
        var n = a.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                product[i, j] = Enumerable.Range(0, n).Sum(k => a[i, k] * (b[k, j] + (k == j ? shift : 0)));
            }
        }
        return product;
    }
}
