using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources;

/// <summary>A source that knows how a training on it fails without saying so.</summary>
public interface IFailureWarnings
{
    /// <summary>What is wrong at θ; empty where nothing is.</summary>
    /// <param name="objective">On the points of the end of the training.</param>
    IReadOnlyList<FailureWarning> Warnings(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);
}

/// <summary>One way in which a training failed.</summary>
/// <param name="Kind">A word for programs, in kebab case.</param>
/// <param name="Message">A sentence with the figures and what to do.</param>
public sealed record FailureWarning(string Kind, string Message);
