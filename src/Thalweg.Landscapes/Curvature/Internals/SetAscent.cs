using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The point of a set that is farthest along a gradient.</summary>
internal delegate void FarthestPoint(ReadOnlySpan<double> gradient, Span<double> offset);

/// <summary>Ascent in a convex set by conditional gradients [FrankWolfe1956]: to the point of the set that is farthest along the gradient, or part of
/// the way where the loss does not rise there. Of a convex loss every whole step rises.</summary>
internal sealed class SetAscent
{
    private const int Halvings = 12;

    private readonly IObjective objective;
    private readonly double[] centre;
    private readonly SharpnessOptions options;
    private readonly WorkerTeam team;
    private readonly double[] slope;
    private readonly double[] point;

    public SetAscent(IObjective objective, ReadOnlyMemory<double> centre, SharpnessOptions options, WorkerTeam team)
    {
        (this.objective, this.options, this.team) = (objective, options, team);
        this.centre = centre.ToArray();
        slope = new double[this.centre.Length];
        point = new double[this.centre.Length];
        Loss = objective.Gradient(this.centre, slope, default, team);
    }

    /// <summary>L(θ).</summary>
    public double Loss { get; }

    public SharpnessRise In(string name, FarthestPoint farthest)
    {
        var n = centre.Length;
        var (offset, gradient) = (new double[n], new double[n]);
        farthest(slope, offset);
        var step = OrderedSums.ScaledNorm(offset) > 0 ? Evaluate(offset, gradient) - Loss : 0;
        var best = Math.Max(step, 0);
        best = Math.Max(best, Climb(offset, gradient, step, farthest));
        var stream = new RandomStream(options.Seed, $"sharpness/{name}");
        for (var start = 0; start < options.Starts; start++)
        {
            stream.FillGaussian(gradient);
            farthest(gradient, offset);
            var rise = Evaluate(offset, gradient) - Loss;
            best = Math.Max(best, Climb(offset, gradient, rise, farthest));
        }
        return new SharpnessRise(step, double.IsNaN(step) ? double.NaN : best);
    }

    /// <summary>Goes on from a point of the set whose gradient is known.</summary>
    /// <returns>The rise at the end; NaN is no rise.</returns>
    private double Climb(double[] offset, double[] gradient, double rise, FarthestPoint farthest)
    {
        var n = centre.Length;
        var (target, trial, trialGradient) = (new double[n], new double[n], new double[n]);
        for (var k = 0; k < options.Steps && double.IsFinite(rise); k++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            farthest(gradient, target);
            var share = 1.0;
            var next = double.NaN;
            for (var halving = 0; halving < Halvings; halving++)
            {
                for (var i = 0; i < n; i++)
                {
                    trial[i] = offset[i] + (share * (target[i] - offset[i]));
                }
                next = Evaluate(trial, trialGradient) - Loss;
                if (next > rise || double.IsPositiveInfinity(next))
                {
                    break;
                }
                share /= 2;
            }
            if (!(next > rise))
            {
                return rise;
            }
            var isDone = next - rise <= 1e-12 * Math.Abs(next);
            rise = next;
            trial.CopyTo(offset, 0);
            trialGradient.CopyTo(gradient, 0);
            if (isDone)
            {
                return rise;
            }
        }
        return double.IsNaN(rise) ? 0 : rise;
    }

    private double Evaluate(double[] offset, double[] gradient)
    {
        Vectors.Combine(centre, 1, offset, point);
        return objective.Gradient(point, gradient, default, team);
    }
}
