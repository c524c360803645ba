using System.Text.Json;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Reads the fixtures that Fixtures/generate.py computed with PyTorch.</summary>
internal static class TorchCases
{
    public static IReadOnlyList<JsonElement> Read(string file)
    {
        var path = Path.Combine(Checkout.Root, "tests", "Thalweg.Pde.Tests", "Fixtures", file);
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray()];
    }

    public static string Text(JsonElement fixture, string key) => fixture.GetProperty(key).GetString()!;

    public static int Integer(JsonElement fixture, string key) => fixture.GetProperty(key).GetInt32();

    public static double[] Numbers(JsonElement fixture, string key) =>
        [.. fixture.GetProperty(key).EnumerateArray().Select(e => e.GetDouble())];

    public static Network NetworkOf(JsonElement fixture)
    {
        var activation = Activation.Known.Single(a => a.Name == Text(fixture, "activation"));
        var widths = fixture.GetProperty("widths").EnumerateArray().Select(e => e.GetInt32()).ToArray();
        var inputs = Integer(fixture, "inputs");
        var outputs = Integer(fixture, "outputs");
        return Text(fixture, "kind") == "resnet"
            ? Network.Residual(inputs, outputs, widths[0], Integer(fixture, "blocks"), activation)
            : Network.Mlp(
                inputs,
                outputs,
                widths,
                activation,
                linearInput: fixture.GetProperty("linearInput").GetBoolean()
            );
    }

    /// <summary>Points written a row per point, as the engine stores them: a row per axis.</summary>
    public static PointSet Points(double[] rows, double[] weights, int dimension)
    {
        var count = weights.Length;
        var coordinates = new double[rows.Length];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < dimension; k++)
            {
                coordinates[k * count + i] = rows[i * dimension + k];
            }
        }
        return new PointSet(dimension, coordinates, weights);
    }
}

/// <summary>A rule of given points, whatever the domain.</summary>
internal sealed class GivenPoints(PointSet interior, PointSet? boundary = null, PointSet? initial = null)
    : QuadratureRule
{
    public override string Name => "given";

    public override bool IntegratesOne => false;

    public override PointSet Interior(Domain domain, long draw = 0) => interior;

    public override PointSet Boundary(Domain domain, long draw = 0) => boundary!;

    public override PointSet Initial(Domain domain, long draw = 0) => initial!;
}
