using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Losses along the scaled directions of a set, through one θ.</summary>
internal sealed class SliceLosses
{
    private readonly IObjective objective;
    private readonly ReadOnlyMemory<double> centre;
    private readonly DirectionSet directions;
    private readonly RoughnessOptions options;
    private readonly ParameterLayout layout;
    private readonly PointBlocks blocks;
    private readonly double[] direction;

    public SliceLosses(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        DirectionSet directions,
        RoughnessOptions options,
        long total,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress
    )
    {
        Centre.Check(objective, centre.Span, nameof(centre));
        if (directions.ParameterCount != objective.ParameterCount)
        {
            throw new ArgumentException(
                $"the directions have {directions.ParameterCount} entries; '{objective.Name}' has "
                    + $"{objective.ParameterCount} parameters",
                nameof(directions)
            );
        }
        this.objective = objective;
        this.centre = centre;
        this.directions = directions;
        this.options = options;
        layout = DirectionRule.LayoutOf(objective);
        blocks = new PointBlocks(objective.ParameterCount, total, team, progress);
        direction = new double[objective.ParameterCount];
    }

    /// <summary>Losses computed so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>L(θ + t_i d_k) for directions k = first … first + count − 1, [count, n].</summary>
    public double[] At(int first, int count, ReadOnlySpan<double> grid)
    {
        var points = checked(count * grid.Length);
        var columns = new Columns(objective, points, blocks.Rows, terms: false, metrics: false);
        blocks.Begin(columns);
        for (var k = 0; k < count; k++)
        {
            directions.Write(first + k, direction);
            options.Rule.Apply(layout, centre.Span, direction, options.Published);
            foreach (var t in grid)
            {
                Vectors.Displace(centre.Span, t, direction, blocks.Next());
            }
        }
        blocks.Flush();
        Evaluations += points;
        return columns.Losses;
    }
}
