using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose loss is that of a problem, which may be solved in other ways too.</summary>
public interface IProblem
{
    /// <summary>The problem.</summary>
    ResolvedCall Problem { get; }
}
