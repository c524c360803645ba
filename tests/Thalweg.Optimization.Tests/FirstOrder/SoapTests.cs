using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.FirstOrder;

public sealed class SoapTests
{
    // Both sides turned, the left one, the right one, and biases.
    private static readonly ParameterLayout Mixed = Layout((4, 4, false), (3, 6, false), (6, 3, false), (6, 1, true));

    [Fact]
    public void It_is_the_slow_twin()
    {
        var method = new Soap(0.01, 0.9, 0.8, 1e-8, Every: 3, Max: 5);
        var θ = Drawn(Mixed.Count, "start");
        var twins = Mixed
            .Tensors.Take(3)
            .Select(tensor => new SlowSoap(tensor, Matrix(tensor, θ), 0.8, 3, 5))
            .ToArray();
        var state = method.Begin(Mixed);
        for (var step = 0; step < 25; step++)
        {
            var g = Drawn(Mixed.Count, $"gradient-{step}");
            method.Step(0.01 / (1 + step), θ, g, state);
            for (var t = 0; t < twins.Length; t++)
            {
                twins[t].Step(0.01 / (1 + step), Matrix(Mixed.Tensors[t], g));
                AssertEqual(twins[t].Weights, Matrix(Mixed.Tensors[t], θ), 1e-11);
            }
        }
    }

    [Fact]
    public void The_first_step_rests_matrices_and_moves_biases()
    {
        var θ = new double[Mixed.Count];
        var method = new Soap(0.01, Max: 5);
        method.Step(0.01, θ, Drawn(Mixed.Count, "first"), method.Begin(Mixed));
        Assert.All(θ.AsSpan(0, 52).ToArray(), x => Assert.Equal(0, x));
        Assert.All(θ.AsSpan(52).ToArray(), x => Assert.Equal(0.01, Math.Abs(x), 1e-8));
    }

    [Fact]
    public void In_the_basis_of_the_identity_it_is_Adam_to_the_bit()
    {
        // Diagonal gradients in descending order: eigenvectors are the unit vectors.
        var layout = Layout((4, 4, false), (2, 1, true));
        var (method, adam) = (new Soap(0.01, 0.9, 0.99, Every: 2), new Adam(0.01, 0.9, 0.99));
        var (state, other) = (method.Begin(layout), adam.Begin(16));
        var (θ, φ) = (Drawn(18, "start"), Drawn(18, "start")[..16]);
        for (var step = 0; step < 9; step++)
        {
            var g = new double[18];
            for (var i = 0; i < 4; i++)
            {
                g[5 * i] = Math.Cos(step + i) + (10 * (4 - i));
            }
            method.Step(0.01, θ, g, state);
            if (step > 0)
            {
                adam.Step(0.01, φ, g.AsSpan(0, 16), other);
            }
            Assert.Equal(φ, θ[..16]);
        }
    }

    [Fact]
    public void Vectors_biases_and_sides_that_are_too_long_are_stepped_by_Adam_to_the_bit()
    {
        var adam = new Adam(0.02, 0.95, 0.95);
        (Soap Method, MethodState State)[] cases =
        [
            (new Soap(0.02), new Soap(0.02).Begin(12)),
            (new Soap(0.02), new Soap(0.02).Begin(ParameterLayout.Point(12))),
            (new Soap(0.02, Max: 2), new Soap(0.02, Max: 2).Begin(Layout((3, 4, false)))),
            (new Soap(0.02), new Soap(0.02).Begin(Layout((12, 1, true)))),
        ];
        foreach (var (method, state) in cases)
        {
            var (θ, φ, other) = (new double[12], new double[12], adam.Begin(12));
            for (var step = 0; step < 12; step++)
            {
                var g = Drawn(12, $"gradient-{step}");
                method.Step(0.02, θ, g, state);
                adam.Step(0.02, φ, g, other);
            }
            Assert.Equal(φ, θ);
        }
    }

    [Fact]
    public void Turned_gradients_give_turned_steps()
    {
        var layout = Layout((5, 5, false), (1, 1, true));
        var tensor = layout.Tensors[0];
        var method = new Soap(0.01, Every: 3);
        var u = SlowSoap.GramSchmidt(SlowSoap.Of(5, 5, (i, j) => Math.Sin((5 * i) + j + (i * j))));
        var v = SlowSoap.GramSchmidt(SlowSoap.Of(5, 5, (i, j) => Math.Cos((3 * i * i) + (2 * j) + (i * j * j))));
        var (θ, φ) = (new double[26], new double[26]);
        var (state, other) = (method.Begin(layout), method.Begin(layout));
        for (var step = 0; step < 14; step++)
        {
            var g = Drawn(26, $"gradient-{step}");
            method.Step(0.01, θ, g, state);
            var turned = Between(u, Matrix(tensor, g), v);
            method.Step(0.01, φ, [.. turned.Cast<double>(), g[25]], other);
        }
        Assert.True(θ.Max() > 0.01);
        AssertEqual(Between(u, Matrix(tensor, θ), v), Matrix(tensor, φ), 1e-10);
    }

    [Fact]
    public void Moments_of_low_rank_keep_the_bases_orthonormal()
    {
        var layout = Layout((6, 1, false), (1, 5, false), (4, 3, false));
        var method = new Soap(0.01, Every: 2);
        var state = method.Begin(layout);
        var θ = new double[layout.Count];
        for (var step = 0; step < 40; step++)
        {
            // The last column never has a gradient, and from the twentieth step on nothing has.
            var g = Drawn(layout.Count, $"gradient-{step % 3}");
            (g[13], g[16], g[19], g[22]) = (0, 0, 0, 0);
            method.Step(0.01, θ, step < 20 ? g : new double[layout.Count], state);
            Assert.All(θ, x => Assert.True(double.IsFinite(x)));
            var from = 0;
            foreach (var side in new[] { 6, 1, 1, 5, 4, 3 })
            {
                var basis = state[3].Slice(from, side * side).ToArray();
                var matrix = SlowSoap.Of(side, side, (i, j) => basis[(i * side) + j]);
                AssertEqual(
                    SlowSoap.Of(side, side, (i, j) => i == j ? 1 : 0),
                    SlowSoap.Times(matrix, SlowSoap.Transpose(matrix)),
                    1e-13
                );
                from += side * side;
            }
        }
    }

    [Fact]
    public void Continued_from_any_step_a_run_on_tensors_ends_in_the_same_bits()
    {
        var saved = new List<byte[]>();
        var trainer = NewTrainer();
        var state = trainer.Begin(new double[Mixed.Count]);
        var whole = trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        Assert.Equal(20, saved.Count);
        foreach (var bytes in saved)
        {
            var rest = NewTrainer().Run(TrainingState.FromBytes(bytes), WorkerTeam.Sequential);
            Assert.Equal(whole.Parameters, rest.Parameters);
        }
        // It is not what a run without the tensors is.
        var adam = new Trainer(Options(new Adam(0.05, 0.95, 0.95)), NewBowl(), []);
        var other = adam.Run(adam.Begin(new double[Mixed.Count]), WorkerTeam.Sequential);
        Assert.NotEqual(whole.Parameters, other.Parameters);
    }

    [Fact]
    public void An_estimate_of_memory_is_what_the_state_takes()
    {
        var method = new Soap();
        var layout = Layout((90, 2, false), (90, 1, true), (60, 90, false));
        method.Begin(layout);
        var before = GC.GetAllocatedBytesForCurrentThread();
        method.Begin(layout);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before - (2 * sizeof(double) * layout.Count);
        var said = sizeof(double) * method.MemoryBeside(layout).Total;
        Assert.InRange(bytes, 0.6 * said, said + 5000);
    }

    [Fact]
    public void A_state_of_another_method_is_refused()
    {
        var other = new MethodState(["a", "b", "c", "d"], 3);
        var refusal = Assert.Throws<ArgumentException>(() => new Soap().Step(0.1, new double[3], new double[3], other));
        Assert.Contains("Begin(3)", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Soap(Every: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Soap(Max: 0));
    }

    private static TrainingOptions Options(IMethod method) => new(method, 20) { SaveInterval = 1 };

    private static Trainer NewTrainer() => new(Options(new Soap(0.05, Every: 3)), NewBowl(), []);

    private static LayeredBowl NewBowl() =>
        new([.. Enumerable.Range(0, Mixed.Count).Select(i => 1.0 + (i % 7))], Drawn(Mixed.Count, "centre"));

    private static ParameterLayout Layout(params (int Rows, int Columns, bool IsBias)[] shapes)
    {
        var tensors = new List<ParameterTensor>();
        foreach (var (rows, columns, isBias) in shapes)
        {
            var role = isBias ? ParameterRole.Bias : ParameterRole.Weight;
            var offset = tensors.Sum(tensor => tensor.Count);
            tensors.Add(new ParameterTensor($"t{tensors.Count}", role, tensors.Count, rows, columns, offset));
        }
        return new ParameterLayout(tensors);
    }

    private static double[] Drawn(int count, string name)
    {
        var drawn = new double[count];
        new RandomStream(3, name).FillGaussian(drawn);
        return drawn;
    }

    private static double[,] Matrix(ParameterTensor tensor, double[] θ) =>
        SlowSoap.Of(tensor.Rows, tensor.Columns, (i, j) => θ[tensor.Offset + (i * tensor.Columns) + j]);

    private static double[,] Between(double[,] u, double[,] a, double[,] v) =>
        SlowSoap.Times(SlowSoap.Times(u, a), SlowSoap.Transpose(v));

    private static void AssertEqual(double[,] expected, double[,] actual, double tolerance)
    {
        foreach (var (first, second) in expected.Cast<double>().Zip(actual.Cast<double>()))
        {
            Assert.Equal(first, second, tolerance);
        }
    }

    private sealed class LayeredBowl(double[] curvatures, double[] centre) : Bowl(curvatures, centre), ILayered
    {
        public ParameterLayout Layout => Mixed;
    }
}
