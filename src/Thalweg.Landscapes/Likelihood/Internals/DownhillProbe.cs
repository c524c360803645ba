using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>Whether one step down the gradient still lowers a loss by an amount: then nothing that ended there has come to rest, whatever it says.</summary>
/// <remarks>One way only: where no such step gains, a better one may. Cost: a gradient and 20 losses.</remarks>
internal static class DownhillProbe
{
    private const int Lengths = 20;

    /// <param name="parameters">θ, [P].</param>
    /// <param name="value">L(θ).</param>
    /// <param name="gain">Above 0.</param>
    public static bool Gains(IObjective loss, double[] parameters, double value, double gain, WorkerTeam team)
    {
        var gradient = new double[parameters.Length];
        loss.Gradient(parameters, gradient, Memory<double>.Empty, team);
        var norm = Vectors.Norm(gradient);
        if (!(norm > 0) || !double.IsFinite(norm))
        {
            return false;
        }
        var rows = new double[Lengths * parameters.Length];
        var losses = new double[Lengths];
        for (var k = 0; k < Lengths; k++)
        {
            // From the length of θ to 1e-12 of it by quarters: the best one is missed by a factor of 2 at most, and a quarter of its gain.
            var step = Math.ScaleB(Math.Max(1, Vectors.Norm(parameters)) / norm, -2 * k);
            for (var i = 0; i < parameters.Length; i++)
            {
                rows[k * parameters.Length + i] = parameters[i] - step * gradient[i];
            }
        }
        loss.Values(rows, losses, Memory<double>.Empty, Memory<double>.Empty, team);
        return losses.Any(lower => lower < value - gain);
    }
}
