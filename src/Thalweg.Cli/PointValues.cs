using System.Text;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Grids;
using Thalweg.Formats.Tables;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The form of a file of values at points.</summary>
internal static class PointForm
{
    /// <summary>The extension; a table for standard output.</summary>
    /// <exception cref="InputException">It is none of those that there are.</exception>
    public static string Of(string path, Flag output) =>
        path == OutputFile.Standard ? ".csv"
        : Path.GetExtension(path).ToLowerInvariant() is (".npz" or ".csv" or ".vtu") and var form ? form
        : throw new InputException($"expected {output.Option.Expected}, found {CallText.Show(path)}", output.Place);
}

/// <summary>Writes values at points: an archive, a table, or a file for ParaView.</summary>
internal sealed class PointValues(Problem problem, string form)
{
    /// <exception cref="InputException">The form has fewer coordinates than the problem.</exception>
    public void RequireFit(Flag output)
    {
        if (form == ".vtu" && problem.Dimension > 3)
        {
            throw new InputException(
                $"a .vtu file has three coordinates, and the problem {problem.Dimension}; write an .npz or a .csv file",
                output.Place
            );
        }
    }

    public void Write(string path, PointSet at, IReadOnlyList<string> names, IReadOnlyList<double[]> values)
    {
        if (form == ".npz")
        {
            NpzFile.Write(path, Arrays(at, names, values));
            return;
        }
        if (form == ".vtu")
        {
            VtkFile.WritePoints(path, InSpace(at), [.. names.Zip(values, KeyValuePair.Create)], isPath: false);
            return;
        }
        var table = Table(at, PointFields.Coordinates(problem), names, values);
        File.WriteAllText(path, table.Write(), new UTF8Encoding(false));
    }

    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(
        PointSet at,
        IReadOnlyList<string> names,
        IReadOnlyList<double[]> values
    )
    {
        var rows = new double[at.Coordinates.Length];
        for (var k = 0; k < at.Dimension; k++)
        {
            var axis = at.Axis(k);
            for (var i = 0; i < at.Count; i++)
            {
                rows[(i * at.Dimension) + k] = axis[i];
            }
        }
        yield return new("points", new NpyArray([at.Count, at.Dimension], rows));
        for (var f = 0; f < names.Count; f++)
        {
            yield return new(names[f], new NpyArray([at.Count], values[f]));
        }
    }

    private static List<(double X, double Y, double Z)> InSpace(PointSet at)
    {
        double Coordinate(int axis, int point) => axis < at.Dimension ? at.Axis(axis)[point] : 0;
        return [.. Enumerable.Range(0, at.Count).Select(i => (Coordinate(0, i), Coordinate(1, i), Coordinate(2, i)))];
    }

    private static CsvTable Table(
        PointSet at,
        IReadOnlyList<string> axes,
        IReadOnlyList<string> names,
        IReadOnlyList<double[]> values
    )
    {
        var table = new CsvTable([.. axes, .. names]);
        for (var i = 0; i < at.Count; i++)
        {
            var row = new object?[at.Dimension + names.Count];
            for (var k = 0; k < at.Dimension; k++)
            {
                row[k] = at.Axis(k)[i];
            }
            for (var f = 0; f < names.Count; f++)
            {
                row[at.Dimension + f] = values[f][i];
            }
            table.Add(row);
        }
        return table;
    }
}
