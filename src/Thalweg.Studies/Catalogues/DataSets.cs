using System.Collections.Concurrent;
using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Layers;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The data that networks learn from.</summary>
public static class DataSets
{
    public const string Path = "path";
    public const string Split = "split";
    public const string Images = "images";
    public const string Seed = "seed";
    public const string Noise = "noise";
    public const string Batch = "batch";
    public const string HeldOut = "heldOut";
    private const string NoiseSeed = "noiseSeed";
    private const string BatchSeed = "batchSeed";
    private const string LossWord = "loss";
    private const int MostImages = 100_000_000;

    // Sets that were read, by what was read and when it was written: every objective of a process shares one.
    private static readonly ConcurrentDictionary<string, Lazy<DataSet>> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> Hashes = new(StringComparer.Ordinal);

    private static readonly Signature Files = new(
        "files",
        "a folder of IDX files (MNIST and its kin), an .npz with x and y, or a .csv with a header",
        [
            new TextOption(Path, null, "where it is", "a path of a folder, an .npz or a .csv file"),
            new WordOption(Split, "train", "which part", ["train", "test"]),
            new IntegerOption(Images, null, "how many images; all if absent")
            {
                Maximum = MostImages,
                IsOptional = true,
            },
            Drawn(Seed, "draws the images; without it the first are taken"),
            .. Common(),
        ]
    )
    {
        Positional = Path,
    };

    private static readonly Signature Digits = new(
        "digits",
        "digits drawn with strokes, seeded, for trials without files",
        [
            new WordOption(Split, "train", "which part", ["train", "test"]) { IsLeftOutAtDefault = true },
            new IntegerOption(Images, "500", "how many images") { Maximum = 1_000_000 },
            new IntegerOption(Seed, "1", "of the drawing") { Minimum = 0, Maximum = long.MaxValue },
            .. Common(),
        ]
    );

    public static Catalogue Catalogue { get; } =
        new("data", "data", "Images with classes or numbers that networks learn from", [Files, Digits]);

    /// <summary>The data that a text names: a call of the catalogue, or the path of files.</summary>
    /// <exception cref="InputException">The call is none of the catalogue, or lacks something.</exception>
    public static ResolvedCall Named(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Catalogue.Signatures.Any(s =>
            text == s.Name
            || text.StartsWith($"{s.Name}(", StringComparison.Ordinal)
            || text.StartsWith($"{s.Name}:", StringComparison.Ordinal)
        )
            ? Catalogue.Resolve(text, location)
            : Files.Resolve(new Call(Files.Name, null, [new CallArgument(Path, text, location)], location));
    }

    /// <summary>The set that is trained on.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static DataSet Read(ResolvedCall call) => Read(call, isHeldOut: false)!;

    /// <summary>The set that is measured alongside, or null.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static DataSet? ReadHeldOut(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Has(HeldOut) ? Read(call, isHeldOut: true) : null;
    }

    /// <summary>The data that are measured alongside, as data of their own; null where none are named.</summary>
    public static ResolvedCall? HeldOutOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Has(HeldOut))
        {
            return null;
        }
        string[] kept = [Path, LossWord, .. call.Name == Digits.Name ? [Seed] : Array.Empty<string>()];
        var arguments = call
            .Signature.Options.Where(o => call.Has(o.Name) && kept.Contains(o.Name))
            .Select(o => new CallArgument(
                o.Name,
                o is TextOption ? call.Word(o.Name) : call.TextOf(o.Name)!,
                call.Location
            ));
        return call.Signature.Resolve(
            new Call(
                call.Name,
                null,
                [
                    .. arguments,
                    new CallArgument(Split, "test", call.Location),
                    new CallArgument(Images, call.TextOf(HeldOut)!, call.Location),
                ],
                call.Location
            )
        );
    }

    public static MiniBatches? Batches(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Has(Batch) ? new MiniBatches(call.Integer(Batch), (ulong)call.Long(BatchSeed)) : null;
    }

    /// <summary>The loss that a network has on a set: of an autoencoder and of numbers the squared error, of classes the cross-entropy, unless the
    /// call says another.</summary>
    public static LossKind Loss(ResolvedCall call, ResolvedCall network, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return call.Word(LossWord) switch
        {
            "cross-entropy" => LossKind.CrossEntropy,
            "squared-error" => LossKind.MeanSquaredError,
            _ => data.HasLabels && network.Name != "autoencoder" ? LossKind.CrossEntropy : LossKind.MeanSquaredError,
        };
    }

    /// <summary>What keys know of a set: of files their content, not their path.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static string IdentityOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Name != Files.Name)
        {
            return call.Canonical;
        }
        var text = call.Canonical.Replace(
            $"{Path}={call.TextOf(Path)}",
            $"sha256={Hash(call, SplitOf(call, isHeldOut: false))}",
            StringComparison.Ordinal
        );
        return call.Has(HeldOut) ? $"{text} beside {Hash(call, SplitOf(call, isHeldOut: true))}" : text;
    }

    /// <summary>A call of files at another path.</summary>
    public static ResolvedCall At(string path, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(call);
        return call.Name != Files.Name ? call : Altered(call, [new CallArgument(Path, path, call.Location)]);
    }

    /// <summary>The same call with some options written anew.</summary>
    /// <exception cref="InputException">It has no such option.</exception>
    public static ResolvedCall Altered(ResolvedCall call, IReadOnlyList<CallArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(arguments);
        var kept = call
            .Signature.Options.Where(o => call.Has(o.Name) && arguments.All(a => a.Key != o.Name))
            .Select(o => new CallArgument(
                o.Name,
                o is TextOption ? call.Word(o.Name) : call.TextOf(o.Name)!,
                call.LocationOf(o.Name)
            ));
        return call.Signature.Resolve(new Call(call.Name, null, [.. kept, .. arguments], call.Location));
    }

    private static DataSet? Read(ResolvedCall call, bool isHeldOut)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            var set = call.Name == Files.Name ? OfFiles(call, isHeldOut) : OfStrokes(call, isHeldOut);
            var noise = call.Number(Noise);
            return noise > 0 && !isHeldOut ? set.WithNoise(noise, (ulong)call.Long(NoiseSeed)) : set;
        }
        catch (DataFormatException fault)
        {
            throw new InputException(fault.Message, call.Location, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                fault is FileNotFoundException or DirectoryNotFoundException
                    ? $"there is no such file or folder: {call.Word(Path)}; give the path of a data set"
                    : fault.Message,
                call.Location,
                fault
            );
        }
    }

    private static DataSet OfFiles(ResolvedCall call, bool isHeldOut)
    {
        var (path, split) = (call.Word(Path), SplitOf(call, isHeldOut));
        // What another thread is reading is waited for; what failed is tried again.
        var key = Stamp(path, split);
        var read = Known.GetOrAdd(key, _ => new Lazy<DataSet>(() => DataReader.Read(path, split)));
        DataSet whole;
        try
        {
            whole = read.Value;
        }
        catch
        {
            Known.TryRemove(key, out _);
            throw;
        }
        return isHeldOut
            ? call.Integer(HeldOut) == whole.Count
                ? whole
                : whole.Take(call.Integer(HeldOut), null)
            : call.Has(Images)
                ? whole.Take(call.Integer(Images), call.Has(Seed) ? (ulong)call.Long(Seed) : null)
                : call.Has(Seed)
                    ? throw new DataFormatException("seed draws images, and all are taken: say how many, images=500")
                    : whole;
    }

    private static DataSet OfStrokes(ResolvedCall call, bool isHeldOut)
    {
        var count = call.Integer(isHeldOut ? HeldOut : Images);
        return StrokeDigits.Draw(count, (ulong)call.Long(Seed), SplitOf(call, isHeldOut));
    }

    private static DataSplit SplitOf(ResolvedCall call, bool isHeldOut) =>
        isHeldOut || call.Word(Split) == "test" ? DataSplit.Test : DataSplit.Train;

    private static string Hash(ResolvedCall call, DataSplit split)
    {
        try
        {
            var path = call.Word(Path);
            return Hashes.GetOrAdd(Stamp(path, split), _ => DataReader.Sha256(path, split));
        }
        catch (Exception fault) when (fault is DataFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(fault.Message, call.Location, fault);
        }
    }

    private static string Stamp(string path, DataSplit split) =>
        $"{split} {System.IO.Path.GetFullPath(path)} "
        + string.Join(
            ' ',
            DataReader
                .FilesOf(path, split)
                .Select(file => new FileInfo(file))
                .Select(file => FormattableString.Invariant($"{file.Length}-{file.LastWriteTimeUtc.Ticks}"))
        );

    private static IReadOnlyList<Option> Common() =>
        [
            new WordOption(
                LossWord,
                "auto",
                "auto: cross-entropy of classes, squared error of numbers and of an autoencoder",
                ["auto", "cross-entropy", "squared-error"]
            )
            {
                IsLeftOutAtDefault = true,
            },
            new NumberOption(Noise, "0", "probability with which a label is exchanged for another")
            {
                Minimum = 0,
                Maximum = 1,
                IsLeftOutAtDefault = true,
            },
            new IntegerOption(NoiseSeed, "1", "of the exchanged labels")
            {
                Minimum = 0,
                Maximum = long.MaxValue,
                IsLeftOutAtDefault = true,
            },
            new IntegerOption(Batch, null, "images of a step of training; all if absent")
            {
                Maximum = MostImages,
                IsOptional = true,
            },
            new IntegerOption(BatchSeed, "1", "of the order of images in each epoch")
            {
                Minimum = 0,
                Maximum = long.MaxValue,
                IsLeftOutAtDefault = true,
            },
            new IntegerOption(HeldOut, null, "images of the test set whose loss is measured alongside; none if absent")
            {
                Maximum = MostImages,
                IsOptional = true,
            },
        ];

    private static IntegerOption Drawn(string name, string description) =>
        new(name, null, description)
        {
            Minimum = 0,
            Maximum = long.MaxValue,
            IsOptional = true,
        };
}
