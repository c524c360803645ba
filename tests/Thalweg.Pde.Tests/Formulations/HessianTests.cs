using System.Text.Json;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Exact products of the Hessian, for every activation, formulation, trial function and set of streams of the fixtures.</summary>
public sealed class HessianTests
{
    // More than a block, and no multiple of one.
    private const int Vectors = 11;

    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("cases.json");

    public static TheoryData<int> All { get; } = [.. Enumerable.Range(0, Fixtures.Count)];

    public static TheoryData<int, Precision> Few { get; } =
        new MatrixTheoryData<int, Precision>(
            Enumerable.Range(0, Fixtures.Count).Where(i => i % 41 == 0),
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Products_are_slopes_of_the_gradient(int index)
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index], default);
        var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
        var directions = Directions(1, parameters.Length);
        var product = Products(objective, parameters, directions, WorkerTeam.Sequential);
        // Differences of fourth order; a kink between two of the points spoils them, and the next smaller step meets it more rarely.
        var best = double.PositiveInfinity;
        foreach (var h in new[] { 2e-3, 3e-4, 5e-5, 2e-6, 1e-7 })
        {
            var slope = Slope(objective, parameters, directions, h);
            var scale = slope.Max(Math.Abs);
            best = Math.Min(best, slope.Zip(product, (a, b) => Math.Abs(a - b)).Max() / Math.Max(scale, 1e-3));
        }
        Assert.True(best < 1e-8, $"{Fixtures[index].GetProperty("name")}: {best}");
    }

    [Theory]
    [MemberData(nameof(Few))]
    public void Products_have_the_same_bits_in_any_block_for_any_lanes_and_threads(int index, Precision precision) =>
        Variants.Evaluate(
            precision,
            arithmetic =>
            {
                var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index], arithmetic);
                var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
                var directions = Directions(Vectors, parameters.Length);
                using var three = new WorkerTeam(3);
                var together = Products(objective, parameters, directions, three);
                for (var k = 0; k < Vectors; k++)
                {
                    var alone = directions[(k * parameters.Length)..((k + 1) * parameters.Length)];
                    Variants.SameBits(
                        together.AsSpan(k * parameters.Length, parameters.Length),
                        Products(objective, parameters, alone, WorkerTeam.Sequential),
                        $"vector {k}"
                    );
                }
                return together;
            }
        );

    [Theory]
    [MemberData(nameof(Few))]
    public void The_operator_is_symmetric_and_linear(int index, Precision precision)
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index], new Arithmetic(precision));
        var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
        var size = parameters.Length;
        var directions = Directions(2, size);
        var products = Products(objective, parameters, directions, WorkerTeam.Sequential);
        var (left, right, magnitude) = (0.0, 0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            left += directions[i] * products[size + i];
            right += directions[size + i] * products[i];
            magnitude += Math.Abs(directions[i] * products[size + i]) + Math.Abs(directions[size + i] * products[i]);
        }
        var allowed = Variants.Tolerance(precision, 1e-13);
        Assert.True(Math.Abs(left - right) <= allowed * magnitude, $"uᵀHv = {left}, vᵀHu = {right}, terms {magnitude}");

        double[] sum = [.. Enumerable.Range(0, size).Select(i => directions[i] + 2.0 * directions[size + i])];
        var product = Products(objective, parameters, sum, WorkerTeam.Sequential);
        var scale = product.Max(Math.Abs) + products.Max(Math.Abs);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(products[i] + 2.0 * products[size + i], product[i], 100 * allowed * scale);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Single_precision_agrees_with_double(int index)
    {
        var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
        double[] rounded = [.. parameters.Select(p => (double)(float)p)];
        double[] direction = [.. Directions(1, parameters.Length).Select(d => (double)(float)d)];
        var expected = Products(
            TorchAgreementTests.ObjectiveOf(Fixtures[index], default),
            rounded,
            direction,
            WorkerTeam.Sequential
        );
        var single = TorchAgreementTests.ObjectiveOf(Fixtures[index], new Arithmetic(Precision.Single));
        var got = Products(single, rounded, direction, WorkerTeam.Sequential);
        var scale = expected.Max(Math.Abs);
        var worst = expected.Zip(got, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= 2e-4 * scale, $"{worst} of {scale}");
    }

    [Fact]
    public void A_block_that_holds_no_whole_vectors_is_refused()
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[0], default);
        var parameters = TorchCases.Numbers(Fixtures[0], "parameters");
        var hessian = objective.LinearizeAt(parameters, WorkerTeam.Sequential);
        Assert.Throws<ArgumentException>(() =>
            hessian.Apply(new double[parameters.Length + 1], new double[parameters.Length], WorkerTeam.Sequential)
        );
        Assert.Throws<ArgumentException>(() => objective.LinearizeAt(new double[1], WorkerTeam.Sequential));
    }

    private static double[] Products(IObjective objective, double[] parameters, double[] directions, WorkerTeam team)
    {
        var products = new double[directions.Length];
        objective.As<ILinearizable>()!.LinearizeAt(parameters, team).Apply(directions, products, team);
        return products;
    }

    private static double[] Directions(int count, int size)
    {
        var random = new Random(21);
        return [.. Enumerable.Range(0, count * size).Select(_ => 2.0 * random.NextDouble() - 1.0)];
    }

    // (8 (g₁ − g₋₁) − (g₂ − g₋₂)) / 12h
    private static double[] Slope(IObjective objective, double[] parameters, double[] direction, double h)
    {
        double[] At(double t)
        {
            var gradient = new double[parameters.Length];
            double[] moved = [.. parameters.Select((p, i) => p + t * direction[i])];
            objective.Gradient(moved, gradient, default, WorkerTeam.Sequential);
            return gradient;
        }

        var (up, down, farUp, farDown) = (At(h), At(-h), At(2 * h), At(-2 * h));
        return
        [
            .. Enumerable
                .Range(0, parameters.Length)
                .Select(i => (8 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12 * h)),
        ];
    }
}
