using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;
using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>The loss of a network on data.</summary>
/// <param name="Network">Of the catalogue of networks.</param>
/// <param name="Data">Of the catalogue of data.</param>
public sealed record DataSource(ResolvedCall Network, [property: JsonIgnore] ResolvedCall Data)
    : Source,
        IStarts,
        IGrowth,
        IHeldOut,
        ICopies,
        IClasses
{
    // The gradient is summed in at most so many parts, each of P numbers.
    private const int GradientParts = 16;

    // Memory of a thread beside what is counted, in numbers for each multiply-add of a layer: little.
    private const double ScratchPerUnit = 4.0 * LayeredLoss.TileSize;

    private static readonly ConcurrentDictionary<(string, LayerShape, int), LayeredNetwork> Made = new();

    /// <summary>The data as they were written, for labels: a path may have been found elsewhere. Null where it is the same.</summary>
    [JsonIgnore]
    public ResolvedCall? WrittenData { get; init; }

    /// <summary>What keys know of the data: the content of the files, not their path.</summary>
    [JsonPropertyName("data")]
    public string DataIdentity => DataSets.IdentityOf(Data);

    /// <summary>Which of the images are looked at; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DrawnImages? Part { get; init; }

    [JsonIgnore]
    public override string Label => Network.Name;

    [JsonIgnore]
    public override IReadOnlyList<SourcePart> Parts => [new("network", Network), new("data", WrittenData ?? Data)];

    [JsonIgnore]
    public override ParameterLayout Layout => NetworkOf().Layout;

    /// <remarks>Weights mean the same on other images of the same shape.</remarks>
    [JsonIgnore]
    public override string Meaning => $"{Network.Canonical} on images of {DataSets.Read(Data).Shape}";

    [JsonIgnore]
    public override IReadOnlyList<InputException> Refusals
    {
        get
        {
            try
            {
                _ = Create();
                return [];
            }
            catch (InputException fault)
            {
                return [.. fault.All];
            }
        }
    }

    /// <summary>On images of the test set.</summary>
    [JsonIgnore]
    public Source? HeldOut =>
        DataSets.HeldOutOf(Data) is { } data ? this with { Data = data, WrittenData = null } : null;

    /// <summary>By the group of the network.</summary>
    [JsonIgnore]
    public IAlignable Copies => LayeredGroup.Of(NetworkOf());

    [JsonIgnore]
    public override bool? IsSumOfSquares => false;

    /// <summary>Layers start as PyTorch starts them.</summary>
    [JsonIgnore]
    public bool TakesInitializer => false;

    [JsonIgnore]
    public string? BoundedBy => "the loss of a network does not grow in all directions; add a ridge";

    [JsonIgnore]
    public double? UsualRidge => 1e-4;

    /// <remarks>Cross-entropy on data that can be separated and the squared error behind a sigmoid fall for ever while the weights grow, and weights of inputs that are
    /// constant over the data are exact zero modes.</remarks>
    [JsonIgnore]
    public string? NotVerified => "no finite minimiser";

    /// <summary>The loss is never negative.</summary>
    [JsonIgnore]
    public bool GrowsWithRidge => true;

    [JsonIgnore]
    public IReadOnlyList<(double From, double To)> Box => [(-6, 6)];

    /// <exception cref="InputException">The parts do not fit together, or the data cannot be read.</exception>
    public override DataObjective Create()
    {
        var data = DataSets.Read(Data);
        try
        {
            data = Part is { } part ? data.Take(part.Count, part.Seed) : data;
            return new DataObjective(
                NetworkOf(),
                DataSets.Loss(Data, Network, data),
                data,
                DataSets.ReadHeldOut(Data),
                DataSets.Batches(Data)
            );
        }
        catch (DataFormatException fault)
        {
            throw new InputException(fault.Message, Data.Location, fault);
        }
    }

    public override SourceSize SizeFor(int threads)
    {
        var (network, data) = (NetworkOf(), DataSets.Read(Data));
        var units = network.Layers.Sum(layer =>
            (double)layer.Output.Count * (layer is LstmLayer ? layer.Input.Height * 13 : 1)
        );
        return new SourceSize(
            network.ParameterCount,
            network.ParameterCount,
            (Part?.Count ?? data.Count) * network.Multiplications,
            [
                new(
                    GradientParts * (network.ParameterCount + 4.0) * sizeof(double),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"gradients of the {network.ParameterCount} parameters of {Network.Brief}"
                    ),
                    "a smaller network",
                    Network.Location
                ),
                new(
                    threads * units * ScratchPerUnit * sizeof(double),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{units:g10} numbers of {Network.Brief} for each of {LayeredLoss.TileSize} images on {threads} threads"
                    ),
                    "a smaller network, or fewer --threads",
                    Network.Location
                ),
            ]
        );
    }

    public double[] Start(ResolvedCall? initializer, ulong seed) => NetworkOf().Start(seed);

    public int ImageCount(IObjective objective) => Of(objective).Images;

    public Source Drawn(int images, ulong seed) => this with { Part = new(images, seed) };

    public ClassCounts? Counts(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var own = Of(objective);
        if (own.Kind != LossKind.CrossEntropy)
        {
            return null;
        }
        var found = own.Classes(parameters, team);
        var count = own.Network.Output.Count;
        var table = new int[count][];
        for (var c = 0; c < count; c++)
        {
            table[c] = new int[count];
        }
        for (var i = 0; i < found.Length; i++)
        {
            table[own.Data.Labels[i]][found[i]]++;
        }
        return new ClassCounts(found, [.. own.Data.Labels], table);
    }

    private LayeredNetwork NetworkOf()
    {
        var data = DataSets.Read(Data);
        var outputs =
            data.HasLabels ? data.Classes
            : data.Targets > 0 ? data.Targets
            : data.Shape.Count;
        return Made.GetOrAdd(
            (Network.Canonical, data.Shape, outputs),
            _ => ImageNetworks.Create(Network, data.Shape, outputs)
        );
    }

    private static DataObjective Of(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        while (objective is TransparentObjective watched)
        {
            objective = watched.Inner;
        }
        return objective as DataObjective
            ?? throw new ArgumentException(
                $"'{objective.Name}' was not made by this source; give an objective of its Create",
                nameof(objective)
            );
    }
}
