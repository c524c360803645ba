using System.Globalization;
using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Analyses;

/// <summary>Linear CKA of one hidden layer between all pairs of networks.</summary>
internal sealed class LayerSimilarity : IWork
{
    private readonly Representation[] networks;

    private LayerSimilarity(string name, Representation[] networks)
    {
        Name = name;
        this.networks = networks;
        Values = new double[networks.Length * networks.Length];
    }

    public string Name { get; }

    public int Width => networks[0].Units;

    /// <summary>[n, n]; NaN where a layer is constant.</summary>
    public double[] Values { get; }

    /// <summary>How many pairs the means leave out; null where none.</summary>
    public string? Warning
    {
        get
        {
            var constant = networks.Count(network => network.IsConstant);
            return constant == 0
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"What '{Name}' takes in is constant over the nodes in {constant} of {networks.Length} networks: it has no similarity to others, and means leave these pairs out."
                );
        }
    }

    /// <param name="at">Place of the layer in the samples.</param>
    public static LayerSimilarity Of(string name, int at, FunctionSamples samples, WorkerTeam team)
    {
        var similarity = new LayerSimilarity(
            name,
            [.. samples.Functions.Select(f => new Representation(f.Layers[at], samples.Weights))]
        );
        team.Run(similarity.networks.Length, similarity);
        return similarity;
    }

    /// <summary>The mean over pairs of networks of one list or between two, of those whose layers are not constant.</summary>
    public double? Mean(IReadOnlyList<int> first, IReadOnlyList<int>? second = null) =>
        ParameterSet.Mean(Values, Known(first), second is null ? null : Known(second));

    private int[] Known(IReadOnlyList<int> members) => [.. members.Where(i => !networks[i].IsConstant)];

    /// <summary>One network with itself and those ahead of it, so that no two items write the same place.</summary>
    void IWork.Run(int item, int worker)
    {
        for (var other = 0; other <= item; other++)
        {
            var value = networks[item].Similarity(networks[other]);
            Values[(item * networks.Length) + other] = value;
            Values[(other * networks.Length) + item] = value;
        }
    }
}
