using Thalweg.Networks.Layers;

namespace Thalweg.Data.DataSets;

/// <summary>A folder with the four files of MNIST and its kin.</summary>
internal static class IdxFolder
{
    private const int MostLabels = 1 << 8;

    /// <summary>The files of a split, images first.</summary>
    /// <exception cref="DataFormatException">One is missing.</exception>
    public static IReadOnlyList<string> Files(string folder, DataSplit split)
    {
        var stem = split == DataSplit.Train ? "train" : "t10k";
        return [Find(folder, $"{stem}-images", 3), Find(folder, $"{stem}-labels", 1)];
    }

    public static DataSet Read(string folder, DataSplit split)
    {
        var files = Files(folder, split);
        var images = IdxFile.Read(files[0]);
        var labels = IdxFile.Read(files[1]);
        if (labels.Shape.Length != 1)
        {
            throw new DataFormatException(
                $"{files[1]} has {labels.Shape.Length} axes, expected one, a byte for each image"
            );
        }
        var shape = images.Shape switch
        {
            [_, var count] => LayerShape.Vector(count),
            [_, var height, var width] => new LayerShape(1, height, width),
            [_, var channels, var height, var width] => new LayerShape(channels, height, width),
            _ => throw new DataFormatException(
                $"{files[0]} has one axis, expected images, numbers or rows and columns of each"
            ),
        };
        return labels.Shape[0] == images.Shape[0]
            ? DataSet.OfBytes(files[0], shape, images.Bytes, [.. labels.Bytes.Select(b => (int)b)])
            : throw new DataFormatException(
                $"{files[0]} has {images.Shape[0]} images, but {files[1]} has {labels.Shape[0]} labels: take both files from one data set"
            );
    }

    private static string Find(string folder, string stem, int axes)
    {
        string[] names = [$"{stem}-idx{axes}-ubyte", $"{stem}.idx{axes}-ubyte"];
        foreach (var name in names.SelectMany(n => new[] { n, n + ".gz" }))
        {
            if (File.Exists(Path.Combine(folder, name)))
            {
                return Path.Combine(folder, name);
            }
        }
        throw new DataFormatException(
            $"'{folder}' has no {names[0]} and no {names[0]}.gz (or .idx{axes}-ubyte): give a folder with the files of MNIST, such as /usr/share/datasets/fashion-mnist of Debian's package dataset-fashion-mnist"
        );
    }
}
