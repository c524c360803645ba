using Thalweg.Landscapes.Embeddings;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Embeddings that compare functions: closed forms, copies by a symmetry, and integrals written out.</summary>
public sealed class FunctionSpaceTests
{
    private const int P = 22;
    private static readonly SourceLocation Here = new("test", 1, 1);
    private static readonly Network Tanh = Network.Mlp(1, 1, [3, 3], Activation.Tanh);

    [Fact]
    public void Scaled_copies_copies_by_a_symmetry_and_others_are_as_far_as_their_integrals_say()
    {
        var first = Point(1);
        double[] scaled = [.. first[..18], .. first[18..].Select(x => 3 * x)];
        var copy = NetworkGroup.Of(Tanh).Draw(new RandomStream(5, "copy")).Apply(first);
        Assert.True(Apart(first, copy) > 0.1);
        double[][] all = [first, scaled, copy, Point(2)];
        var (record, arrays) = Take(all, ["a", "a", "b", "b"], Source("mlp(width=3, depth=2, activation=tanh)"));

        var distances = arrays["functions"].Values;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var (a, b) = (all[i], all[j]);
                Assert.Equal(Norm(x => Trial(a, x) - Trial(b, x)), distances[(4 * i) + j], 1e-10);
            }
        }
        var norm = Norm(x => Trial(first, x));
        Assert.Equal(2 * norm, distances[1], 1e-12);
        Assert.Equal(0, distances[2], 1e-14);

        var functions = record.Functions!;
        Assert.Equal(("ritz", 40), (functions.Objective, functions.Nodes));
        Assert.Equal(all.Average(p => Norm(x => Trial(p, x))), functions.MeanNorm, 1e-10);
        Assert.Equal(ParameterSet.Mean(distances, [0, 1, 2, 3])!.Value, functions.MeanDistance);
        Assert.Equal([("layer_1", 3), ("layer_out", 3)], functions.Layers.Select(l => (l.Layer, l.Width)));
        var (a1, b1) = (record.Groups[0].Functions!, record.Groups[1].Functions!);
        Assert.Equal(distances[1], a1.MeanDistance);
        Assert.Equal(distances[11], b1.MeanDistance);
        Assert.Equal(2 * norm, a1.MeanNorm, 1e-10);
        Assert.Equal((distances[2] + distances[3] + distances[6] + distances[7]) / 4, a1.Between["b"], 1e-15);
        for (var layer = 0; layer < 2; layer++)
        {
            var cka = arrays[$"cka_{layer + 1}"].Values;
            // The same hidden layers, up to what CKA does not see.
            Assert.All([cka[0], cka[1], cka[2], cka[5], cka[6], cka[15]], x => Assert.Equal(1, x, 1e-13));
            // Small networks on an interval are alike.
            Assert.InRange(cka[3], 0.5, 1 - 1e-5);
            Assert.Equal(cka[3], cka[12]);
            Assert.Equal(1, a1.Layers[layer].Similarity!.Value, 1e-13);
            Assert.Equal(cka[11], b1.Layers[layer].Similarity);
            Assert.Equal((cka[2] + cka[3] + cka[6] + cka[7]) / 4, b1.Layers[layer].Between["a"]!.Value, 1e-15);
        }
        Assert.Empty(record.Provenance.Warnings);
    }

    [Theory]
    [InlineData("resnet(width=4, blocks=2, activation=swish)")]
    [InlineData("mlp(width=4, depth=2, activation=sigmoid)")]
    [InlineData("mlp(width=4, depth=3, activation=relu3)")]
    [InlineData("mlp(width=4, depth=2, activation=sin, input=linear)")]
    public void Copies_of_a_network_that_keep_lengths_have_its_function_and_its_layers(string network)
    {
        var source = Source(network);
        var group = ((NetworkGroup)source.Copies).Isometric as NetworkGroup;
        var first = new double[source.Layout.Count];
        // None is negative, so that no layer of powers of ReLU is 0.
        new RandomStream(3, "point").FillUniform(first);
        var stream = new RandomStream(3, "copies");
        double[][] all = [first, .. Enumerable.Range(0, 4).Select(_ => group!.Draw(stream).Apply(first))];
        var (record, arrays) = Take(all, ["a", "a", "a", "a", "a"], source);
        var norm = record.Functions!.MeanNorm;
        Assert.All(arrays["functions"].Values, x => Assert.Equal(0, x, 1e-12 * norm));
        Assert.All(record.Functions.Layers, layer => Assert.Equal(1, layer.Similarity!.Value, 1e-12));
        Assert.True(Apart(all[0], all[1]) > 1e-3);
    }

    [Fact]
    public void A_network_without_anything_in_its_layers_has_a_function_and_no_similarity()
    {
        var flat = new double[P];
        flat[^1] = 1;
        var (record, arrays) = Take(
            [flat, Point(1), Point(2)],
            ["flat", "other", "other"],
            Source("mlp(width=3, depth=2, activation=tanh)")
        );
        // u = x(1 − x).
        Assert.Equal(Math.Sqrt(1 / 30.0), record.Groups[0].Functions!.MeanNorm, 1e-14);
        var cka = arrays["cka_1"].Values;
        Assert.All([cka[0], cka[1], cka[2], cka[3], cka[6]], x => Assert.True(double.IsNaN(x)));
        Assert.Equal(cka[5], record.Functions!.Layers[0].Similarity);
        Assert.Null(record.Groups[0].Functions!.Layers[0].Between["other"]);
        Assert.Equal(2, record.Provenance.Warnings.Count);
        Assert.Contains(
            "constant over the nodes in 1 of 3 networks",
            record.Provenance.Warnings[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Threads_leave_the_bits()
    {
        double[][] all = [.. Enumerable.Range(1, 6).Select(i => Point((ulong)i))];
        var source = Source("mlp(width=3, depth=2, activation=tanh)");
        string[] groups = [.. all.Select(_ => "a")];
        using var team = new WorkerTeam(3, TestContext.Current.CancellationToken);
        var (one, several) = (Take(all, groups, source).Arrays, Take(all, groups, source, team).Arrays);
        foreach (var name in (string[])["functions", "cka_1", "cka_2"])
        {
            Assert.Equal(one[name].Values, several[name].Values);
        }
    }

    [Theory]
    [InlineData("objective: muller-brown", "needs losses of networks on a domain, found 'muller-brown'")]
    [InlineData(
        "compare: { problem: [heat(dim=1), burgers] }\nnetwork: mlp(width=3, depth=1)\ntrial: none\nquadrature: gauss:4\nformulations: galerkin(penalty=1)",
        "compares functions on one domain, found the space-time cylinder [0, 1] x [0, 1] and the space-time cylinder [-1, 1] x [0, 1]"
    )]
    public void Functions_that_cannot_be_compared_are_refused(string losses, string expected)
    {
        var text =
            $"name: none\n{losses}\nseeds: 1..3\ntrain: {{ steps: 5 }}\nanalyses: [\"embedding(functions=true)\"]";
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static (EmbeddingRecord Record, Dictionary<string, Formats.Arrays.NpyArray> Arrays) Take(
        double[][] points,
        string[] groups,
        PdeSource source,
        WorkerTeam? team = null
    )
    {
        var (record, arrays) = EmbeddingAnalysis.Of(
            new ParameterSet([.. points.SelectMany(p => p)], points[0].Length),
            [.. groups.Select((g, i) => new EmbeddedVector($"{g}/{i}", null, g, null, 0, []))],
            EmbeddingMethods.Catalogue.Resolve("pca", Here),
            2,
            team ?? WorkerTeam.Sequential,
            new Provenance("embedding", "", TaskIdentity.Format, 1, []),
            null,
            source
        );
        return (record, arrays.ToDictionary(a => a.Key, a => a.Value));
    }

    private static PdeSource Source(string network) =>
        new(
            Problems.Catalogue.Resolve("poisson", Here),
            Studies.Catalogues.Networks.Catalogue.Resolve(network, Here),
            Trials.Catalogue.Resolve("hard", Here),
            Quadratures.Catalogue.Resolve("gauss(nodes=40)", Here),
            Formulations.Catalogue.Resolve("ritz", Here)
        );

    private static double[] Point(ulong seed)
    {
        var point = new double[P];
        new RandomStream(seed, "point").FillGaussian(point);
        return point;
    }

    private static double Apart(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    /// <summary>u = x(1 − x) N(x), with the two layers of three units written out.</summary>
    private static double Trial(double[] p, double x)
    {
        double[] first = [.. Enumerable.Range(0, 3).Select(i => Math.Tanh((p[i] * x) + p[3 + i]))];
        double[] second =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => Math.Tanh(p[15 + i] + first.Select((v, k) => p[6 + (3 * i) + k] * v).Sum())),
        ];
        return x * (1 - x) * (p[21] + second.Select((v, k) => p[18 + k] * v).Sum());
    }

    /// <summary>√∫ f² over (0, 1) by Simpson's rule on 2000 intervals.</summary>
    private static double Norm(Func<double, double> f) =>
        Math.Sqrt(
            Enumerable
                .Range(0, 2001)
                .Sum(i =>
                    (
                        i is 0 or 2000 ? 1
                        : i % 2 == 1 ? 4
                        : 2
                    )
                    * f(i / 2000.0)
                    * f(i / 2000.0)
                ) / 6000
        );
}
