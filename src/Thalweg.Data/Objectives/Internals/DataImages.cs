using System.Runtime.CompilerServices;
using Thalweg.Data.DataSets;
using Thalweg.Networks.Layers;

namespace Thalweg.Data.Objectives;

/// <summary>The images that an objective looks at, a tile at a time.</summary>
internal sealed unsafe class DataImages
{
    private const int MostParts = 16;

    private readonly byte[] bytes = [];
    private readonly double[] numbers = [];
    private readonly int[] labels = [];
    private readonly double[] targets = [];
    private readonly int[] chosen;

    public DataImages(LayeredNetwork network, LossKind kind, DataSet data)
    {
        Data = data.As(network.Input);
        Check(network, kind, data);
        HasLabels = kind == LossKind.CrossEntropy;
        (bytes, numbers, var given, var wanted) = data.Memory;
        labels = HasLabels ? given : [];
        // Without numbers to meet, and with labels that the squared error does not look at, the images themselves are wanted.
        targets = HasLabels ? [] : wanted;
        chosen = GC.AllocateArray<int>(data.Count, pinned: true);
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = i;
        }
        Count = chosen.Length;
    }

    private DataImages(DataImages whole, int most)
    {
        (Data, HasLabels) = (whole.Data, whole.HasLabels);
        (bytes, numbers, labels, targets) = (whole.bytes, whole.numbers, whole.labels, whole.targets);
        chosen = GC.AllocateArray<int>(most, pinned: true);
    }

    public DataSet Data { get; }

    public bool HasLabels { get; }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Chosen => chosen.AsSpan(0, Count);

    public int Tiles => (Count + LayeredLoss.TileSize - 1) / LayeredLoss.TileSize;

    /// <summary>How many sums tiles are collected in: part of every result.</summary>
    public int Parts => Math.Min(MostParts, Tiles);

    /// <summary>Tiles of a part.</summary>
    public (int From, int To) TilesOf(int part) =>
        ((int)((long)Tiles * part / Parts), (int)((long)Tiles * (part + 1) / Parts));

    /// <summary>The same set, of which some images are chosen.</summary>
    public DataImages Batch(int most) => new(this, most);

    public void Choose(ReadOnlySpan<int> places)
    {
        places.CopyTo(chosen);
        Count = places.Length;
    }

    public int Label(int place) => labels[chosen[place]];

    public ImageTile Tile(int tile)
    {
        var first = tile * LayeredLoss.TileSize;
        return new ImageTile
        {
            Bytes = Start(bytes),
            Numbers = Start(numbers),
            Labels = Start(labels),
            Targets = Start(targets),
            Images = Start(chosen) + first,
            Count = Math.Min(LayeredLoss.TileSize, Count - first),
        };
    }

    private static T* Start<T>(T[] pinned)
        where T : unmanaged => pinned.Length == 0 ? null : (T*)Unsafe.AsPointer(ref pinned[0]);

    private static void Check(LayeredNetwork network, LossKind kind, DataSet data)
    {
        var outputs = network.Output.Count;
        if (kind == LossKind.CrossEntropy)
        {
            if (!data.HasLabels)
            {
                throw new DataFormatException(
                    $"{data.Name} has no labels, which the cross-entropy needs: give y, or take the squared error"
                );
            }
            if (data.Classes > outputs)
            {
                throw new DataFormatException(
                    $"{data.Name} has the label {data.Classes - 1}, but {network.Name} tells {outputs} classes apart, 0 to {outputs - 1}: name a network with more outputs"
                );
            }
        }
        else if (data.Targets == 0 ? outputs != network.Input.Count : data.Targets != outputs)
        {
            throw new DataFormatException(
                data.Targets == 0
                    ? $"{network.Name} gives {outputs} numbers for images of {network.Input.Count}, and {data.Name} has no numbers to meet: give y with two axes, or a network that gives its images back"
                    : $"{data.Name} wants {data.Targets} numbers of each image, but {network.Name} gives {outputs}: name a network with as many outputs"
            );
        }
    }
}
