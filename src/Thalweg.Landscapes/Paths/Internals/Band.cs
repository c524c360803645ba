using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>The images of an elastic band, and the forces on them.</summary>
internal sealed class Band
{
    // Of the mean distance between neighbours: a longer step would cross them.
    private const double LongestStep = 0.2;

    private readonly FireStep fire;
    private readonly double[] forces;
    private readonly double[] former;
    private bool climbs;

    /// <param name="spring">k; null for the largest gradient over the length.</param>
    public Band(Images images, double? spring)
    {
        Images = images;
        images.Evaluate();
        var size = images.Points.Length / images.Count;
        var length = Enumerable.Range(0, images.Count - 1).Sum(images.Distance);
        var steepest = Enumerable.Range(1, images.Count - 2).Max(i => Vectors.Norm(images.Gradient(i)));
        Spring = spring ?? (length > 0 ? steepest / length : 1);
        fire = new FireStep(images.Count, size, LongestStep * length / (images.Count - 1), inertial: true);
        forces = new double[images.Points.Length];
        former = [.. images.Points];
        Feel();
    }

    public Images Images { get; }

    public double Spring { get; }

    /// <summary>The largest slope across the band, of the climbing image in any direction.</summary>
    public double Across { get; private set; }

    public bool IsFinite => Images.IsFinite;

    /// <summary>Whether the highest inner image climbs.</summary>
    public bool Climbs
    {
        get => climbs;
        set
        {
            climbs = value;
            Feel();
        }
    }

    /// <summary>Cost: n − 2 gradients.</summary>
    public void Step()
    {
        Images.Points.CopyTo(former, 0);
        fire.Move(Images.Points, forces);
        Images.Evaluate();
        if (Images.IsFinite)
        {
            Feel();
        }
    }

    /// <summary>Undoes the last step.</summary>
    public void GoBack() => former.CopyTo(Images.Points, 0);

    private void Feel()
    {
        var size = forces.Length / Images.Count;
        var tangent = new double[size];
        var climbing = Climbs ? Highest() : 0;
        Across = 0;
        for (var i = 1; i < Images.Count - 1; i++)
        {
            Images.Tangent(i, tangent);
            var force = forces.AsSpan(i * size, size);
            var along = Vectors.Dot(Images.Gradient(i), tangent);
            Vectors.Scale(-1, Images.Gradient(i), force);
            Vectors.Combine(force, along, tangent, force);
            if (i == climbing)
            {
                Across = Math.Max(Across, Vectors.Norm(Images.Gradient(i)));
                Vectors.Combine(force, along, tangent, force);
            }
            else
            {
                Across = Math.Max(Across, Vectors.Norm(force));
                var pull = Spring * (Images.Distance(i) - Images.Distance(i - 1));
                Vectors.Combine(force, pull, tangent, force);
            }
        }
    }

    /// <summary>The highest image between the ends where it is above both; 0 where it is not.</summary>
    private int Highest()
    {
        var highest = 0;
        for (var i = 1; i < Images.Count - 1; i++)
        {
            if (Images.Losses[i] > Images.Losses[highest])
            {
                highest = i;
            }
        }
        return Images.Losses[highest] > Images.Losses[^1] ? highest : 0;
    }
}
