using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>How far functions are from each other on a quadrature, and how alike their hidden layers are.</summary>
internal sealed class FunctionSpace
{
    private readonly IReadOnlyList<double> norms;
    private readonly double[] distances;
    private readonly IReadOnlyList<LayerSimilarity> layers;

    private FunctionSpace(FunctionSamples samples, string objective, WorkerTeam team)
    {
        double[] roots = [.. samples.Weights.Select(Math.Sqrt)];
        // The norm of L² is the Euclidean norm of the values times the roots of the weights.
        var set = new ParameterSet(
            [.. samples.Functions.SelectMany(f => f.Values.Select((u, i) => roots[i % roots.Length] * u))],
            samples.Functions[0].Values.Length
        );
        (norms, distances) = (set.Norms, set.Distances());
        layers = [.. samples.Layers.Select((name, at) => LayerSimilarity.Of(name, at, samples, team))];
        int[] everyone = [.. Enumerable.Range(0, set.Count)];
        Summary = new EmbeddedFunctions(
            objective,
            roots.Length,
            norms.Average(),
            ParameterSet.Mean(distances, everyone)!.Value,
            [.. layers.Select(layer => new EmbeddedLayer(layer.Name, layer.Width, layer.Mean(everyone)))]
        );
        Arrays =
        [
            new("functions", new NpyArray([set.Count, set.Count], distances)),
            .. layers.Select(
                (layer, at) =>
                    KeyValuePair.Create(
                        string.Create(CultureInfo.InvariantCulture, $"cka_{at + 1}"),
                        new NpyArray([set.Count, set.Count], layer.Values)
                    )
            ),
        ];
        Warnings = [.. layers.Select(layer => layer.Warning).OfType<string>()];
    }

    public EmbeddedFunctions Summary { get; }

    public IReadOnlyList<KeyValuePair<string, NpyArray>> Arrays { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Why functions of a study cannot be compared.</summary>
    /// <param name="families">Runs whose parameters are alike.</param>
    public static IEnumerable<InputException> Refusals(
        Study study,
        IEnumerable<IReadOnlyList<StudyChain>> families,
        ResolvedCall call
    )
    {
        if (study.Variants.FirstOrDefault(v => v.Source.As<IFunctions>() is null) is { } variant)
        {
            yield return new InputException(
                $"'embedding' with functions=true needs losses of networks on a domain, found '{variant.Label}'; leave functions out",
                call.Location
            );
            yield break;
        }
        foreach (var family in families)
        {
            string[] domains = [.. family.Select(c => c.Variant.Source.As<IFunctions>()!.Domain).Distinct()];
            if (domains.Length > 1)
            {
                yield return new InputException(
                    $"'embedding' with functions=true compares functions on one domain, found the {string.Join(" and the ", domains)} for the same parameters; leave functions out, or study the problems apart",
                    call.Location
                );
            }
        }
    }

    /// <summary>Samples, and what is made of them.</summary>
    public static MemoryPart MemoryOf(IReadOnlyList<StudyChain> family, ResolvedCall call) =>
        new(
            2 * family.Count * family[0].Variant.Source.As<IFunctions>()!.SampleSize * sizeof(double),
            string.Create(
                CultureInfo.InvariantCulture,
                $"hidden layers of {family.Count} networks at the nodes of the quadrature"
            ),
            "functions=false, or a quadrature with fewer nodes",
            call.Location
        );

    /// <summary>Of a loss with the parameters of all vectors, on its nodes.</summary>
    /// <param name="vectors">[n, P].</param>
    /// <returns>Null with the reason where the nodes make no norm.</returns>
    public static (FunctionSpace? Space, string? WhyNot) Of(
        Source source,
        ReadOnlyMemory<double> vectors,
        WorkerTeam team
    )
    {
        var capability = source.InDouble.As<IFunctions>()!;
        var samples = capability.Functions(source.InDouble.Create(), vectors, team);
        return samples.Weights.Any(w => w < 0)
            ? (
                null,
                $"The quadrature of '{source.Label}' has negative weights, so that it makes no norm: distances of functions and similarities of layers are left out."
            )
            : (new FunctionSpace(samples, source.Label, team), null);
    }

    /// <summary>The functions of a group.</summary>
    public GroupFunctions Group(
        IReadOnlyList<int> members,
        IReadOnlyList<(string Name, IReadOnlyList<int> Members)> others
    )
    {
        var between = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var other in others)
        {
            between.Add(other.Name, ParameterSet.Mean(distances, members, other.Members)!.Value);
        }
        return new GroupFunctions(
            members.Average(i => norms[i]),
            ParameterSet.Mean(distances, members),
            between,
            [.. layers.Select(Layer)]
        );

        GroupLayer Layer(LayerSimilarity layer)
        {
            var means = new OrderedDictionary<string, double?>(StringComparer.Ordinal);
            foreach (var other in others)
            {
                means.Add(other.Name, layer.Mean(members, other.Members));
            }
            return new GroupLayer(layer.Name, layer.Mean(members), means);
        }
    }
}
