using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>Moves images along forces that need be no gradient: the fast inertial relaxation engine [Bitzek2006].</summary>
/// <param name="longest">The longest way of one image in one step.</param>
/// <param name="inertial">False moves along the forces alone, with the same rule for how far.</param>
internal sealed class FireStep(int images, int size, double longest, bool inertial)
{
    private const double Growth = 1.1;
    private const double Shrinkage = 0.5;
    private const double Mixing = 0.1;
    private const double MixingDecay = 0.99;
    private const int Patience = 5;
    private const double FirstShare = 0.1;

    // Of 1/√λ; steps grow without bound from 2 on.
    private const double Stable = 1;

    private readonly double[] velocity = new double[images * size];
    private readonly double[] formerForces = new double[images * size];
    private readonly double[] formerPoints = new double[images * size];
    private readonly double[] step = new double[images * size];
    private double time;
    private double mixing = Mixing;
    private int downhill;

    /// <summary>Moves points by one step.</summary>
    /// <param name="points">[n, P], changed; something else may have moved them since the last step too.</param>
    /// <param name="forces">[n, P], at these points.</param>
    public void Move(Span<double> points, ReadOnlySpan<double> forces)
    {
        var norm = Vectors.Norm(forces);
        if (norm == 0)
        {
            return;
        }
        if (time == 0)
        {
            time = Math.Sqrt(FirstShare * longest / Largest(forces));
        }
        else if (Bend(points, forces) is > 0 and var bend)
        {
            time = Math.Min(time, Stable / Math.Sqrt(bend));
        }
        if (inertial)
        {
            Accelerate(forces, norm);
        }
        else
        {
            time *= Growth;
            velocity.AsSpan().Clear();
        }
        Vectors.Combine(velocity, time, forces, velocity);
        Vectors.Scale(time, velocity, step);
        var far = Largest(step);
        if (far > longest)
        {
            Vectors.Scale(longest / far, step, step);
            // Velocities beyond the longest way would only keep every step at it.
            Vectors.Scale(longest / far, velocity, velocity);
        }
        forces.CopyTo(formerForces);
        points.CopyTo(formerPoints);
        Vectors.Combine(points, 1, step, points);
    }

    private void Accelerate(ReadOnlySpan<double> forces, double norm)
    {
        if (Vectors.Dot(forces, velocity) > 0)
        {
            var speed = Vectors.Norm(velocity);
            Vectors.Scale(1 - mixing, velocity, velocity);
            Vectors.Combine(velocity, mixing * speed / norm, forces, velocity);
            if (++downhill > Patience)
            {
                time *= Growth;
                mixing *= MixingDecay;
            }
        }
        else
        {
            velocity.AsSpan().Clear();
            downhill = 0;
            time *= Shrinkage;
            mixing = Mixing;
        }
    }

    /// <summary>The largest change of the force on an image over its way since the last step: a curvature that was met.</summary>
    private double Bend(ReadOnlySpan<double> points, ReadOnlySpan<double> forces)
    {
        var (way, change) = (new double[size], new double[size]);
        var bend = 0.0;
        for (var i = 0; i < images; i++)
        {
            Vectors.Difference(points.Slice(i * size, size), formerPoints.AsSpan(i * size, size), way);
            Vectors.Difference(forces.Slice(i * size, size), formerForces.AsSpan(i * size, size), change);
            if (Vectors.Norm(way) is > 0 and var moved)
            {
                bend = Math.Max(bend, Vectors.Norm(change) / moved);
            }
        }
        return bend;
    }

    private double Largest(ReadOnlySpan<double> rows)
    {
        var largest = 0.0;
        for (var i = 0; i < images; i++)
        {
            largest = Math.Max(largest, Vectors.Norm(rows.Slice(i * size, size)));
        }
        return largest;
    }
}
