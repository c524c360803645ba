using System.Globalization;
using Thalweg.Formats.Files;
using Thalweg.Networks.Layers;

namespace Thalweg.Data.DataSets;

/// <summary>A data set in a table with a header: a column <c>label</c>, or columns whose names begin with y, and the rest are the image.</summary>
internal static class CsvData
{
    private const string Label = "label";
    private const long MostBytes = 1L << 31;

    public static DataSet Read(string path, DataSplit split)
    {
        if (split != DataSplit.Train)
        {
            throw new DataFormatException(
                $"{path} has no test set: give a file of its own for it, or leave the split out"
            );
        }
        using var stream = RegularFile.OpenRead(path);
        if (stream.Length > MostBytes)
        {
            throw new DataFormatException(
                $"{path} has {stream.Length} bytes, expected at most {MostBytes}: save such data as .npz"
            );
        }
        using var reader = new StreamReader(stream);
        var header = Cells(reader.ReadLine() ?? "");
        if (header is [""] || header.Distinct(StringComparer.Ordinal).Count() < header.Length)
        {
            throw new DataFormatException(
                $"{path} has {(header is [""] ? "no header" : "two columns of one name")}, expected a first line that names each column once"
            );
        }
        if (
            Array.Exists(header, name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        )
        {
            throw new DataFormatException(
                $"{path} begins with a line of numbers, expected a header: name the columns, 'label' or 'y…' among them"
            );
        }
        var label = Array.IndexOf(header, Label);
        int[] wanted = label >= 0 ? [] : [.. Places(header, name => name.StartsWith('y'))];
        int[] pixels = [.. Places(header, name => name != Label && (label >= 0 || !name.StartsWith('y')))];
        if (pixels.Length == 0)
        {
            throw new DataFormatException($"{path} has no column for the images beside {string.Join(", ", header)}");
        }
        var (x, y, labels) = (new List<double>(), new List<double>(), new List<double>());
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0 && reader.EndOfStream)
            {
                break;
            }
            var cells = Cells(text);
            if (cells.Length != header.Length)
            {
                throw new DataFormatException(
                    $"{path} has {cells.Length} values in line {line}, but {header.Length} columns: give one value for each"
                );
            }
            Array.ForEach(pixels, place => x.Add(Number(path, line, header[place], cells[place])));
            Array.ForEach(wanted, place => y.Add(Number(path, line, header[place], cells[place])));
            if (label >= 0)
            {
                labels.Add(Number(path, line, Label, cells[label]));
            }
        }
        return DataSet.OfNumbers(
            path,
            LayerShape.Vector(pixels.Length),
            [.. x],
            label >= 0 ? NpzData.Labels(path, Label, [.. labels]) : null,
            wanted.Length > 0 ? [.. y] : null,
            wanted.Length
        );
    }

    private static IEnumerable<int> Places(string[] header, Func<string, bool> isWanted) =>
        Enumerable.Range(0, header.Length).Where(i => isWanted(header[i]));

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private static double Number(string path, int line, string column, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new DataFormatException(
                $"{path} has '{Shown(text)}' in line {line}, column '{Shown(column)}', expected a finite number"
            );

    private static string Shown(string text) =>
        new([.. text.Take(24).Select(character => char.IsControl(character) ? '?' : character)]);
}
