using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Preconditioning;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.FirstOrder;
using Thalweg.Optimization.Tests.LeastSquares;

namespace Thalweg.Optimization.Tests.Preconditioning;

/// <summary>What optimizers say they divide gradients by is what they divide them by.</summary>
public sealed class PreconditionerTests
{
    private const int Size = 13;

    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    public static TheoryData<string> Methods =>
        [.. Every.Method.Where(m => m is not (ImplicitSgd or Soap)).Select(m => m.Description)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_first_step_and_a_late_one_are_along_the_preconditioned_gradient(string description)
    {
        // Without momentum a step is −rate B⁻¹g, and Adam's β₁ = 0 corrects nothing.
        var method = Every.Method.Single(m => m.Description == description) switch
        {
            Sgd sgd => new Sgd(sgd.Rate, Decay: sgd.Decay),
            Adam adam => new Adam(adam.Rate, 0, 0.9, 1e-3, adam.Decay, adam.AmsGrad),
            AdamW adam => new AdamW(adam.Rate, 0, 0.9, 1e-3, 0, adam.AmsGrad),
            RmsProp prop => (IMethod)new RmsProp(prop.Rate, 0.9, 1e-3, 0, prop.Centered, prop.Decay),
            var other => throw new InvalidOperationException(other.Description),
        };
        var stream = new RandomStream(5, "gradients");
        var (state, θ) = (method.Begin(Size), new double[Size]);
        for (var step = 0; step < 7; step++)
        {
            var g = new double[Size];
            stream.FillGaussian(g);
            var root = method.PreconditionerAt(θ, g, state)!.Root(new Bowl(new double[Size], θ), θ, Alone)!;
            double[] decayed = [.. g.Select((at, i) => at + (method.GradientDecay * θ[i]))];
            var expected = Product(root, decayed);
            var before = θ.ToArray();
            method.Step(method.Rate, θ, g, state);
            for (var i = 0; i < Size; i++)
            {
                Assert.Equal(-method.Rate * expected[i], θ[i] - before[i], 1e-12);
            }
        }
    }

    [Fact]
    public void The_bias_correction_of_both_moments_is_in_it()
    {
        // At the first step m = (1 − β₁)g and v = (1 − β₂)g²: a step is rate · g/(|g| + ε), that is rate (1 − β₁) B⁻¹g.
        var method = new Adam(0.1, Epsilon: 0.5);
        double[] g = [3, -2];
        var root = method
            .PreconditionerAt(new double[2], g, method.Begin(2))!
            .Root(new Bowl([1, 1], [0, 0]), new double[2], Alone)!;
        var product = Product(root, g);
        Assert.Equal(3 / 3.5 / 0.1, product[0], 1e-12);
        Assert.Equal(-2 / 2.5 / 0.1, product[1], 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Of_limited_memory_it_is_what_the_two_loops_apply(int count)
    {
        var descent = new Lbfgs(4);
        Compare(descent, count);
    }

    [Theory]
    [InlineData("bfgs")]
    [InlineData("scaled")]
    [InlineData("broyden")]
    [InlineData("steepest")]
    public void Of_a_dense_inverse_it_is_what_directions_are_formed_with(string name) =>
        Compare(
            name switch
            {
                "bfgs" => new Bfgs(),
                "scaled" => new SelfScaledBfgs(),
                "broyden" => new SelfScaledBroyden(),
                _ => (IDescent)new SteepestDescent(),
            },
            6
        );

    [Theory]
    [InlineData(1e-3, 0)]
    [InlineData(0, 0.1)]
    [InlineData(2, 0.5)]
    public void Of_damped_least_squares_it_is_twice_the_squared_Jacobian_and_the_damping(
        double damping,
        double relative
    )
    {
        double[] θ = [1, 0.5, 0.2, 1.3];
        var fit = new CurveFit(70, [1.1, 0.4, 0.3, 1.1]);
        var rows = new double[70 * 4];
        fit.Rows(θ, 0, 70, rows, Alone);
        var matrix = new double[4, 4];
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                matrix[i, j] = Enumerable.Range(0, 70).Sum(n => 2 * rows[(n * 4) + i] * rows[(n * 4) + j]);
            }
        }
        var μ = damping + (relative * (matrix[0, 0] + matrix[1, 1] + matrix[2, 2] + matrix[3, 3]) / 4);
        var root = new DampedPreconditioner(damping, relative).Root(fit, θ, Alone)!;
        for (var k = 0; k < 4; k++)
        {
            double[] column = [.. Enumerable.Range(0, 4).Select(i => matrix[i, k] + (i == k ? μ : 0))];
            var unit = Product(root, column);
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(i == k ? 1 : 0, unit[i], 1e-9);
            }
        }
    }

    [Fact]
    public void Damping_below_the_rounding_of_what_it_is_added_to_gives_none()
    {
        double[] θ = [1, 0.5, 0.2, 1.3];
        Assert.Null(new DampedPreconditioner(1e-20, 0).Root(new CurveFit(70, θ), θ, Alone));
        // No squares: nothing to damp.
        Assert.Null(new DampedPreconditioner(1, 0).Root(new Cliff(new Bowl([1], [0]), 5), new double[1], Alone));
    }

    /// <summary>Random pairs of positive curvature, then −CCᵀg against the direction.</summary>
    private static void Compare(IDescent descent, int count)
    {
        var stream = new RandomStream(7, "pairs");
        var objective = new Bowl(new double[Size], new double[Size]);
        var state = descent.Begin(objective);
        var g = new double[Size];
        for (var k = 0; k < count; k++)
        {
            var (s, y) = (new double[Size], new double[Size]);
            stream.FillUniform(s);
            stream.FillUniform(y);
            stream.FillGaussian(g);
            descent.Learn(new DescentStep(1, -1, 0, s, y, g, s), state, Alone);
        }
        var preconditioner = descent.PreconditionerOf(state)!;
        Assert.Equal(count == 0 || descent is SteepestDescent, preconditioner.IsIdentity);
        var root = preconditioner.Root(objective, new double[Size], Alone)!;
        var direction = new double[Size];
        descent.Direct(new DescentPoint(objective, new double[Size], g, 0), state, direction, Alone);
        var expected = Product(root, g);
        for (var i = 0; i < Size; i++)
        {
            Assert.Equal(-expected[i], direction[i], 1e-9 * (1 + Math.Abs(expected[i])));
        }
    }

    /// <summary>CCᵀg, and that both products of C are of one matrix.</summary>
    private static double[] Product(ILinearOperator root, double[] g)
    {
        var n = root.Rows;
        var (turned, product, other) = (new double[n], new double[n], new double[n]);
        root.ApplyTransposed(g, turned, Alone);
        root.Apply(turned, product, Alone);
        // gᵀ(CCᵀg) = ‖Cᵀg‖².
        Assert.Equal(
            turned.Sum(x => x * x),
            product.Zip(g).Sum(p => p.First * p.Second),
            1e-8 * (1 + turned.Sum(x => x * x))
        );
        root.Apply(turned, other, new WorkerTeam(1));
        Assert.Equal(product, other);
        return product;
    }
}
