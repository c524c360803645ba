using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Paths;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Writes a path down.</summary>
internal static class PathRecords
{
    public static PathLossRecord Of(PathLoss loss, string name, string slug) =>
        new(
            name,
            slug,
            loss.Losses[0],
            loss.Losses[^1],
            loss.PointHeight.Loss,
            loss.PointHeight.T,
            loss.Height.Loss,
            loss.Height.T,
            loss.Barrier,
            loss.IsMonotone
        );

    public static List<KeyValuePair<string, NpyArray>> Arrays(PathResult found)
    {
        var (along, off) = PathProjection.Of(found.Curve, found.T);
        var count = found.T.Count;
        List<KeyValuePair<string, NpyArray>> arrays =
        [
            new("t1", new NpyArray([count], [.. found.T])),
            new(
                "coefficients",
                new NpyArray([found.Curve.Terms, found.Curve.ParameterCount], found.Curve.Coefficients.ToArray())
            ),
            new("along", new NpyArray([count], along)),
            new("off", new NpyArray([count], off)),
        ];
        var curve = found.Losses[0].Curve;
        arrays.Add(new("t_curve", new NpyArray([curve.Count], [.. curve.Select(p => p.T)])));
        foreach (var loss in found.Losses)
        {
            arrays.Add(
                new(
                    SliceArrays.Curve(loss.Label),
                    new NpyArray([1, loss.Curve.Count], [.. loss.Curve.Select(p => p.Loss)])
                )
            );
            arrays.Add(new(SliceArrays.Loss(loss.Label), new NpyArray([1, count], [.. loss.Losses])));
            arrays.Add(new(SliceArrays.Gradient(loss.Label), new NpyArray([1, count], [.. loss.GradientNorms])));
        }
        return arrays;
    }
}
