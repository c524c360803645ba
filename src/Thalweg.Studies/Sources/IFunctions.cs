using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose parameters stand for functions on a domain, which a network with hidden layers computes.</summary>
public interface IFunctions
{
    /// <summary>The domain in words, the same for the same domain.</summary>
    string Domain { get; }

    /// <summary>Numbers of one function with its hidden layers at the nodes, without making the loss.</summary>
    double SampleSize { get; }

    /// <summary>Functions and hidden layers at the nodes of the loss as it was made, before any are drawn or moved.</summary>
    /// <param name="objective">One that this source has made.</param>
    /// <param name="vectors">[n, P].</param>
    FunctionSamples Functions(IObjective objective, ReadOnlyMemory<double> vectors, WorkerTeam team);
}

/// <summary>Functions at the nodes of a quadrature.</summary>
/// <param name="Layers">Names of the hidden layers, from the input to the output.</param>
/// <param name="Weights">Of the nodes.</param>
/// <param name="Functions">Of each vector.</param>
public sealed record FunctionSamples(
    IReadOnlyList<string> Layers,
    double[] Weights,
    IReadOnlyList<FunctionSample> Functions
);
