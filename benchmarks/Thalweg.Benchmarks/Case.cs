using System.Diagnostics;
using Thalweg.Networks;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Benchmarks;

/// <summary>One objective at one parameter vector, timed as a whole.</summary>
internal sealed class Case
{
    private const double WarmUpSeconds = 0.8;
    private readonly PdeObjective objective;
    private readonly double[] parameters;
    private readonly double[] gradient;
    private readonly double[] loss = new double[1];

    private Case(string name, PdeObjective objective)
    {
        Name = name;
        this.objective = objective;
        parameters = new double[objective.ParameterCount];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = 0.3 * Math.Sin(1.7 * i + 0.3);
        }
        gradient = new double[parameters.Length];
    }

    public string Name { get; }

    public static Case Of(string name, Problem problem, Network network, FormulationKind kind, QuadratureRule rule) =>
        new(name, new PdeObjective(problem, network, TrialFunction.Hard(problem), new Formulation(kind), rule));

    /// <summary>Floating-point operations of the matrix products alone: two per weight, stream and point, three times for a gradient.</summary>
    public double Flops(bool withGradient)
    {
        var weights = objective.Layout.Tensors.Where(t => t.Role == ParameterRole.Weight).Sum(t => (double)t.Count);
        var d = objective.Problem.Dimension;
        var streams = objective.Formulation.Kind == FormulationKind.Galerkin ? 2 + d : 1 + d;
        return 2.0 * weights * streams * objective.PointCount * (withGradient ? 3 : 1);
    }

    public void WarmUp(WorkerTeam team)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < WarmUpSeconds)
        {
            Evaluate(true, team);
            Evaluate(false, team);
        }
    }

    /// <summary>Seconds per evaluation over at least 20 ms.</summary>
    public double Time(bool withGradient, WorkerTeam team)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < 0.02)
        {
            Evaluate(withGradient, team);
            count++;
        }
        return clock.Elapsed.TotalSeconds / count;
    }

    private void Evaluate(bool withGradient, WorkerTeam team)
    {
        if (withGradient)
        {
            objective.Gradient(parameters, gradient, default, team);
        }
        else
        {
            objective.Values(parameters, loss, default, default, team);
        }
    }
}
