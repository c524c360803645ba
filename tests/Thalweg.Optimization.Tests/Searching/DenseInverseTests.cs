using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class DenseInverseTests
{
    private const int Size = 45;

    public static TheoryData<int> Kinds => [0, 1, 2];

    private static readonly IDescent[] Descents = [new Bfgs(), new SelfScaledBfgs(), new SelfScaledBroyden()];

    /// <summary>Every update against the formula written out with matrices, in the order of the source.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Updates_are_those_of_the_formula(int kind)
    {
        var descent = Descents[kind];
        var state = (DenseInverse)descent.Begin(Anything(Size));
        var walk = new Walk(3);
        var twin = Identity(Size);
        for (var k = 0; k < 12; k++)
        {
            // B s = −α ∇L must hold for the twin's own H, so the direction comes from it.
            var before = walk.Gradient();
            var direction = Times(twin, before).Select(v => -v).ToArray();
            var length = k == 3 ? 1.3 : 0.4;
            var s = direction.Select(v => length * v).ToArray();
            walk.Move(s);
            var after = walk.Gradient();
            var y = after.Zip(before, (a, b) => a - b).ToArray();
            descent.Learn(
                new DescentStep(length, Dot(before, direction), Dot(after, direction), s, y, after, direction),
                state,
                WorkerTeam.Sequential
            );
            twin = Updated(kind, twin, s, y, before, length, first: k == 0);
            var scale = twin.Cast<double>().Max(Math.Abs);
            for (var i = 0; i < Size * Size; i++)
            {
                Assert.Equal(twin[i / Size, i % Size], state.Matrix[i], 1e-11 * scale);
            }
            // The secant equation, and the direction that the update forms on the way.
            var image = Times(twin, y);
            Assert.All(Enumerable.Range(0, Size), i => Assert.Equal(s[i], image[i], 1e-10 * s.Max(Math.Abs)));
            var next = new double[Size];
            Assert.True(Direct(descent, after, state, next));
            var expected = Times(twin, after);
            Assert.All(
                Enumerable.Range(0, Size),
                i => Assert.Equal(-expected[i], next[i], 1e-10 * expected.Max(Math.Abs))
            );
        }
        Assert.Equal(12, state.Updates);
    }

    /// <summary>With exact searches on a quadratic the directions are conjugate: P iterations end at the minimum, and plain BFGS
    /// has then built the inverse.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_quadratic_of_P_variables_takes_P_iterations(int kind)
    {
        double[] spectrum = [1, 2, 3.5, 5, 8, 13, 21, 34];
        var quadratic = Quadratic.Create(spectrum, basisSeed: 5, centre: spectrum);
        var descent = kind == 0 ? new Bfgs(Scaled: false) : Descents[kind];
        var result = SearchTrace.Of(descent, new QuadraticSearch(), 8, quadratic, new double[8]);
        Assert.Equal(8, result.Iterations);
        Assert.True(result.History[6].GradientNorm > 1e-2);
        Assert.InRange(result.GradientNorm, 0, 1e-9 * result.History[0].GradientNorm);
        if (kind == 0)
        {
            var matrix = ((DenseInverse)result.Descent).Matrix;
            var vector = new double[8];
            for (var i = 0; i < 8; i++)
            {
                quadratic.Eigenvector(i, vector);
                for (var row = 0; row < 8; row++)
                {
                    var product = Enumerable.Range(0, 8).Sum(j => matrix[(8 * row) + j] * vector[j]);
                    Assert.Equal(vector[row] / spectrum[i], product, 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Scaling_shrinks_a_curvature_that_was_too_large()
    {
        // b = sᵀBs/yᵀs = 100: B is a hundred times too stiff along s.
        var (_, tau) = SelfScaledBroyden.Choose(100, 0.02, 10, first: false);
        Assert.InRange(tau, 0, 0.011);
        // b ≤ 1: B is not too stiff, and nothing is scaled away by more than the update needs.
        (var phi, tau) = SelfScaledBroyden.Choose(1, 1, 10, first: false);
        Assert.Equal((1, 1), (phi, tau));
    }

    [Fact]
    public void A_pair_without_positive_curvature_changes_nothing_but_the_direction()
    {
        foreach (var descent in Descents)
        {
            var state = (DenseInverse)descent.Begin(Anything(2));
            void Learn(double[] s, double[] y, double[] gradient) =>
                descent.Learn(new DescentStep(1, -1, 0, s, y, gradient, s), state, WorkerTeam.Sequential);
            Learn([1, 0], [2, 1], [1, 1]);
            var matrix = state.Matrix.ToArray();
            Learn([1, 0], [-1, 0], [3, 4]);
            Assert.Equal(matrix, state.Matrix);
            Assert.Equal(1, state.Skipped);
            var direction = new double[2];
            Direct(descent, [3, 4], state, direction);
            Assert.Equal(-((matrix[0] * 3) + (matrix[1] * 4)), direction[0], 1e-14);
            descent.Forget(state);
            Assert.False(Direct(descent, [3, 4], state, direction));
            Assert.Equal([-3, -4], direction);
        }
    }

    private static Bowl Anything(int size) => new(new double[size], new double[size]);

    private static bool Direct(IDescent descent, double[] gradient, DescentState state, double[] direction) =>
        descent
            .Direct(
                new DescentPoint(Anything(gradient.Length), gradient, gradient, 0),
                state,
                direction,
                WorkerTeam.Sequential
            )
            .HasLength;

    private static double[,] Updated(
        int kind,
        double[,] h,
        double[] s,
        double[] y,
        double[] gradient,
        double length,
        bool first
    )
    {
        var rho = 1 / Dot(y, s);
        var u = Times(h, y);
        var yhy = Dot(y, u);
        var hk = yhy * rho;
        var bk = -length * rho * Dot(s, gradient);
        var (phi, tau) = (1.0, 1.0);
        if (kind < 2)
        {
            tau =
                first ? hk
                : kind == 1 ? Math.Min(1, 1 / bk)
                : 1;
        }
        else
        {
            var ak = (bk * hk) - 1;
            var rhoMinus = Math.Min(1, hk * (1 - Math.Sqrt(Math.Abs(ak) / (1 + ak))));
            var thetaMinus = (rhoMinus - 1) / ak;
            var thetaPlus = 1 / rhoMinus;
            var theta = Math.Max(thetaMinus, Math.Min(thetaPlus, (1 - bk) / bk));
            var sigma = 1 + (theta * ak);
            var power = Math.Pow(Math.Abs(sigma), 1.0 / (1 - Size));
            var rhok = Math.Min(1, 1 / bk);
            tau =
                first ? hk / (1 + (ak * theta))
                : theta <= 0 ? Math.Min(rhok * power, sigma)
                : rhok * Math.Min(power, 1 / theta);
            phi = (1 - theta) / (1 + (ak * theta));
        }
        var updated = new double[Size, Size];
        var v = s.Zip(u, (a, b) => (a * rho) - (b / yhy)).ToArray();
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                updated[i, j] =
                    ((h[i, j] - (u[i] * u[j] / yhy) + (phi * yhy * v[i] * v[j])) / tau) + (s[i] * s[j] * rho);
            }
        }
        return updated;
    }

    private static double[,] Identity(int size)
    {
        var identity = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }
        return identity;
    }

    private static double[] Times(double[,] matrix, double[] vector) =>
        [.. Enumerable.Range(0, vector.Length).Select(i => vector.Select((x, j) => matrix[i, j] * x).Sum())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>A point that moves on a convex quadratic with a little quartic.</summary>
    private sealed class Walk
    {
        private readonly double[] x = new double[Size];

        public Walk(ulong seed) => new RandomStream(seed, "walk").FillUniform(x);

        public double[] Gradient() =>
            [
                .. x.Select(
                    (v, i) =>
                        ((1 + (0.2 * i)) * v)
                        + (0.3 * v * v * v)
                        + (0.5 * x[(i + 1) % Size])
                        + (0.5 * x[(i + Size - 1) % Size])
                ),
            ];

        public void Move(double[] step)
        {
            for (var i = 0; i < Size; i++)
            {
                x[i] += step[i];
            }
        }
    }
}
