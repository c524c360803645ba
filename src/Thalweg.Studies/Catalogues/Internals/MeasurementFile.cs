using System.Globalization;
using System.Security.Cryptography;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Pde.Problems;

namespace Thalweg.Studies.Catalogues;

/// <summary>Measured values of the unknowns of an equation, from an .npz or a .csv file.</summary>
/// <remarks>.npz: <c>points</c> [n, d] and for each unknown an array [n] of its name, <c>u_sigma</c> [n] for the standard deviations of u. .csv: the same
/// columns under a header, coordinates named x, y, z or x1, x2, … and t.</remarks>
internal static class MeasurementFile
{
    private const string Points = "points";

    private const string Sigma = "_sigma";

    private const long MostBytes = 1L << 28;

    /// <summary>The values by component, in the order of the file.</summary>
    /// <exception cref="ArrayFormatException">The file holds no such values.</exception>
    public static IReadOnlyList<KeyValuePair<string, Measurements>> Read(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = RegularFile.OpenRead(path))
        {
            if (stream.Length > MostBytes)
            {
                throw Invalid(path, $"has {stream.Length} bytes, expected at most {MostBytes}");
            }
            stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        return start.SequenceEqual("PK"u8) ? Arrays(path) : Table(path);
    }

    /// <summary>SHA-256 of the file in hexadecimal.</summary>
    public static string Fingerprint(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static IReadOnlyList<KeyValuePair<string, Measurements>> Arrays(string path)
    {
        var arrays = NpzFile.Read(path);
        if (!arrays.TryGetValue(Points, out var points))
        {
            throw Invalid(path, $"holds {Listed(arrays.Keys)}, expected an array '{Points}' [n, d] among them");
        }
        var (count, dimension) = points.Shape switch
        {
            [var n, var d] when n > 0 && d > 0 => (n, d),
            [var n] when n > 0 => (n, 1),
            _ => throw Invalid(
                path,
                $"has {Points} of shape [{string.Join(", ", points.Shape)}], expected [n, d], one row a point"
            ),
        };
        foreach (var (name, array) in arrays)
        {
            if (name != Points && !(array.Shape is [var n] && n == count))
            {
                throw Invalid(
                    path,
                    $"has {name} of shape [{string.Join(", ", array.Shape)}], expected [{count}], one value for each of the {Points}"
                );
            }
        }
        var axes = new double[points.Values.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[(i % dimension * count) + (i / dimension)] = points.Values[i];
        }
        return Columns(
            path,
            dimension,
            axes,
            [.. arrays.Where(a => a.Key != Points).Select(a => KeyValuePair.Create(a.Key, a.Value.Values))]
        );
    }

    private static IReadOnlyList<KeyValuePair<string, Measurements>> Table(string path)
    {
        using var reader = new StreamReader(RegularFile.OpenRead(path));
        var header = Cells(reader.ReadLine() ?? "");
        if (header.Distinct(StringComparer.Ordinal).Count() < header.Length || header is [""])
        {
            throw Invalid(path, "expected a first line that names each column once");
        }
        List<double>[] columns = [.. header.Select(_ => new List<double>())];
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }
            var cells = Cells(text);
            if (cells.Length != header.Length)
            {
                throw Invalid(
                    path,
                    $"has {cells.Length} values in line {line}, expected {header.Length}, as in the header"
                );
            }
            for (var k = 0; k < cells.Length; k++)
            {
                columns[k]
                    .Add(
                        double.TryParse(cells[k], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                            ? value
                            : throw Invalid(
                                path,
                                $"has '{Shown(cells[k])}' in line {line}, column '{header[k]}', expected a number"
                            )
                    );
            }
        }
        int[] axes =
        [
            .. Enumerable.Range(0, header.Length).Where(k => Axis(header[k]) >= 0).OrderBy(k => Axis(header[k])),
        ];
        if (axes.Length == 0)
        {
            throw Invalid(path, $"has columns {Listed(header)}, expected coordinates such as x and t among them");
        }
        if (columns[0].Count == 0)
        {
            throw Invalid(path, "has no line of values, expected one at least");
        }
        return Columns(
            path,
            axes.Length,
            [.. axes.SelectMany(k => columns[k])],
            [
                .. Enumerable
                    .Range(0, header.Length)
                    .Where(k => Axis(header[k]) < 0)
                    .Select(k => KeyValuePair.Create(header[k], columns[k].ToArray())),
            ]
        );
    }

    private static IReadOnlyList<KeyValuePair<string, Measurements>> Columns(
        string path,
        int dimension,
        double[] axes,
        IReadOnlyList<KeyValuePair<string, double[]>> columns
    )
    {
        RequireFinite(path, Points, axes);
        var measured = new List<KeyValuePair<string, Measurements>>();
        foreach (var (name, values) in columns)
        {
            RequireFinite(path, name, values);
            if (name.EndsWith(Sigma, StringComparison.Ordinal))
            {
                var of = name[..^Sigma.Length];
                if (columns.All(c => c.Key != of))
                {
                    throw Invalid(path, $"holds '{name}', expected values of '{of}' beside it");
                }
                if (values.FirstOrDefault(v => v <= 0, 1) is var least && least <= 0)
                {
                    throw Invalid(
                        path,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"holds {least} in {name}, expected positive deviations"
                        )
                    );
                }
                continue;
            }
            var sigma = columns.FirstOrDefault(c => c.Key == name + Sigma).Value;
            measured.Add(new(name, new Measurements(Path.GetFileName(path), dimension, axes, values, sigma)));
        }
        return measured.Count > 0
            ? measured
            : throw Invalid(path, "holds no values, expected an array named as an unknown, such as u");
    }

    private static void RequireFinite(string path, string name, double[] values)
    {
        var bad = Array.FindIndex(values, v => !double.IsFinite(v));
        if (bad >= 0)
        {
            throw Invalid(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"holds {values[bad]} at index {bad} of {name}, expected finite numbers: repair or leave out that point"
                )
            );
        }
    }

    // x, y, z in their order, then x1, x2, …, then the time.
    private static int Axis(string name) =>
        name switch
        {
            "x" => 0,
            "y" => 1,
            "z" => 2,
            "t" => int.MaxValue,
            ['x', .. var digits]
                when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && k > 0 => 2 + k,
            _ => -1,
        };

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private static string Listed(IEnumerable<string> names) =>
        names.Any() ? string.Join(", ", names.Select(name => $"'{Shown(name)}'")) : "nothing";

    private static string Shown(string text) => new([.. text.Take(24).Select(c => char.IsControl(c) ? '?' : c)]);

    private static ArrayFormatException Invalid(string path, string what) => new($"{path} {what}");
}
