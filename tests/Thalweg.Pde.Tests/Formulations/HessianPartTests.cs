using System.Text.Json;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Gauss–Newton parts and remainders of Hessians, term by term, for every activation, formulation, trial function and set of streams
/// of the fixtures.</summary>
public sealed class HessianPartTests
{
    // More than a block, and no multiple of one.
    private const int Vectors = 11;

    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("cases.json");

    public static TheoryData<int, Precision> All { get; } =
        new MatrixTheoryData<int, Precision>(Enumerable.Range(0, Fixtures.Count), Variants.Precisions);

    public static TheoryData<int, Precision> Few { get; } =
        new MatrixTheoryData<int, Precision>(
            Enumerable.Range(0, Fixtures.Count).Where(i => i % 31 == 0),
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Both_parts_of_every_term_sum_to_the_Hessian(int index, Precision precision)
    {
        var (objective, parameters) = Case(index, new Arithmetic(precision));
        var direction = Directions(1, parameters.Length);
        var allowed = Variants.Tolerance(precision, 2e-14);
        var sum = new double[parameters.Length];
        var scale = 0.0;
        for (var t = 0; t < objective.TermNames.Count; t++)
        {
            var whole = Products(objective.TermHessianAt(parameters, t, WorkerTeam.Sequential), direction);
            var part = Products(objective.GaussNewtonAt(parameters, t, WorkerTeam.Sequential), direction);
            var rest = Products(objective.RemainderAt(parameters, t, WorkerTeam.Sequential), direction);
            var size = Largest(part) + Largest(rest);
            scale += size;
            for (var i = 0; i < whole.Length; i++)
            {
                Assert.Equal(whole[i], part[i] + rest[i], allowed * size);
                sum[i] += whole[i];
            }
        }
        var all = Products(objective.LinearizeAt(parameters, WorkerTeam.Sequential), direction);
        var flat = Products(objective.GaussNewtonAt(parameters, null, WorkerTeam.Sequential), direction);
        var bent = Products(objective.RemainderAt(parameters, null, WorkerTeam.Sequential), direction);
        for (var i = 0; i < all.Length; i++)
        {
            Assert.Equal(all[i], sum[i], allowed * scale);
            Assert.Equal(all[i], flat[i] + bent[i], allowed * scale);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_part_of_Gauss_and_Newton_is_that_of_the_rows(int index, Precision precision)
    {
        var (objective, parameters) = Case(index, new Arithmetic(precision));
        var direction = Directions(1, parameters.Length);
        var got = Products(objective.GaussNewtonAt(parameters, null, WorkerTeam.Sequential), direction);
        // In double precision always; single precision rounds θ, and sums of hundreds of products.
        double[] at = precision == Precision.Double ? parameters : [.. parameters.Select(p => (double)(float)p)];
        ILinearOperator rows = objective.As<IResiduals>() is { } residuals
            ? new ScaledOperator(2.0, new GramOperator(new MatrixOperator(residuals, at)))
            : new GramOperator(new MatrixOperator(objective.As<ISecondVariation>()!, at));
        var expected = Products(rows, direction);
        var allowed = precision == Precision.Double ? 1e-12 : 2e-4;
        var scale = Largest(expected);
        for (var i = 0; i < got.Length; i++)
        {
            Assert.Equal(expected[i], got[i], allowed * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Few))]
    public void Parts_have_the_same_bits_in_any_block_for_any_lanes_and_threads(int index, Precision precision) =>
        Variants.Evaluate(
            precision,
            arithmetic =>
            {
                var (objective, parameters) = Case(index, arithmetic);
                var directions = Directions(Vectors, parameters.Length);
                using var three = new WorkerTeam(3);
                var flat = Products(objective.GaussNewtonAt(parameters, null, three), directions, three);
                var bent = Products(objective.RemainderAt(parameters, null, three), directions, three);
                for (var k = 0; k < Vectors; k++)
                {
                    var alone = directions[(k * parameters.Length)..((k + 1) * parameters.Length)];
                    var (one, team) = (k * parameters.Length, WorkerTeam.Sequential);
                    Variants.SameBits(
                        flat.AsSpan(one, parameters.Length),
                        Products(objective.GaussNewtonAt(parameters, null, team), alone),
                        $"Gauss-Newton, vector {k}"
                    );
                    Variants.SameBits(
                        bent.AsSpan(one, parameters.Length),
                        Products(objective.RemainderAt(parameters, null, team), alone),
                        $"remainder, vector {k}"
                    );
                }
                return [.. flat, .. bent];
            }
        );

    [Theory]
    [MemberData(nameof(Few))]
    public void The_part_of_Gauss_and_Newton_is_symmetric_and_not_negative(int index, Precision precision)
    {
        var (objective, parameters) = Case(index, new Arithmetic(precision));
        var size = parameters.Length;
        var directions = Directions(2, size);
        var products = Products(objective.GaussNewtonAt(parameters, null, WorkerTeam.Sequential), directions);
        var (left, right, along, magnitude) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            left += directions[i] * products[size + i];
            right += directions[size + i] * products[i];
            along += directions[i] * products[i];
            magnitude += Math.Abs(directions[i] * products[size + i]) + Math.Abs(directions[size + i] * products[i]);
        }
        Assert.Equal(left, right, Variants.Tolerance(precision, 1e-13) * magnitude);
        Assert.True(along > 0, $"vᵀGv = {along}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_principal_part_of_an_energy_and_what_is_beyond_it_sum_to_the_Hessian(int index, Precision precision)
    {
        var (objective, parameters) = Case(index, new Arithmetic(precision));
        if (objective.As<IPrincipalPart>() is not { } split)
        {
            Assert.True(objective.Formulation.IsSumOfSquares);
            return;
        }
        Assert.False(objective.Formulation.IsSumOfSquares);
        var direction = Directions(1, parameters.Length);
        var whole = Products(objective.LinearizeAt(parameters, WorkerTeam.Sequential), direction);
        var part = Products(split.PrincipalAt(parameters, null, WorkerTeam.Sequential), direction);
        var rest = Products(split.BeyondPrincipalAt(parameters, null, WorkerTeam.Sequential), direction);
        var allowed = Variants.Tolerance(precision, 2e-14) * (Largest(part) + Largest(rest));
        Assert.All(Enumerable.Range(0, whole.Length), i => Assert.Equal(whole[i], part[i] + rest[i], allowed));
    }

    [Fact]
    public void The_principal_part_knows_the_derivatives_of_u_alone()
    {
        // The energies of -Δu = f and -Δu + u³ = f differ in the values of u.
        var network = Network.Mlp(1, 1, [6, 5], Activation.Tanh);
        var (linear, cubic) = (Energy(PoissonProblem.Sine(1)), Energy(CubicProblem.Create()));
        var parameters = new Initializer(WeightDistribution.XavierNormal, BiasStart.PyTorchDefault).Draw(
            network.Layout,
            3
        );
        var directions = Directions(Vectors, parameters.Length);
        var team = WorkerTeam.Sequential;
        var expected = Products(linear.GaussNewtonAt(parameters, null, team), directions);
        var scale = 1e-14 * Largest(expected);
        foreach (var energy in (PdeObjective[])[linear, cubic])
        {
            var got = Products(energy.PrincipalAt(parameters, null, team), directions);
            Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, scale));
        }
        var whole = Products(cubic.GaussNewtonAt(parameters, null, team), directions);
        Assert.True(Largest([.. whole.Zip(expected, (a, b) => a - b)]) > 1e6 * scale);

        PdeObjective Energy(Problem problem) =>
            new(
                problem,
                network,
                TrialFunction.Hard(problem),
                new Formulation(FormulationKind.Ritz),
                new GaussRule(9),
                default
            );
    }

    [Fact]
    public void A_term_that_is_not_there_is_refused()
    {
        var (objective, parameters) = Case(0, default);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            objective.TermHessianAt(parameters, 7, WorkerTeam.Sequential)
        );
        Assert.Contains("term is 7", error.Message);
        Assert.Contains("interior", error.Message);
    }

    private static (PdeObjective Objective, double[] Parameters) Case(int index, Arithmetic arithmetic) =>
        (
            TorchAgreementTests.ObjectiveOf(Fixtures[index], arithmetic),
            TorchCases.Numbers(Fixtures[index], "parameters")
        );

    private static double[] Products(ILinearOperator part, double[] directions, WorkerTeam? team = null)
    {
        var products = new double[directions.Length];
        part.Apply(directions, products, team ?? WorkerTeam.Sequential);
        return products;
    }

    private static double Largest(double[] values) => values.Max(Math.Abs);

    private static double[] Directions(int count, int size)
    {
        var random = new Random(22);
        return [.. Enumerable.Range(0, count * size).Select(_ => 2.0 * random.NextDouble() - 1.0)];
    }
}
