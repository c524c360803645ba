using Thalweg.Formats.Arrays;
using Thalweg.Networks.Layers;

namespace Thalweg.Data.DataSets;

/// <summary>A data set in the arrays <c>x</c> and <c>y</c> of an archive.</summary>
internal static class NpzData
{
    private const int MostClasses = 65_536;

    public static DataSet Of(string path, IReadOnlyDictionary<string, NpyArray> arrays, DataSplit split)
    {
        var (xs, ys) = split == DataSplit.Train ? ("x", "y") : ("x_test", "y_test");
        if (!arrays.TryGetValue(xs, out var x))
        {
            throw new DataFormatException(
                $"{path} has the arrays {string.Join(", ", arrays.Keys.Take(8))}, but no '{xs}': save the images as {xs}"
            );
        }
        var shape = x.Shape switch
        {
            [_, var count] => LayerShape.Vector(count),
            [_, var height, var width] => new LayerShape(1, height, width),
            [_, var channels, var height, var width] => new LayerShape(channels, height, width),
            _ => throw new DataFormatException(
                $"'{xs}' of {path} has {x.Shape.Length} axes, expected (n, numbers), (n, rows, columns) or (n, channels, rows, columns)"
            ),
        };
        var name = $"'{xs}' of {path}";
        var images = x.Shape[0];
        if (!arrays.TryGetValue(ys, out var y))
        {
            return Images(name, shape, x, null, null, 0);
        }
        if (y.Shape.Length is 0 or > 2 || y.Shape[0] != images)
        {
            throw new DataFormatException(
                $"'{ys}' of {path} has the shape ({string.Join(", ", y.Shape)}), but there are {images} images: give one class or one row of numbers for each"
            );
        }
        return y.Shape.Length == 2
            ? Images(name, shape, x, null, y.Values, y.Shape[1])
            : Images(name, shape, x, Labels(path, ys, y.Values), null, 0);
    }

    /// <summary>Classes from numbers.</summary>
    /// <exception cref="DataFormatException">One is no class.</exception>
    public static int[] Labels(string path, string name, double[] values)
    {
        var labels = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] < MostClasses && values[i] == Math.Floor(values[i])))
            {
                throw new DataFormatException(
                    FormattableString.Invariant(
                        $"'{name}' of {path} has {values[i]} at image {i}, expected a class, a whole number from 0 to {MostClasses - 1}: for numbers to be met give y with two axes"
                    )
                );
            }
            labels[i] = (int)values[i];
        }
        return labels;
    }

    private static DataSet Images(
        string name,
        LayerShape shape,
        NpyArray x,
        int[]? labels,
        double[]? targets,
        int outputs
    ) =>
        x.IsBytes && targets is null
            ? DataSet.OfBytes(name, shape, [.. x.Values.Select(value => (byte)value)], labels)
            : DataSet.OfNumbers(
                name,
                shape,
                x.IsBytes ? [.. x.Values.Select(value => value / 255.0)] : x.Values,
                labels,
                targets,
                outputs
            );
}
