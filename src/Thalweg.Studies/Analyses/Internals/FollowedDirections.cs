using Thalweg.Landscapes.Curvature;
using Thalweg.Landscapes.Planes;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Directions that follow from the place itself: from gradient and curvature of a loss there, or from the run that led to it.</summary>
internal sealed class FollowedDirections
{
    private readonly Place place;
    private readonly IObjective? objective;
    private readonly WorkerTeam team;
    private readonly List<string> warnings = [];
    private readonly List<SliceDirectionRecord> axes = [];
    private readonly List<double> rows = [];

    /// <param name="loss">Null where the path alone says.</param>
    /// <param name="count">Number of directions.</param>
    public FollowedDirections(Place place, string word, IObjective? loss, int count, WorkerTeam team)
    {
        this.place = place;
        objective = loss;
        this.team = team;
        switch (word)
        {
            case DerivedDirections.Largest:
                Add(SpectrumEnd.Largest, count);
                break;
            case DerivedDirections.Smallest:
                Add(SpectrumEnd.Smallest, count);
                break;
            case DerivedDirections.Extremes:
                Add(SpectrumEnd.Largest, 1);
                Add(SpectrumEnd.Smallest, 1);
                break;
            case DerivedDirections.Gradient:
                AddGradient(isPlane: count > 1);
                break;
            case DerivedDirections.Components:
                AddComponents(count);
                break;
            case DerivedDirections.Ribbon:
                Add(SpectrumEnd.Largest, 1);
                break;
            default:
                throw new ArgumentException($"no such directions: {word}", nameof(word));
        }
    }

    /// <summary>[D, P].</summary>
    public double[] Directions => [.. rows];

    public IReadOnlyList<SliceDirectionRecord> Axes => axes;

    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>The points of the run up to the place, and the place.</summary>
    public static (IReadOnlyList<double[]> Points, IReadOnlyList<long> Steps) PathTo(Place place)
    {
        var (points, steps) = (new List<double[]>(), new List<long>());
        for (var i = 0; i < place.Run!.Checkpoints.Count; i++)
        {
            if (place.Run.Record.CheckpointSteps[i] < place.Step)
            {
                points.Add(place.Run.Checkpoints[i]);
                steps.Add(place.Run.Record.CheckpointSteps[i]);
            }
        }
        points.Add(place.Parameters);
        steps.Add(place.Step!.Value);
        return (points, steps);
    }

    /// <summary>The strip along the way to the place; null where there is none.</summary>
    public Ribbon? RibbonAlong(Axis along)
    {
        var ribbon = Ribbon.Of(PathTo(place).Points, rows.ToArray(), along);
        axes.Insert(0, new SliceDirectionRecord("path", ribbon?.Length ?? 0));
        axes[1] = axes[1] with { Name = "across", Length = ribbon?.Length ?? 0 };
        return ribbon;
    }

    private void Add(SpectrumEnd end, int count)
    {
        var p = place.Parameters.Length;
        var found = CurvedDirections.Of(
            HessianProducts.At(objective!, place.Parameters, team),
            end,
            Math.Min(count, p),
            team
        );
        var name = end == SpectrumEnd.Largest ? DerivedDirections.Largest : DerivedDirections.Smallest;
        if (found is null)
        {
            warnings.Add(
                "A product with the Hessian was not finite, or too few eigenvectors were found: there are none."
            );
        }
        else if (!found.IsConverged)
        {
            warnings.Add(
                $"The search for the eigenvectors of the {name} eigenvalues ended before they were exact: their bounds say how far they are off."
            );
        }
        for (var k = 0; k < count; k++)
        {
            if (found is null || k >= found.Eigenvalues.Count)
            {
                AddRow(new SliceDirectionRecord(name, 0), new double[p]);
            }
            else
            {
                AddRow(
                    new SliceDirectionRecord(name, 1, found.Eigenvalues[k], found.Bounds[k]),
                    found.Directions.Span.Slice(k * p, p)
                );
            }
        }
    }

    /// <summary>The first axis is the way of steepest rise; the second is where the loss is curved down the most, or up the least.</summary>
    private void AddGradient(bool isPlane)
    {
        var gradient = new double[place.Parameters.Length];
        objective!.Gradient(place.Parameters, gradient, default, team);
        var norm = OrderedSums.ScaledNorm(gradient);
        var isDirection = norm is > 0 and < double.PositiveInfinity;
        if (isDirection)
        {
            OrderedSums.ScaleByPowerOfTwo(gradient, OrderedSums.ExponentToOne(gradient));
            Vectors.Scale(1 / Vectors.Norm(gradient), gradient, gradient);
        }
        else
        {
            warnings.Add($"The gradient has the norm {norm}: it is no direction.");
            Array.Clear(gradient);
        }
        AddRow(new SliceDirectionRecord(DerivedDirections.Gradient, isDirection ? 1 : 0), gradient);
        if (!isPlane)
        {
            return;
        }
        Add(SpectrumEnd.Smallest, 1);
        var second = rows.GetRange(gradient.Length, gradient.Length).ToArray();
        for (var pass = 0; pass < 2 && isDirection; pass++)
        {
            Vectors.Combine(second, -Vectors.Dot(second, gradient), gradient, second);
        }
        var left = Vectors.Norm(second);
        if (left > 1e-8)
        {
            Vectors.Scale(1 / left, second, second);
        }
        else
        {
            Array.Clear(second);
            axes[1] = axes[1] with { Length = 0 };
        }
        rows.RemoveRange(gradient.Length, gradient.Length);
        rows.AddRange(second);
    }

    private void AddComponents(int count)
    {
        var p = place.Parameters.Length;
        var path = PathTo(place).Points;
        // A run that ended where it began has no component at all.
        var components = TrajectoryComponents.Of(
            path.Count > 1 ? path : [.. path, .. path],
            place.Parameters,
            count,
            team
        );
        for (var k = 0; k < count; k++)
        {
            AddRow(
                new SliceDirectionRecord("component", components.Lengths[k], Explained: components.Explained[k]),
                components.Directions.Span.Slice(k * p, p)
            );
        }
    }

    private void AddRow(SliceDirectionRecord axis, ReadOnlySpan<double> direction)
    {
        axes.Add(axis);
        rows.AddRange(direction);
    }
}
