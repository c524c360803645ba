using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Landscapes.Passes;

/// <summary>What the symmetry of a loss makes of points: whether two are copies, the copy that is nearest, and the images of a pass with its ends.</summary>
internal sealed class Copies(IObjective objective, double tolerance)
{
    // Images of a pass that are made; of a larger group the passes are found one by one.
    private const int MostImages = 1024;

    // Copies of a point that are listed.
    private const int MostCopies = 5000;

    private readonly Dictionary<double[], Orbit> orbits = [];
    private readonly IAlignable? alignable = objective.As<IAlignable>();
    private readonly SymmetryGroup group =
        objective.As<ISymmetric>()?.Symmetry ?? SymmetryGroup.Identity(objective.ParameterCount);

    /// <summary>Whether copies are a continuum, so that a point is known up to motions alone.</summary>
    public bool AreContinuous => group.ParticleCount > 0;

    public bool AreSame(double[] a, double[] b)
    {
        var limit = tolerance * (1 + Vectors.Norm(a));
        for (var i = 0; i < a.Length; i++)
        {
            if (!(Math.Abs(a[i] - b[i]) <= limit))
            {
                return false;
            }
        }
        return true;
    }

    public bool AreCopies(double[] a, double[] b) =>
        AreSame(a, b) || (alignable is not null && !AreContinuous ? AreSame(a, Nearest(a, b)) : OrbitOf(a).Contains(b));

    /// <summary>The copy of a point that is nearest to a reference, as far as the search finds it; the point itself where none is nearer.</summary>
    public double[] Nearest(double[] reference, double[] point)
    {
        if (alignable is not null)
        {
            var found = alignable.Align(reference, point);
            return found.Distance < found.DistanceBefore ? [.. found.Image] : point;
        }
        return AreContinuous ? point : OrbitOf(point).Points.MinBy(image => Distance(reference, image))!;
    }

    /// <summary>Images of several points by the same maps, the points themselves first; those alone where maps are too many or a continuum.</summary>
    public IReadOnlyList<double[][]> Images(double[][] points)
    {
        List<double[][]> images = [points];
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var generator in group.Generators)
            {
                double[][] image = [.. images[i].Select(p => generator.Apply(p))];
                if (images.Exists(known => known.Zip(image).All(pair => AreSame(pair.First, pair.Second))))
                {
                    continue;
                }
                if (images.Count == MostImages)
                {
                    return [points];
                }
                images.Add(image);
            }
        }
        return images;
    }

    public static double Distance(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        Vectors.Difference(a, b, difference);
        return Vectors.Norm(difference);
    }

    private Orbit OrbitOf(double[] point)
    {
        if (!orbits.TryGetValue(point, out var orbit))
        {
            orbits.Add(point, orbit = new Orbit(group, point, tolerance, MostCopies));
        }
        return orbit;
    }
}
