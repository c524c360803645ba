using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>One chain in the potential U = β (L − L(θ*)) + ½ γ ‖θ − θ*‖²: θ − η ∇U + √(2η) ξ, accepted or refused by a Metropolis test.</summary>
internal sealed class LangevinChain
{
    private readonly IObjective objective;
    private readonly double[] centre;
    private readonly double β;
    private readonly LangevinOptions options;
    private readonly RandomStream stream;
    private readonly WorkerTeam team;
    private readonly double reference;
    private State here;
    private State there;

    public LangevinChain(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double β,
        LangevinOptions options,
        RandomStream stream,
        WorkerTeam team
    )
    {
        (this.objective, this.β, this.options) = (objective, β, options);
        (this.stream, this.team) = (stream, team);
        this.centre = centre.ToArray();
        (here, there) = (new State(centre.Length), new State(centre.Length));
        this.centre.CopyTo(here.Point, 0);
        reference = objective.Gradient(here.Point, here.Gradient, default, team);
        Evaluate(here);
    }

    /// <returns>The mean of L − L(θ*) over the second half, and the share of its steps that were accepted.</returns>
    public (double Excess, double Acceptance) Run(double aim)
    {
        var burning = options.Steps / 2;
        // In the localisation alone a step of that length is accepted; the loss shortens it.
        var step = Elementary.Log(1 / (options.Localization + β));
        var (excess, acceptance) = (0.0, 0.0);
        for (var k = 1; k <= options.Steps; k++)
        {
            var chance = Propose(Elementary.Exp(step));
            var isAccepted = stream.NextUniform() < chance;
            if (isAccepted)
            {
                (here, there) = (there, here);
            }
            if (k <= burning)
            {
                step += (chance - aim) / Math.Sqrt(k);
                continue;
            }
            acceptance += isAccepted ? 1 : 0;
            excess += here.Loss - reference;
        }
        var count = options.Steps - burning;
        return (excess / count, acceptance / count);
    }

    /// <summary>The next point, and the chance that a Metropolis test accepts it.</summary>
    private double Propose(double step)
    {
        team.Cancellation.ThrowIfCancellationRequested();
        GaussianBlock.Fill(stream, there.Noise);
        Vectors.Combine(here.Point, -step, here.Gradient, there.Point);
        Vectors.Combine(there.Point, Math.Sqrt(2 * step), there.Noise, there.Point);
        Evaluate(there);
        if (!double.IsFinite(there.Potential))
        {
            return 0;
        }
        var back = 0.0;
        for (var i = 0; i < centre.Length; i++)
        {
            var gap = here.Point[i] - there.Point[i] + (step * there.Gradient[i]);
            back += gap * gap;
        }
        var forth = 2 * step * Vectors.Dot(there.Noise, there.Noise);
        return Elementary.Exp(Math.Min(0, here.Potential - there.Potential + ((forth - back) / (4 * step))));
    }

    /// <summary>Loss, potential and the gradient of the potential.</summary>
    private void Evaluate(State state)
    {
        state.Loss = objective.Gradient(state.Point, state.Gradient, default, team);
        var distance = 0.0;
        for (var i = 0; i < centre.Length; i++)
        {
            var offset = state.Point[i] - centre[i];
            distance += offset * offset;
            state.Gradient[i] = (β * state.Gradient[i]) + (options.Localization * offset);
        }
        state.Potential = (β * (state.Loss - reference)) + (0.5 * options.Localization * distance);
    }

    private sealed class State(int n)
    {
        public double[] Point { get; } = new double[n];

        public double[] Gradient { get; } = new double[n];

        public double[] Noise { get; } = new double[n];

        public double Loss { get; set; }

        public double Potential { get; set; }
    }
}
