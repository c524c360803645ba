using System.Globalization;
using System.Text;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Problems;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Reads points from a <c>.csv</c> file: one row a point, its coordinates in order, or under a line with their names among other
/// columns, as <c>evaluate</c> writes.</summary>
internal static class PointTable
{
    private const string Extension = ".csv";

    public static bool IsNamed(string path) =>
        Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase);

    /// <summary>[n, d].</summary>
    /// <exception cref="InputException">A row has another number of fields, a field is no number, or a coordinate has no column.</exception>
    public static NpyArray Read(string path, Problem problem, SourceLocation place)
    {
        var axes = PointFields.Coordinates(problem);
        int[]? columns = null;
        var values = new List<double>();
        using var reader = new StreamReader(RegularFile.OpenRead(path), Encoding.UTF8);
        var width = 0;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            var fields = text.Split(',', StringSplitOptions.TrimEntries);
            if (columns is null)
            {
                width = fields.Length;
                if (!double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                {
                    columns = [.. axes.Select(axis => Column(path, fields, axis, place))];
                    continue;
                }
                columns = [.. Enumerable.Range(0, axes.Count)];
                width = axes.Count;
            }
            if (fields.Length != width)
            {
                throw Fault(path, line, $"expected {width} fields, found {fields.Length}", place);
            }
            foreach (var column in columns)
            {
                values.Add(
                    double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                        ? value
                        : throw Fault(path, line, $"expected a number, found {CallText.Show(fields[column])}", place)
                );
            }
        }
        return new NpyArray([values.Count / axes.Count, axes.Count], [.. values]);
    }

    private static int Column(string path, string[] names, string axis, SourceLocation place) =>
        Array.IndexOf(names, axis) is >= 0 and var column ? column
        // The names that equations have for them.
        : OtherName(axis) is { } other && Array.IndexOf(names, other) is >= 0 and var named ? named
        : throw Fault(
            path,
            1,
            $"expected a column '{axis}', found {string.Join(", ", names.Select(CallText.Show))}",
            place
        );

    private static string? OtherName(string axis) =>
        axis switch
        {
            "x" => "x1",
            "x1" => "x",
            "x2" => "y",
            "x3" => "z",
            _ => null,
        };

    private static InputException Fault(string path, int line, string message, SourceLocation place) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}: {message}"), place);
}
