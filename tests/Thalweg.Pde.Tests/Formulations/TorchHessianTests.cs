using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Dense Hessians by products with unit vectors against those that PyTorch computes by differentiating twice
/// (Fixtures/hessians.py), and against differences of gradients.</summary>
public sealed class TorchHessianTests
{
    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("hessians.json");

    public static TheoryData<int> All { get; } = [.. Enumerable.Range(0, Fixtures.Count)];

    [Theory]
    [MemberData(nameof(All))]
    public void Hessians_equal_those_of_PyTorch(int index)
    {
        var (objective, parameters, name) = Case(index, default);
        var largest = Fixtures[index].GetProperty("largest").GetDouble();
        var lower = TorchCases.Numbers(Fixtures[index], "hessian");
        var hessian = Dense(objective, parameters);
        var (size, next) = (parameters.Length, 0);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++, next++)
            {
                var expected = largest * lower[next];
                var got = (hessian[(i * size) + j], hessian[(j * size) + i]);
                Assert.True(
                    Math.Abs(got.Item1 - expected) <= 1e-10 * largest
                        && Math.Abs(got.Item2 - expected) <= 1e-10 * largest,
                    $"{name}: entry {i}, {j} is {got}, expected {expected:R}, the largest is {largest:R}"
                );
            }
        }
        Assert.Equal(lower.Length, next);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Hessians_are_differences_of_gradients(int index)
    {
        var (objective, parameters, name) = Case(index, default);
        var largest = Fixtures[index].GetProperty("largest").GetDouble();
        var hessian = Dense(objective, parameters);
        var size = parameters.Length;
        for (var j = 0; j < size; j++)
        {
            var column = Column(objective, parameters, j, largest > 1e5 ? 1e-4 : 1e-3);
            for (var i = 0; i < size; i++)
            {
                var error = Math.Abs(column[i] - hessian[(j * size) + i]);
                Assert.True(
                    error <= 1e-8 * largest,
                    $"{name}: entry {i}, {j} is off by {error}, the largest is {largest}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_single_precision_they_are_the_same_to_its_rounding(int index)
    {
        var (single, parameters, name) = Case(index, new Arithmetic(Precision.Single));
        double[] rounded = [.. parameters.Select(p => (double)(float)p)];
        var expected = Dense(Case(index, default).Objective, rounded);
        var got = Dense(single, rounded);
        var largest = expected.Max(Math.Abs);
        var worst = expected.Zip(got, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= 2e-4 * largest, $"{name}: {worst} of {largest}");
    }

    [Fact]
    public void The_fixtures_have_every_activation_formulation_trial_term_and_kind_of_network()
    {
        foreach (
            var (key, count) in new[]
            {
                ("activation", 9),
                ("formulation", 3),
                ("trial", 2),
                ("kind", 2),
                ("problem", 4),
            }
        )
        {
            Assert.Equal(count, Fixtures.Select(f => TorchCases.Text(f, key)).Distinct().Count());
        }
        var terms = Fixtures.SelectMany(f => TorchAgreementTests.ObjectiveOf(f).TermNames).Distinct();
        Assert.Equal(["interior", "boundary", "initial"], terms);
    }

    private static (PdeObjective Objective, double[] Parameters, string Name) Case(int index, Arithmetic arithmetic) =>
        (
            TorchAgreementTests.ObjectiveOf(Fixtures[index], arithmetic),
            TorchCases.Numbers(Fixtures[index], "parameters"),
            TorchCases.Text(Fixtures[index], "name")
        );

    private static double[] Dense(PdeObjective objective, double[] parameters)
    {
        var size = parameters.Length;
        var (units, products) = (new double[size * size], new double[size * size]);
        for (var i = 0; i < size; i++)
        {
            units[(i * size) + i] = 1.0;
        }
        objective.LinearizeAt(parameters, WorkerTeam.Sequential).Apply(units, products, WorkerTeam.Sequential);
        return products;
    }

    // (8 (g₁ − g₋₁) − (g₂ − g₋₂)) / 12h. Parameters are about 1 and further derivatives grow slowly, so that h = 1e-3 leaves little of truncation
    // and of rounding; where products of many weights make a Hessian large, further derivatives are larger still, and h is less.
    private static double[] Column(PdeObjective objective, double[] parameters, int j, double h)
    {
        double[] At(double t)
        {
            var gradient = new double[parameters.Length];
            double[] moved = [.. parameters];
            moved[j] += t;
            objective.Gradient(moved, gradient, default, WorkerTeam.Sequential);
            return gradient;
        }

        var (up, down, farUp, farDown) = (At(h), At(-h), At(2 * h), At(-2 * h));
        return [.. up.Select((_, i) => (8 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12 * h))];
    }
}
