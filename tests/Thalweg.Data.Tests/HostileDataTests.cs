using System.IO.Compression;
using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.Layers;

namespace Thalweg.Data.Tests;

/// <summary>Files that are no data sets are refused in one sentence that names them.</summary>
public sealed class HostileDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Root => folder.Path;

    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];

    public static TheoryData<string, string> IdxCases { get; } =
        new()
        {
            { "wrong magic", "expected 000008" },
            { "another element type", "expected 000008" },
            { "no axes", "expected 000008" },
            { "five axes", "expected 000008" },
            { "empty file", "cut short inside its header" },
            { "header cut", "cut short inside its header" },
            { "extents cut", "cut short inside its header" },
            { "too few bytes", "cut short or its header is wrong" },
            { "too many bytes", "cut short or its header is wrong" },
            { "sizes beyond the file", "cut short or its header is wrong" },
            { "an extent of zero", "declares an axis of 0" },
            { "extents that overflow", "damaged or too large" },
            { "negative extent", "damaged or too large" },
            { "fewer labels than images", "2 images, but" },
            { "labels as images", "has 3 axes, expected one" },
            { "images as labels", "has one axis" },
            { "gzip cut", "cut short" },
            { "gzip with a damaged sum", "" },
            { "gzip that holds less", "cut short" },
            { "gzip that holds more", "more than the 4 bytes" },
            { "gzip bomb in the header", "cannot hold as many" },
            { "gzip of nothing", "cut short inside its header" },
            { "no labels file", "has no train-labels-idx1-ubyte" },
            { "no files at all", "has no train-images-idx3-ubyte" },
        };

    [Theory]
    [MemberData(nameof(IdxCases))]
    public void Damaged_idx_files_are_refused(string name, string expected)
    {
        var (images, labels, isZipped) = (Images, Labels, false);
        switch (name)
        {
            case "wrong magic":
                images = [1, .. Images[1..]];
                break;
            case "another element type":
                images = [0, 0, 13, .. Images[3..]];
                break;
            case "no axes":
                images = [0, 0, 8, 0, .. Images[4..]];
                break;
            case "five axes":
                images = [0, 0, 8, 5, .. Images[4..]];
                break;
            case "empty file":
                images = [];
                break;
            case "header cut":
                images = Images[..3];
                break;
            case "extents cut":
                images = Images[..13];
                break;
            case "too few bytes":
                images = Images[..^1];
                break;
            case "too many bytes":
                images = [.. Images, 7];
                break;
            case "sizes beyond the file":
                images = [.. Images[..4], 0, 1, 0, 0, .. Images[8..]];
                break;
            case "an extent of zero":
                images = [.. Images[..4], 0, 0, 0, 0, .. Images[8..]];
                break;
            case "extents that overflow":
                images = [.. Images[..4], 0x7f, 255, 255, 255, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255];
                break;
            case "negative extent":
                images = [.. Images[..4], 255, 255, 255, 255, .. Images[8..]];
                break;
            case "fewer labels than images":
                labels = [0, 0, 8, 1, 0, 0, 0, 1, 1];
                break;
            case "labels as images":
                labels = Images;
                break;
            case "images as labels":
                images = Labels;
                break;
            case "gzip cut":
                (images, isZipped) = (Zipped(Images)[..^9], true);
                break;
            case "gzip with a damaged sum":
                (images, isZipped) = (Zipped(Images), true);
                images[^8] ^= 255;
                break;
            case "gzip that holds less":
                (images, isZipped) = (Zipped(Images[..^1]), true);
                break;
            case "gzip that holds more":
                (images, isZipped) = (Zipped([.. Images, 7]), true);
                break;
            case "gzip bomb in the header":
                (images, isZipped) = (Zipped([.. Images[..4], 0, 0x40, 0, 0, .. Images[8..]]), true);
                break;
            case "gzip of nothing":
                (images, isZipped) = (Zipped([]), true);
                break;
            default:
                break;
        }
        if (name != "no files at all")
        {
            File.WriteAllBytes(Path.Combine(Root, $"train-images-idx3-ubyte{(isZipped ? ".gz" : "")}"), images);
        }
        if (name is not ("no files at all" or "no labels file"))
        {
            File.WriteAllBytes(Path.Combine(Root, "train-labels.idx1-ubyte"), labels);
        }
        Refused(expected, () => DataReader.Read(Root, DataSplit.Train));
    }

    [Fact]
    public void Sound_idx_files_are_read_plain_and_zipped()
    {
        File.WriteAllBytes(Path.Combine(Root, "train-images-idx3-ubyte"), Images);
        File.WriteAllBytes(Path.Combine(Root, "train-labels-idx1-ubyte.gz"), Zipped(Labels));
        var set = DataReader.Read(Root, DataSplit.Train);
        Assert.Equal((2, 2, new LayerShape(1, 1, 2)), (set.Count, set.Classes, set.Shape));
        Assert.Equal([10, 20, 30, 40], set.Bytes.ToArray());
        Assert.Equal([1, 0], set.Labels.ToArray());
        Assert.False(DataReader.Has(Root, DataSplit.Test));
    }

    public static TheoryData<string, string, string> CsvCases { get; } =
        new()
        {
            { "empty", "", "no header" },
            { "header alone", "label,a\n", "at least one" },
            { "no header", "1,2\n3,4\n", "expected a header" },
            { "two of a name", "label,a,a\n1,2,3\n", "two columns of one name" },
            { "not finite", "label,a\n1,NaN\n", "expected a finite number" },
            { "infinite", "label,a\n1,1e999\n", "expected a finite number" },
            { "text", "label,a\n1,zwei\n", "'zwei' in line 2, column 'a'" },
            { "short line", "label,a,b\n1,2\n", "2 values in line 2, but 3 columns" },
            { "negative label", "label,a\n-1,2\n", "expected a class" },
            { "broken label", "label,a\n0.5,2\n", "expected a class" },
            { "label beyond all", "label,a\n1e9,2\n", "expected a class" },
            { "no image", "label\n1\n", "no column for the images" },
        };

    [Theory]
    [MemberData(nameof(CsvCases))]
    public void Damaged_tables_are_refused(string name, string text, string expected)
    {
        var path = Path.Combine(Root, $"{name}.csv");
        File.WriteAllText(path, text);
        Refused(expected, () => DataReader.Read(path, DataSplit.Train));
    }

    [Fact]
    public void Sound_tables_are_read()
    {
        var path = Path.Combine(Root, "xor.csv");
        File.WriteAllText(path, "x1,x2,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
        var set = DataReader.Read(path, DataSplit.Train);
        Assert.Equal((4, 1, LayerShape.Vector(2)), (set.Count, set.Targets, set.Shape));
        Assert.Equal([0, 1, 1, 0], set.Wanted.ToArray());
        Refused("no test set", () => DataReader.Read(path, DataSplit.Test));
    }

    public static TheoryData<string, string> NpzCases { get; } =
        new()
        {
            { "no x", "but no 'x'" },
            { "one axis", "has 1 axes" },
            { "five axes", "has 5 axes" },
            { "mixed counts", "there are 2 images" },
            { "three axes of y", "there are 2 images" },
            { "NaN in x", "not finite" },
            { "NaN in y", "not finite" },
            { "broken class", "expected a class" },
            { "NaN class", "expected a class" },
            { "no archive", "cannot be read" },
        };

    [Theory]
    [MemberData(nameof(NpzCases))]
    public void Damaged_archives_are_refused(string name, string expected)
    {
        var path = Path.Combine(Root, "data.npz");
        NpyArray x = new([2, 3], [1, 2, 3, 4, 5, 6]);
        NpyArray y = new([2], [0, 1]);
        switch (name)
        {
            case "one axis":
                x = new([6], x.Values);
                break;
            case "five axes":
                x = new([2, 1, 1, 1, 3], x.Values);
                break;
            case "mixed counts":
                y = new([3], [0, 1, 1]);
                break;
            case "three axes of y":
                y = new([2, 1, 1], [0, 1]);
                break;
            case "NaN in x":
                x = new([2, 3], [1, 2, double.NaN, 4, 5, 6]);
                break;
            case "NaN in y":
                y = new([2, 1], [0, double.NaN]);
                break;
            case "broken class":
                y = new([2], [0, 0.5]);
                break;
            case "NaN class":
                y = new([2], [0, double.NaN]);
                break;
            default:
                break;
        }
        if (name == "no archive")
        {
            File.WriteAllText(path, "PK nothing");
        }
        else
        {
            NpzFile.Write(path, [new(name == "no x" ? "X" : "x", x), new("y", y)]);
        }
        Refused(expected, () => DataReader.Read(path, DataSplit.Train));
    }

    [Fact]
    public void What_does_not_fit_the_network_is_refused()
    {
        var network = Subject.NetworkOf("fcp");
        var small = DataSet.OfBytes("small", LayerShape.Vector(4), [1, 2, 3, 4], [0]);
        Refused("images of 4", () => new DataObjective(network, LossKind.CrossEntropy, small));
        var eleven = DataSet.OfBytes("eleven", new(1, 28, 28), new byte[784], [10]);
        Refused("label 10", () => new DataObjective(network, LossKind.CrossEntropy, eleven));
        var bare = DataSet.OfBytes("bare", new(1, 28, 28), new byte[784], null);
        Refused("no labels", () => new DataObjective(network, LossKind.CrossEntropy, bare));
        Refused("no numbers to meet", () => new DataObjective(network, LossKind.MeanSquaredError, bare));
        Refused("no labels", () => bare.WithNoise(0.5, 1));
        Refused("ask for 1 to 1", () => bare.Take(2, null));
        Refused("negative", () => DataSet.OfBytes("x", LayerShape.Vector(1), [1], [-1]), "expected classes");
    }

    public void Dispose() => folder.Dispose();

    private static void Refused(string expected, Func<object> read, string? instead = null)
    {
        var message = Assert.Throws<DataFormatException>(() => read()).Message;
        Assert.Contains(instead ?? expected, message);
        Assert.DoesNotContain('\n', message);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionMode.Compress))
        {
            zip.Write(bytes);
        }
        return target.ToArray();
    }
}
