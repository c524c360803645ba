using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose solution is known, so that the error of a θ can be measured on a quadrature of its own.</summary>
public interface IRefinedErrors
{
    /// <summary>How far the solution that errors are measured against may itself be from that of the problem, anywhere; null where nothing is
    /// certified.</summary>
    double? ReferenceError { get; }

    /// <summary>Errors at θ, their quadrature refined until doubling it changes nothing any more.</summary>
    /// <param name="objective">One that this source has made.</param>
    SolutionErrors RefinedErrors(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team);

    /// <summary>Errors at θ on the points of a rule, whatever their resolution.</summary>
    /// <exception cref="InputException">The rule does not fit the domain of the problem.</exception>
    SolutionErrors ErrorsOn(
        ResolvedCall quadrature,
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        WorkerTeam team
    );
}

/// <summary>Solution errors in the order of the objective's metrics.</summary>
/// <param name="Nodes">Points they were measured on.</param>
/// <param name="LastChange">Largest change at the last doubling, or null where nothing was doubled.</param>
/// <param name="IsResolved">False where doubling still changed them.</param>
public sealed record SolutionErrors(
    IReadOnlyList<string> Names,
    IReadOnlyList<double> Values,
    int Nodes,
    double? LastChange,
    bool IsResolved
);
