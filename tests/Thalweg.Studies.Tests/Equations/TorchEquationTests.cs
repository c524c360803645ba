using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Equations;

/// <summary>Problems written as text and their formulations against the same written by hand in PyTorch (Fixtures/equations.py, forms.py, eigen.py).</summary>
public sealed class TorchEquationTests
{
    private const double Tolerance = 1e-11;

    public static TheoryData<string> Names => [.. Cases.Select(c => c.GetProperty("name").GetString()!)];

    private static IReadOnlyList<JsonElement> Cases { get; } =
    [
        .. new[] { "equations.json", "forms.json", "eigen.json" }.SelectMany(file =>
            JsonDocument
                .Parse(File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Thalweg.Pde.Tests", "Fixtures", file)))
                .RootElement.EnumerateArray()
        ),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradient_of_the_text_are_those_of_the_hand_written_loss(string name)
    {
        var fixture = Cases.Single(c => c.GetProperty("name").GetString() == name);
        var objective = Source(fixture).Create();
        var theta = Numbers(fixture, "parameters");
        var gradient = new double[theta.Length];
        var loss = objective.Gradient(theta, gradient, new double[objective.TermNames.Count], WorkerTeam.Sequential);
        var expected = Numbers(fixture, "gradient");
        var largest = expected.Max(Math.Abs);
        Assert.Equal(fixture.GetProperty("loss").GetDouble(), loss, Tolerance * Math.Abs(loss));
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal(expected[i], gradient[i], Tolerance * largest);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_are_differences_of_gradients(string name)
    {
        var fixture = Cases.Single(c => c.GetProperty("name").GetString() == name);
        var objective = Source(fixture).Create();
        var theta = Numbers(fixture, "parameters");
        double[] direction = [.. theta.Select((_, i) => Math.Cos(1.3 * i))];
        var product = new double[theta.Length];
        objective.LinearizeAt(theta, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
        double[] Gradient(double step)
        {
            var gradient = new double[theta.Length];
            double[] moved = [.. theta.Select((t, i) => t + step * direction[i])];
            objective.Gradient(moved, gradient, default, WorkerTeam.Sequential);
            return gradient;
        }
        const double h = 1e-3;
        var (a, b, c, d) = (Gradient(-2 * h), Gradient(-h), Gradient(h), Gradient(2 * h));
        var largest = product.Max(Math.Abs);
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal((a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h), product[i], 1e-7 * largest);
        }
    }

    private static PdeSource Source(JsonElement fixture)
    {
        var arguments = new List<CallArgument>();
        foreach (var option in Problems.Catalogue.Block!.Options)
        {
            if (fixture.TryGetProperty(option.Name, out var value) && !IsEmpty(value))
            {
                var text =
                    value.ValueKind == JsonValueKind.String
                        ? value.GetString()!
                        : string.Join(';', value.EnumerateArray().Select(e => e.GetString()));
                arguments.Add(new CallArgument(option.Name, text, default));
            }
        }
        if (fixture.TryGetProperty("measured", out var measured))
        {
            arguments.Add(new CallArgument("data", Written(measured), default));
        }
        var widths = string.Join('-', fixture.GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        return new PdeSource(
            Problems.Catalogue.Resolve(new Call("equation", null, arguments, default)),
            Catalogues.Networks.Catalogue.Resolve(
                $"mlp(widths={widths}, activation={fixture.GetProperty("activation").GetString()})",
                default
            ),
            Trials.Catalogue.Resolve(
                fixture.TryGetProperty("trial", out var trial) ? trial.GetString()! : "none",
                default
            ),
            Quadratures.Catalogue.Resolve($"gauss:{fixture.GetProperty("nodes").GetInt32()}", default),
            Formulations.Catalogue.Resolve(fixture.GetProperty("formulation").GetString()!, default)
        );
    }

    /// <summary>A file with the measured values, as a user has it.</summary>
    private static string Written(JsonElement measured)
    {
        var path = Path.Combine(Path.GetTempPath(), $"measured-{Guid.NewGuid():N}.csv");
        using var file = new StreamWriter(path);
        file.WriteLine("x,t,u,u_sigma");
        for (var i = 0; i < measured.GetProperty("u").GetArrayLength(); i++)
        {
            var point = measured.GetProperty("points")[i];
            file.WriteLine(
                $"{point[0].GetRawText()},{point[1].GetRawText()},{measured.GetProperty("u")[i].GetRawText()},{measured.GetProperty("u_sigma")[i].GetRawText()}"
            );
        }
        return path;
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    private static double[] Numbers(JsonElement fixture, string key) =>
        [.. fixture.GetProperty(key).EnumerateArray().Select(e => e.GetDouble())];
}
