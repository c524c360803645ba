using Thalweg.Networks.Layers;
using Thalweg.Numerics.Random;

namespace Thalweg.Data.DataSets;

/// <summary>Images with what is wanted of each: a class, or numbers.</summary>
/// <remarks>Bytes stay bytes, and stand for b/255; they become numbers a tile at a time.</remarks>
public sealed class DataSet
{
    private readonly byte[]? bytes;
    private readonly double[]? numbers;
    private readonly int[]? labels;
    private readonly double[]? targets;

    private DataSet(
        string name,
        LayerShape shape,
        int count,
        byte[]? bytes,
        double[]? numbers,
        int[]? labels,
        double[]? targets,
        int outputs,
        int classes
    )
    {
        (Name, Shape, Count, Targets) = (name, shape, count, outputs);
        (this.bytes, this.numbers, this.labels, this.targets) = (bytes, numbers, labels, targets);
        Classes = classes;
    }

    /// <summary>Images in bytes.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="bytes">[images][shape], row-major.</param>
    /// <param name="labels">[images], 0 or more; null where nothing is said.</param>
    /// <exception cref="DataFormatException">Lengths do not fit, there is no image, or a label is negative.</exception>
    public static DataSet OfBytes(string name, LayerShape shape, byte[] bytes, int[]? labels)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        var count = CountOf(name, shape, bytes.Length);
        CheckLabels(name, count, labels);
        return new DataSet(name, shape, count, Pinned(bytes), null, Pinned(labels), null, 0, ClassesOf(labels));
    }

    /// <summary>Images in numbers, taken as they are.</summary>
    /// <param name="numbers">[images][shape], row-major, all finite.</param>
    /// <param name="labels">[images], or null.</param>
    /// <param name="targets">[images][outputs], all finite; null where there are labels or nothing is said.</param>
    /// <param name="outputs">Numbers wanted of each image.</param>
    /// <exception cref="DataFormatException">Lengths do not fit, there is no image, a number is not finite, or a label is negative.</exception>
    public static DataSet OfNumbers(
        string name,
        LayerShape shape,
        double[] numbers,
        int[]? labels,
        double[]? targets = null,
        int outputs = 0
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(numbers);
        var count = CountOf(name, shape, numbers.Length);
        CheckLabels(name, count, labels);
        CheckFinite(name, numbers, shape.Count, "value");
        if (targets is not null)
        {
            if (targets.Length != (long)count * outputs)
            {
                throw new DataFormatException(
                    $"{name} has {targets.Length} wanted numbers for {count} images of {outputs} each: give as many rows of y as of x"
                );
            }
            CheckFinite(name, targets, outputs, "wanted number");
        }
        return new DataSet(
            name,
            shape,
            count,
            null,
            Pinned(numbers),
            Pinned(labels),
            Pinned(targets),
            outputs,
            ClassesOf(labels)
        );
    }

    public string Name { get; }

    public LayerShape Shape { get; }

    public int Count { get; }

    /// <summary>One more than the largest label of the set that images were taken from; 0 without labels.</summary>
    public int Classes { get; }

    /// <summary>Numbers wanted of each image; 0 where none are given.</summary>
    public int Targets { get; }

    public bool HasLabels => labels is not null;

    internal (byte[] Bytes, double[] Numbers, int[] Labels, double[] Wanted) Memory =>
        (bytes ?? [], numbers ?? [], labels ?? [], targets ?? []);

    public ReadOnlySpan<byte> Bytes => bytes;

    public ReadOnlySpan<double> Numbers => numbers;

    /// <summary>[images].</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>[images][<see cref="Targets"/>].</summary>
    public ReadOnlySpan<double> Wanted => targets;

    /// <summary>The first images, or as many drawn without putting back, in the order of the set.</summary>
    /// <param name="seed">Null: the first.</param>
    /// <exception cref="DataFormatException">There are not so many.</exception>
    public DataSet Take(int count, ulong? seed)
    {
        if (count < 1 || count > Count)
        {
            throw new DataFormatException(
                $"{count} images are asked for, but {Name} has {Count}: ask for 1 to {Count}"
            );
        }
        int[] chosen = [.. Enumerable.Range(0, Count)];
        if (seed is { } drawn)
        {
            new RandomStream(drawn, "data/images").Shuffle(chosen.AsSpan());
        }
        chosen = [.. chosen.Take(count).Order()];
        return new DataSet(
            Name,
            Shape,
            count,
            Rows(bytes, chosen, Shape.Count),
            Rows(numbers, chosen, Shape.Count),
            Rows(labels, chosen, 1),
            Rows(targets, chosen, Targets),
            Targets,
            Classes
        );
    }

    /// <summary>The same images, of which each with this probability has another label, drawn among the other classes.</summary>
    /// <exception cref="DataFormatException">There are no labels, or one class alone.</exception>
    public DataSet WithNoise(double probability, ulong seed)
    {
        if (labels is null || Classes < 2)
        {
            throw new DataFormatException(
                $"{Name} has {(labels is null ? "no labels" : "one class alone")}, so that no label can be drawn anew: leave the noise out"
            );
        }
        var random = new RandomStream(seed, "data/noise");
        var noisy = Pinned(labels);
        for (var i = 0; i < noisy.Length; i++)
        {
            // Both are drawn for every image, so that more noise changes more labels and not others.
            var (u, other) = (random.NextUniform(), random.NextUniform());
            if (u < probability)
            {
                noisy[i] = (noisy[i] + 1 + Math.Min((int)(other * (Classes - 1)), Classes - 2)) % Classes;
            }
        }
        return new DataSet(Name, Shape, Count, bytes, numbers, noisy, targets, Targets, Classes);
    }

    /// <summary>The same numbers read as images of another shape of as many.</summary>
    /// <exception cref="DataFormatException">The numbers are not as many.</exception>
    public DataSet As(LayerShape shape) =>
        shape.Count == Shape.Count
            ? new DataSet(Name, shape, Count, bytes, numbers, labels, targets, Targets, Classes)
            : throw new DataFormatException(
                $"{Name} has images of {Shape}, {Shape.Count} numbers, but the network takes {shape}, {shape.Count} numbers: name a network for such images"
            );

    private static T[]? Rows<T>(T[]? source, int[] chosen, int width)
        where T : unmanaged
    {
        if (source is null)
        {
            return null;
        }
        var rows = GC.AllocateUninitializedArray<T>(chosen.Length * width, pinned: true);
        for (var i = 0; i < chosen.Length; i++)
        {
            source.AsSpan(chosen[i] * width, width).CopyTo(rows.AsSpan(i * width, width));
        }
        return rows;
    }

    // What kernels read stays where it is, and all objectives on a set share it.
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(source))]
    private static T[]? Pinned<T>(T[]? source)
        where T : unmanaged
    {
        if (source is null)
        {
            return null;
        }
        var target = GC.AllocateUninitializedArray<T>(source.Length, pinned: true);
        source.CopyTo(target, 0);
        return target;
    }

    private static int ClassesOf(int[]? labels) => labels is { Length: > 0 } ? labels.Max() + 1 : 0;

    private static int CountOf(string name, LayerShape shape, int length)
    {
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1)
        {
            throw new DataFormatException($"{name} has images of {shape}, expected at least one number each");
        }
        return length == 0 || length % shape.Count != 0
            ? throw new DataFormatException(
                $"{name} has {length} numbers, expected images of {shape.Count} each, and at least one"
            )
            : length / shape.Count;
    }

    private static void CheckLabels(string name, int count, int[]? labels)
    {
        if (labels is null)
        {
            return;
        }
        if (labels.Length != count)
        {
            throw new DataFormatException(
                $"{name} has {count} images and {labels.Length} labels: give one label for each image"
            );
        }
        var place = Array.FindIndex(labels, label => label < 0);
        if (place >= 0)
        {
            throw new DataFormatException(
                $"{name} has the label {labels[place]} at image {place}, expected classes 0, 1, …"
            );
        }
    }

    private static void CheckFinite(string name, double[] values, int width, string what)
    {
        var place = Array.FindIndex(values, value => !double.IsFinite(value));
        if (place >= 0)
        {
            throw new DataFormatException(
                $"{name} has a {what} that is not finite, at place {place % width} of image {place / width}: leave such images out"
            );
        }
    }
}
