using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Says what a θ is at which a refinement ended.</summary>
internal sealed class PointJudge(IObjective objective, StationaryOptions options)
{
    // Beyond this a value between neighbours of the point is a number of another function.
    private const double Unsteady = 3;
    private const double Nearby = 1e-6;

    // How much of θ the flat directions hold where they are the way outward.
    private const double Radial = 0.9;

    /// <param name="before">Where it was one step earlier, whose eigenvalues tell how far these may still move; null where there was no step.</param>
    /// <param name="label">Known already, or null.</param>
    public StationaryPoint Judge(LocalModel here, LocalModel? before, WorkerTeam team, int steps, PointLabel? label)
    {
        if (!here.IsFinite)
        {
            // A gradient of 0 without a curvature is where second derivatives end.
            var hasGradient = double.IsFinite(here.Value) && here.GradientNorm <= Nearby;
            return Point(
                here,
                [],
                [],
                0,
                0,
                label is { } known && !hasGradient ? known
                    : hasGradient ? PointLabel.NotDifferentiable
                    : PointLabel.NotFinite,
                steps
            );
        }
        var n = here.Eigenvalues.Count;
        var moved = 0.0;
        for (var i = 0; before is { IsFinite: true } && i < n; i++)
        {
            moved = Math.Max(moved, Math.Abs(here.Eigenvalues[i] - before.Eigenvalues[i]));
        }
        double[] bounds = [.. here.Spectrum!.Bounds.Select(b => b + (2 * moved))];
        var zero = Enumerable.Range(0, n).Count(i => Math.Abs(here.Eigenvalues[i]) <= bounds[i]);
        var explained = Math.Min(zero, Motions.Of(objective, here.Parameters).Count);
        return Point(
            here,
            here.Eigenvalues,
            bounds,
            zero,
            explained,
            label ?? Label(here, team, zero, explained),
            steps
        );
    }

    private PointLabel Label(LocalModel here, WorkerTeam team, int zero, int explained)
    {
        var step = Vectors.Norm(Refinement.Step(here, null));
        if (IsFading(here, team))
        {
            return PointLabel.RunningToInfinity;
        }
        var isStill = step <= new Refinement(objective, options).Least(here) || IsFlat(here);
        var near = IsSteady(here, team);
        return !near && (isStill || step <= Nearby * here.Scale) ? PointLabel.NotDifferentiable
            : !isStill ? PointLabel.NotConverged
            : zero > explained ? PointLabel.IndexUndecidable
            : PointLabel.Regular;
    }

    /// <summary>Where all eigenvalues are within their bounds the step says nothing, and the gradient has to.</summary>
    private static bool IsFlat(LocalModel here) =>
        Enumerable.Range(0, here.Eigenvalues.Count).All(i => Math.Abs(here.Eigenvalues[i]) <= here.Spectrum!.Bounds[i])
        && here.GradientNorm <= 1e-10;

    /// <summary>Whether the way outward is flat to the rounding of the loss, or of the curvature, and gets steeper inward along it: then θ is on its way
    /// to infinity, as on the tail of a Gaussian or in the valley of a bond that breaks.</summary>
    public bool IsFading(LocalModel here, WorkerTeam team)
    {
        var reach = here.Scale;
        var inward = new double[here.Parameters.Length];
        Vectors.Scale(0.5, here.Parameters, inward);
        // On a tail the loss itself fades: what it rounds to is that of the loss further in.
        var magnitude = Math.Max(Magnitude(here.Parameters, team), Magnitude(inward, team));
        var rounding = 64 * 4 * RoundingProbe.DoubleEpsilon * (double.IsFinite(magnitude) ? magnitude : 0);
        if (here.GradientNorm * reach > Math.Max(rounding, 1e-8) || Vectors.Norm(here.Parameters) == 0)
        {
            return false;
        }
        var along = new double[here.Components.Length];
        for (var i = 0; i < along.Length; i++)
        {
            var λ = Math.Abs(here.Eigenvalues[i]);
            if (λ * reach * reach <= rounding || λ <= here.Spectrum!.Bounds[i])
            {
                along[i] = -0.5 * Vectors.Dot(here.Vector(i), here.Parameters);
            }
        }
        if (2 * Vectors.Norm(along) < Radial * Vectors.Norm(here.Parameters))
        {
            return false;
        }
        var within = LocalModel.At(objective, here.Moved(along), team);
        return within.IsFinite
            && within.GradientNorm > 10 * here.GradientNorm + RoundingProbe.DoubleEpsilon * here.LargestCurvature;
    }

    private double Magnitude(double[] parameters, WorkerTeam team)
    {
        var (loss, magnitude) = (new double[1], new double[1]);
        if (objective.As<ISummands>() is { } summands)
        {
            summands.ValuesAndMagnitudes(parameters, loss, magnitude, team);
            return magnitude[0];
        }
        objective.Values(parameters, loss, default, default, team);
        return Math.Abs(loss[0]);
    }

    /// <summary>Whether the curvature a little aside is no smaller: where second derivatives have no bound it is, whatever step is taken.</summary>
    private bool IsSteady(LocalModel here, WorkerTeam team)
    {
        var aside = new double[here.Parameters.Length];
        new RandomStream(1, "stationary/aside").FillGaussian(aside);
        Vectors.Combine(here.Parameters, Nearby * here.Scale / Vectors.Norm(aside), aside, aside);
        var there = LocalModel.At(objective, aside, team);
        return there.IsFinite && here.LargestCurvature <= Unsteady * there.LargestCurvature;
    }

    private static StationaryPoint Point(
        LocalModel here,
        IReadOnlyList<double> eigenvalues,
        double[] bounds,
        int zero,
        int explained,
        PointLabel label,
        int steps
    ) =>
        new(
            here.Parameters,
            here.Value,
            here.GradientNorm,
            here.IsFinite ? Vectors.Norm(Refinement.Step(here, null)) : double.NaN,
            eigenvalues,
            bounds,
            zero,
            explained,
            label,
            steps
        );
}
