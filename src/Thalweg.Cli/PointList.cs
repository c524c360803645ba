using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Reads points from a file of arrays: <c>points</c> [n, d] of an archive, or the only array of an <c>.npy</c> file; or from a
/// table.</summary>
internal static class PointList
{
    private const string Array = "points";

    /// <summary>How far outside the domain rounding may put a point.</summary>
    private const double Tolerance = 1e-9;

    /// <exception cref="InputException">The array is missing, its shape is another one, or a point lies outside the domain.</exception>
    /// <exception cref="ArrayFormatException">The file holds no arrays of real numbers.</exception>
    public static PointSet Read(string path, Problem problem, SourceLocation place)
    {
        var array = PointTable.IsNamed(path) ? PointTable.Read(path, problem, place) : ArrayOf(path, place);
        var dimension = problem.Dimension;
        var fits =
            array.Values.Length > 0
            && (array.Shape is [_, var columns] ? columns == dimension : array.Shape is [_] && dimension == 1);
        if (!fits)
        {
            throw new InputException(
                $"{path}: expected points of shape [n, {dimension}], one row a point, found [{string.Join(", ", array.Shape)}]",
                place
            );
        }
        var count = array.Values.Length / dimension;
        var coordinates = new double[array.Values.Length];
        for (var i = 0; i < count; i++)
        {
            var point = array.Values.AsSpan(i * dimension, dimension);
            for (var k = 0; k < dimension; k++)
            {
                coordinates[(k * count) + i] = point[k];
            }
            // What is not a number is not inside either.
            if (!(problem.Domain.SignedDistance(point) <= Tolerance))
            {
                var shown = string.Join(
                    ", ",
                    point.ToArray().Select(x => x.ToString("R", CultureInfo.InvariantCulture))
                );
                throw new InputException(
                    $"{path}: expected points in the {problem.Domain.Name}, found ({shown}) in row {i}; leave it out",
                    place
                );
            }
        }
        return new PointSet(dimension, coordinates, new double[count]);
    }

    private static NpyArray ArrayOf(string path, SourceLocation place)
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = RegularFile.OpenRead(path))
        {
            stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        if (!start.SequenceEqual("PK"u8))
        {
            return NpyFile.Read(path);
        }
        var arrays = NpzFile.Read(path);
        return arrays.TryGetValue(Array, out var points)
            ? points
            : throw new InputException(
                $"{path}: expected an array '{Array}', found {(arrays.Count == 0 ? "none" : string.Join(", ", arrays.Keys.Select(CallText.Show)))}",
                place
            );
    }
}
