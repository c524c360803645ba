using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Losses along the scaled directions of a set, through one θ, and their rounding.</summary>
internal sealed class SliceLosses
{
    private readonly IObjective objective;
    private readonly ReadOnlyMemory<double> centre;
    private readonly DirectionSet directions;
    private readonly RoughnessOptions options;
    private readonly ParameterLayout layout;
    private readonly PointBlocks blocks;
    private readonly double[] direction;
    private readonly WorkerTeam team;
    private readonly LossRounding rounding;
    private long sampled;

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
        this.team = team;
        layout = DirectionRule.LayoutOf(objective);
        direction = new double[objective.ParameterCount];
        rounding = new LossRounding(objective);
        blocks = new PointBlocks(objective.ParameterCount, total + rounding.FirstEvaluations, team, progress);
    }

    /// <summary>Losses computed so far.</summary>
    public long Evaluations => sampled + rounding.Evaluations;

    /// <summary>L(θ + t_i d_k) for directions k = first … first + count − 1.</summary>
    public SampledSlices At(int first, int count, ReadOnlySpan<double> grid)
    {
        var points = checked(count * grid.Length);
        var columns = new Columns(objective, points, blocks.Rows, terms: false, metrics: false, magnitudes: true);
        blocks.Begin(columns);
        for (var k = 0; k < count; k++)
        {
            Direct(first + k);
            foreach (var t in grid)
            {
                Vectors.Displace(centre.Span, t, direction, blocks.Next());
            }
        }
        blocks.Flush();
        sampled += points;
        return new SampledSlices(grid.Length, columns.Losses, columns.Magnitudes);
    }

    /// <summary>How far rounding can move a loss of each slice, measured at its lowest point; 0 for a slice that is constant or not
    /// finite. Cost: 11 values of every other one that <paramref name="pool"/> has measured.</summary>
    /// <param name="first">The direction of the first slice.</param>
    /// <param name="pool">Of all slices of one half-width.</param>
    public double[] Rounding(int first, SampledSlices slices, ReadOnlySpan<double> grid, ScatterPool pool)
    {
        var probed = new List<(int Slice, double T)>();
        for (var k = 0; k < slices.Count; k++)
        {
            if (slices.BottomOf(k) is { } lowest)
            {
                probed.Add((k, grid[lowest]));
            }
        }
        var measured = rounding.Measure(
            [.. probed.Select(p => slices.LargestMagnitudeOf(p.Slice))],
            (i, bottom, along) =>
            {
                Direct(first + probed[i].Slice);
                direction.CopyTo(along);
                Vectors.Displace(centre.Span, probed[i].T, direction, bottom);
            },
            blocks,
            pool
        );
        var all = new double[slices.Count];
        for (var i = 0; i < probed.Count; i++)
        {
            all[probed[i].Slice] = measured[i];
        }
        return all;
    }

    /// <summary>Slices with slope and curvature at their centre from exact products, where the objective has them.</summary>
    public void Refine(SliceVariation[] slices)
    {
        if (objective.As<ILinearizable>() is { } exact)
        {
            var found = CentreProducts.Of(objective, exact, centre, slices.Length, Write, team);
            for (var k = 0; k < slices.Length; k++)
            {
                slices[k] = slices[k] with { Parts = slices[k].Parts?.At(found[k], options.Radius) };
            }
        }

        void Write(int k, Memory<double> target)
        {
            Direct(k);
            direction.CopyTo(target);
        }
    }

    /// <summary>True where the first directions, scaled, are one line.</summary>
    public bool AreOneLine(int count) =>
        directions.IsOneLine(count, centre.Span, options.Rule, layout, options.Published);

    private void Direct(int k)
    {
        directions.Write(k, direction);
        options.Rule.Apply(layout, centre.Span, direction, options.Published);
    }
}
