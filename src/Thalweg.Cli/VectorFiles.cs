using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Weights;
using Thalweg.Landscapes.Embeddings;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

/// <summary>Parameter vectors of files: rows of an array, the tensors of a weight file one after the other, the runs of a result folder.</summary>
internal static class VectorFiles
{
    // Of the arrays of an archive that hold one vector a row.
    private static readonly string[] Rows = ["points", "parameters", "vectors"];

    /// <param name="layout">That of a number of parameters, where the order of tensors matters.</param>
    /// <exception cref="InputException">A file holds no vectors, or those of two files have different lengths.</exception>
    public static (ParameterSet Set, IReadOnlyList<EmbeddedVector> Named) Read(
        IReadOnlyList<string> paths,
        SourceLocation place,
        Func<int, ParameterLayout>? layout = null
    )
    {
        var (values, named) = (new List<double>(), new List<EmbeddedVector>());
        (int Count, string Path)? first = null;
        foreach (var path in paths)
        {
            foreach (var (vector, about) in Of(path, place, layout))
            {
                first ??= (vector.Length, path);
                if (vector.Length != first.Value.Count)
                {
                    throw new InputException(
                        $"{path}: expected {first.Value.Count} parameters, as {first.Value.Path} has, found {vector.Length}",
                        place
                    );
                }
                if (!vector.All(double.IsFinite))
                {
                    throw new InputException($"{about.Name}: it has an entry that is not finite; leave it out", place);
                }
                values.AddRange(vector);
                named.Add(about);
            }
        }
        return named.Count >= 2
            ? (new ParameterSet([.. values], first!.Value.Count), named)
            : throw new InputException($"expected two vectors or more, found {named.Count}; name more files", place);
    }

    private static IEnumerable<(double[] Vector, EmbeddedVector About)> Of(
        string path,
        SourceLocation place,
        Func<int, ParameterLayout>? layout
    )
    {
        if (Directory.Exists(path))
        {
            return Runs(path, place);
        }
        var name = Path.GetFileName(path);
        // A file that is named with one of several networks in it is a weight file.
        if (File.Exists(path) && RowsOf(path) is { } rows)
        {
            var width = rows.Shape switch
            {
                [var columns] => columns,
                [_, var columns] => columns,
                _ => 0,
            };
            if (width == 0 || rows.Values.Length == 0)
            {
                throw new InputException(
                    $"{path}: expected vectors as rows, of shape [n, P], or one of shape [P], found shape [{string.Join(", ", rows.Shape)}]; write them as rows",
                    place
                );
            }
            return Enumerable
                .Range(0, rows.Values.Length / width)
                .Select(i =>
                    (
                        rows.Values[(i * width)..((i + 1) * width)],
                        About(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), name)
                    )
                );
        }
        return [(Flat(path, layout), About(name, name))];
    }

    /// <summary>The tensors of a weight file one after the other, in its order, or in that of a layout.</summary>
    private static double[] Flat(string path, Func<int, ParameterLayout>? layout)
    {
        var divide = File.Exists(path) ? -1 : path.LastIndexOf('#');
        var (file, part) = divide < 0 ? (path, null) : (path[..divide], path[(divide + 1)..]);
        FilePresence.Require(file, "--weights", "rows of vectors (.npy, .npz), a weight file, or a result folder");
        var tensors = TensorFile.Open(file, part);
        double[] values = [.. tensors.ReadAll().SelectMany(tensor => tensor.Values)];
        return layout is null ? values : WeightFile.Read(tensors, layout(values.Length));
    }

    /// <summary>The array whose rows are vectors; null where the file holds tensors of one network.</summary>
    private static NpyArray? RowsOf(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".npy")
        {
            return NpyFile.Read(path);
        }
        if (extension != ".npz")
        {
            return null;
        }
        var arrays = NpzFile.Read(path);
        return arrays
            .FirstOrDefault(a => Rows.Contains(a.Key) && a.Value.Shape.Length == 2 && a.Value.Values.Length > 0)
            .Value;
    }

    private static IEnumerable<(double[] Vector, EmbeddedVector About)> Runs(string folder, SourceLocation place)
    {
        if (new StudyFiles(folder).ReadManifest() is not { Chains.Count: > 0 } study)
        {
            throw new InputException(
                $"'{folder}' has no study.json of this version, which says what its runs are; run the study again",
                place
            );
        }
        return study.Chains.Select(chain =>
        {
            var run = RunWeights.Read(folder, chain.Variant, chain.Seed, place);
            var about = new EmbeddedVector(
                string.Create(CultureInfo.InvariantCulture, $"{chain.Variant}/{chain.Seed}"),
                chain.Train,
                chain.Variant,
                chain.Seed,
                0,
                []
            );
            return (run.Parameters, about);
        });
    }

    private static EmbeddedVector About(string name, string group) => new(name, null, group, null, 0, []);
}
