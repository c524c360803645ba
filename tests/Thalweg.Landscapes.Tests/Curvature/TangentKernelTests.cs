using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Tangent kernels and agreement of gradients where they are known.</summary>
public sealed class TangentKernelTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Fact]
    public void Of_a_sum_of_squares_it_is_twice_the_gram_matrix_of_the_jacobian()
    {
        // r = (10 (y − x²), 1 − x): J = [−20x, 10; −1, 0].
        var kernel = TangentKernel.At(new Rosenbrock(2), new double[] { 0.5, 2 }, Alone)!;
        var (a, b, c) = (2 * 101.0, 2 * -100.0, 2 * 100.0);
        var root = Math.Sqrt(((a - c) * (a - c)) + (4 * b * b));
        Assert.Equal(0.5 * (a + c - root), kernel.Whole.Eigenvalues[0], 1e-10);
        Assert.Equal(0.5 * (a + c + root), kernel.Whole.Eigenvalues[1], 1e-10);
    }

    [Fact]
    public void Terms_that_move_other_parameters_share_nothing_and_equal_ones_all()
    {
        var apart = TangentKernel.At(new TwoTerms([1, 0, 0, 2, 0, 0], [0, 0, 3]), new double[] { 1, 2, 3 }, Alone)!;
        Assert.Equal(["first", "second"], apart.Terms);
        Near([1, 0, 0, 1], apart.Overlaps);
        Near([0, 0, 10], apart.OfTerms[0].Eigenvalues);
        Near([0, 0, 18], apart.OfTerms[1].Eigenvalues);
        Near([0, 10, 18], apart.Whole.Eigenvalues);
        var same = TangentKernel.At(new TwoTerms([1, 2, 3], [2, 4, 6]), new double[] { 1, 2, 3 }, Alone)!;
        Near([1, 1, 1, 1], same.Overlaps);
        Assert.Equal(1, same.Whole.Summary.EffectiveRank, 1e-9);
        // ‖J₁J₂ᵀ‖²/(‖J₁J₁ᵀ‖ ‖J₂J₂ᵀ‖) of rows at 60 degrees.
        var slanted = TangentKernel.At(
            new TwoTerms([1, 0, 0], [0.5, Math.Sqrt(0.75), 0]),
            new double[] { 1, 2, 3 },
            Alone
        )!;
        Near([1, 0.25, 0.25, 1], slanted.Overlaps);
    }

    [Fact]
    public void The_alignment_of_two_gradients_is_their_cosine()
    {
        double[] θ = [1, 1];
        Assert.Equal(1, Score(new TwoTerms([1, 2], [2, 4]), θ), 1e-14);
        Assert.Equal(0, Score(new TwoTerms([1, 0], [0, 3]), θ), 1e-14);
        Assert.Equal(Math.Cos(Math.PI / 3), Score(new TwoTerms([1, 0], [0.5, Math.Sqrt(0.75)]), θ), 1e-14);
        // (3, −1)·θ > 0 and (−1, 0.5)·θ < 0: the second gradient points along (1, −0.5).
        Assert.InRange(Score(new TwoTerms([3, -1], [-1, 0.5]), θ), 0.9, 1);
        Assert.InRange(Score(new TwoTerms([3, -1], [-1, 0.5]), [1, 2.5]), -1, -0.9);
        // A term at its minimum has no direction.
        Assert.True(double.IsNaN(Score(new TwoTerms([1, -1], [1, 0]), θ)));
        Assert.Equal([0, 2], GradientAlignment.At(new TwoTerms([1, -1], [1, 0]), θ, Alone)!.Norms);
        Assert.Null(GradientAlignment.At(DegenerateLoss.Cross(), θ, Alone));
    }

    [Fact]
    public void What_has_no_residuals_is_refused_and_what_is_not_finite_has_no_kernel()
    {
        Assert.Contains(
            "no Gauss-Newton part",
            Assert
                .Throws<ArgumentException>(() => TangentKernel.At(DegenerateLoss.Cross(), new double[2], Alone))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Null(TangentKernel.Refusal(new Rosenbrock(2)));
        Assert.Null(TangentKernel.At(new TwoTerms([double.NaN, 1], [1, 1]), new double[] { 1, 1 }, Alone));
        using var team = new WorkerTeam(3);
        var rosenbrock = new Rosenbrock(40);
        double[] θ = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i))];
        Assert.Equal(
            TangentKernel.At(rosenbrock, θ, Alone)!.Whole.Eigenvalues,
            TangentKernel.At(rosenbrock, θ, team)!.Whole.Eigenvalues
        );
    }

    private static double Score(IObjective objective, double[] θ) => GradientAlignment.At(objective, θ, Alone)!.Score;

    private static void Near(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    /// <summary>‖Aθ‖² + ‖Bθ‖², the rows of A and B given.</summary>
    private sealed class TwoTerms(double[] first, double[] second) : IObjective, ITermGradients, IGaussNewton
    {
        private readonly double[][] rows = [first, second];

        public string Name => "two terms";

        // The shorter list is one row.
        public int ParameterCount => Math.Min(first.Length, second.Length);

        public IReadOnlyList<string> TermNames => ["first", "second"];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => 0;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => throw new NotSupportedException();

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => throw new NotSupportedException();

        public void TermGradients(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradients,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var n = ParameterCount;
            for (var t = 0; t < 2; t++)
            {
                GaussNewtonAt(parameters, t, team).Apply(parameters, gradients.Slice(t * n, n), team);
            }
        }

        public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
        {
            var n = ParameterCount;
            var matrix = new double[n * n];
            for (var t = 0; t < 2; t++)
            {
                for (var r = 0; r < rows[t].Length / n && (term ?? t) == t; r++)
                {
                    for (var k = 0; k < n * n; k++)
                    {
                        matrix[k] += 2 * rows[t][(r * n) + (k / n)] * rows[t][(r * n) + (k % n)];
                    }
                }
            }
            return new DenseOperator(matrix, n, n);
        }

        public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
            throw new NotSupportedException();
    }
}
