using Thalweg.Benchmarks.Measuring;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;

namespace Thalweg.Benchmarks.Cases;

/// <summary>One objective with parameters to evaluate it at.</summary>
internal sealed class Workload
{
    private readonly double[] gradient;
    private readonly double[] losses;

    /// <param name="minimalStreams">The fewest streams that carry what the residual needs: linear combinations travel as one.</param>
    /// <param name="vectors">How many parameter vectors a batch holds.</param>
    public Workload(string name, PdeObjective objective, int minimalStreams, PeerEquation equation, int vectors = 1)
    {
        Name = name;
        Objective = objective;
        MinimalStreams = minimalStreams;
        Equation = equation;
        Vectors = vectors;
        var initializer = new Initializer(WeightDistribution.XavierNormal, BiasStart.PyTorchDefault);
        Parameters =
        [
            .. Enumerable.Range(1, vectors).SelectMany(seed => initializer.Draw(objective.Layout, (ulong)seed)),
        ];
        gradient = new double[objective.ParameterCount];
        losses = new double[vectors];
    }

    public string Name { get; }

    public PdeObjective Objective { get; }

    public int MinimalStreams { get; }

    /// <summary>How the equation is named to the peers.</summary>
    public PeerEquation Equation { get; }

    public int Vectors { get; }

    /// <summary>[vectors, P].</summary>
    public double[] Parameters { get; }

    /// <summary>Loss and gradient at the first parameter vector.</summary>
    public (double Loss, double[] Gradient) Differentiate(WorkerTeam team) =>
        (Objective.Gradient(Parameters.AsMemory(0, gradient.Length), gradient, default, team), gradient);

    /// <summary>[vectors] losses.</summary>
    public double[] Evaluate(WorkerTeam team)
    {
        Objective.Values(Parameters, losses, default, default, team);
        return losses;
    }

    public Contestant LossAndGradient(string name, WorkerTeam team) =>
        Contestant.Of(name, () => Objective.Gradient(Parameters.AsMemory(0, gradient.Length), gradient, default, team));

    /// <summary>On one thread, in processor time: what a share of a core's peak is made of.</summary>
    public Contestant LossAndGradientOnThread() =>
        Contestant.OnThread(
            $"Thalweg, {Objective.Arithmetic.Precision}, processor time",
            () => Objective.Gradient(Parameters.AsMemory(0, gradient.Length), gradient, default, WorkerTeam.Sequential)
        );

    public Contestant Losses(string name, WorkerTeam team) => Contestant.Of(name, () => Evaluate(team));

    /// <summary>
    /// Operations of the matrix products alone on the fewest streams: two per weight, stream and point, three times for a
    /// gradient (forward map, transposed map, weight gradient).
    /// </summary>
    public double Flops(bool withGradient)
    {
        var weights = Objective.Layout.Tensors.Where(t => t.Role == ParameterRole.Weight).Sum(t => (double)t.Count);
        return 2.0 * weights * MinimalStreams * Objective.PointCount * (withGradient ? 3 : Vectors);
    }
}

/// <summary>The residual as the peers compute it: <c>poisson</c>, −Δu − f with u = φN; or <c>burgers</c>,
/// u_t + a u u_x − b u_xx with u = N.</summary>
internal sealed record PeerEquation(string Name, double Convection = 0.0, double Diffusion = 0.0);
