using Thalweg.Landscapes.Paths;
using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Passes;

/// <summary>One band between two minima: its tops refined to passes, and both ways down from each.</summary>
internal sealed class Crossing(
    IObjective objective,
    IReadOnlyList<IObjective> finer,
    PassOptions options,
    Copies copies,
    FoundPasses found,
    WorkerTeam team
)
{
    // Off a point of higher index, relative to 1 + ‖θ‖.
    private const double OffSaddle = 1e-2;

    private readonly Refinement refinement = new(objective, options.Points);
    private readonly Descent descent = new(objective, options.Points);

    /// <summary>Adds what the band leads to; says what was amiss with its tops, null where all led to verified passes.</summary>
    public string? Between(int from, int to)
    {
        var start = found.Place(from);
        // A cluster is known up to motions: the band goes to where it is nearest.
        var end = copies.AreContinuous ? copies.Nearest(start, found.Place(to)) : found.Place(to);
        var path = ElasticBand.Find([new("loss", objective)], start, end, options.Band, team);
        string? amiss = null;
        var tops = Tops(path);
        foreach (var t in tops)
        {
            var top = new double[objective.ParameterCount];
            path.Curve.Place(t, top);
            amiss = Refine(top) ?? amiss;
        }
        amiss = tops.Count == 0 ? "the way between them has no top" : amiss;
        found.AddBound(
            from,
            to,
            path.Losses[0].Height.Loss,
            amiss ?? "the tops of the way led to passes of other minima"
        );
        return amiss;
    }

    /// <summary>Where a start leads: down its own way, and where that is too long by Newton's steps.</summary>
    public StationaryPoint Settle(ReadOnlySpan<double> start)
    {
        var end = descent.From(start, team);
        if (end is { IsPlace: true, Index: > 0 })
        {
            // A way that runs along a ridge ends on a saddle; any step aside leads down from it.
            var aside = new double[end.Parameters.Length];
            var model = LocalModel.At(objective, end.Parameters, team, pinned: true);
            Vectors.Combine(end.Parameters, OffSaddle * model.Scale, model.Vector(0), aside);
            end = descent.From(aside, team);
        }
        if (end.Label != PointLabel.NotConverged)
        {
            return end;
        }
        var further = refinement.From(end.Parameters, team, 0);
        return further is { IsPlace: true, Index: 0 } ? further : end;
    }

    /// <summary>What is amiss with the point that a top leads to; null where it is a verified pass.</summary>
    private string? Refine(double[] top)
    {
        var point = refinement.From(top, team, 1);
        if (point is { IsRegular: true, Index: > 1 })
        {
            // By symmetry a band rests on such a point; beside it the search is drawn to a pass.
            var (one, other) = (Aside(point, 1), Aside(point, -1));
            return one is null ? null
                : other is null ? null
                : one;
        }
        return Follow(point);
    }

    /// <summary>The same of the search that begins beside a point of higher index, along its second eigenvector.</summary>
    private string? Aside(StationaryPoint point, double sign)
    {
        var model = LocalModel.At(objective, point.Parameters, team, pinned: true);
        var start = new double[point.Parameters.Length];
        Vectors.Combine(point.Parameters, sign * OffSaddle * model.Scale, model.Vector(1), start);
        return Follow(refinement.From(start, team, 1));
    }

    private string? Follow(StationaryPoint point)
    {
        if (point is not { IsRegular: true, Index: 1 })
        {
            return point.IsRegular
                ? $"a top led to a point of index {point.Index}"
                : $"a search from a top ended {point.Label.Word()}";
        }
        if (found.Known(point) is { } known)
        {
            return Verdict(known);
        }
        var ends = descent.FromPass(point, team);
        if (ends.FirstOrDefault(e => !IsKnown(e)) is { } lost)
        {
            return $"a way down from a pass ended {(lost.IsPlace ? "in a saddle" : lost.Label.Word())}";
        }
        var alibi = finer.Count > 0 ? QuadratureAlibi.Of(point, finer, options.Points, team) : null;
        return Verdict(found.AddPass(point, found.Add(ends[0]), found.Add(ends[1]), alibi));
    }

    private static bool IsKnown(StationaryPoint end) =>
        end is { IsPlace: true, Index: 0 } || end.Label == PointLabel.RunningToInfinity;

    private static string? Verdict(Pass pass) =>
        pass.IsVerified ? null
        : pass.Alibi is { Holds: false } alibi ? $"a pass was made by the quadrature: it {alibi.Reason}"
        : "a way down from a pass ended in a point that is no verified minimum";

    /// <summary>t of the images that are higher than both neighbours; of the highest point of the curve where there is none.</summary>
    private static List<double> Tops(PathResult path)
    {
        var loss = path.Losses[0];
        List<double> tops =
        [
            .. Enumerable
                .Range(1, loss.Losses.Count - 2)
                .Where(i => loss.Losses[i] > loss.Losses[i - 1] && loss.Losses[i] >= loss.Losses[i + 1])
                .Select(i => path.T[i]),
        ];
        if (tops.Count == 0 && loss.Height.T is > 0 and < 1 && double.IsFinite(loss.Height.Loss))
        {
            tops.Add(loss.Height.T);
        }
        return tops;
    }
}
