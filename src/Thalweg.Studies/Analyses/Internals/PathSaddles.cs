using Thalweg.Landscapes.Paths;
using Thalweg.Landscapes.Stationary;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The stationary points that the tops of paths lead to, asked on finer quadratures too.</summary>
internal static class PathSaddles
{
    private const int MostSteps = 100;

    public static PathSaddleRecord? Of(PathResult found, Source source, TaskContext context)
    {
        var ridge = CensusLoss.RidgeOf(source, null);
        var loss = new CensusLoss(source, ridge, context.Objectives);
        if (PathSaddle.Of(found, loss.Objective, context.Team) is not { } saddle)
        {
            return null;
        }
        var point = saddle.Point;
        var alibi =
            point.IsPlace && loss.Finer.Count > 0
                ? QuadratureAlibi.Of(
                    point,
                    loss.Finer,
                    new StationaryOptions { MaximumSteps = MostSteps },
                    context.Team
                )
                : null;
        return new PathSaddleRecord(
            point.Parameters,
            point.Value,
            point.Index,
            point.NegativeEigenvalues,
            point.ZeroModes,
            saddle.IsVerified && alibi is not { Holds: false },
            point.Label.Word(),
            alibi is null ? null
                : alibi.Holds ? "holds"
                : alibi.Reason,
            saddle.Off,
            ridge
        );
    }
}
