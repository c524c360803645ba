using System.Text.Json.Nodes;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Tests;

/// <summary>Losses, gradients and products against PyTorch (Fixtures/generate.py).</summary>
public sealed class TorchTests
{
    private const double Tolerance = 1e-11;

    private static readonly Lazy<JsonArray> Fixtures = new(() =>
        JsonNode
            .Parse(
                File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Thalweg.Data.Tests", "Fixtures", "losses.json"))
            )!
            .AsArray()
    );

    public static TheoryData<string> Names { get; } = [.. Subject.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_gradients_and_products_are_those_of_PyTorch(string name)
    {
        var fixture = Fixtures.Value.Single(f => (string)f!["name"]! == name)!;
        var subject = Subject.Of(name, (int)fixture["images"]!, (ulong)fixture["seed"]!);
        var objective = subject.Objective();
        Assert.Equal((int)fixture["parameters"]!, objective.ParameterCount);
        using var team = new WorkerTeam(2);

        var gradient = new double[objective.ParameterCount];
        var loss = objective.Gradient(subject.Parameters, gradient, default, team);
        Assert.InRange(Math.Abs(loss - (double)fixture["loss"]!), 0, Tolerance * loss);
        Close(fixture, "gradient", 0, gradient);
        Close(fixture, "product", 1, Product(objective.LinearizeAt(subject.Parameters, team), subject, team));
        var split = objective.GaussNewtonAt(subject.Parameters, null, team);
        Close(fixture, "gaussNewton", 2, Product(split, subject, team));
        if (fixture["accuracy"] is { } accuracy)
        {
            var metrics = new double[objective.MetricNames.Count];
            objective.Values(subject.Parameters, new double[1], default, metrics, team);
            Assert.Equal((double)accuracy, 1 - metrics[0], 12);
        }
    }

    private static double[] Product(ILinearOperator by, Subject subject, WorkerTeam team)
    {
        var product = new double[subject.Direction.Length];
        by.Apply(subject.Direction, product, team);
        return product;
    }

    private static void Close(JsonNode fixture, string key, int place, double[] found)
    {
        var (stride, largest) = ((int)fixture["stride"]!, (double)fixture["largest"]![place]!);
        var expected = fixture[key]!.AsArray();
        Assert.InRange(Math.Abs(found.Max(Math.Abs) - largest), 0, Tolerance * largest);
        var worst = expected.Select((value, i) => Math.Abs((double)value! - found[i * stride])).Max();
        Assert.True(worst <= Tolerance * largest, $"{key}: off by {worst / largest:e2} of the largest entry");
    }
}
