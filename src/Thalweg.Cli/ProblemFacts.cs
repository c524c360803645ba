using System.Globalization;
using Thalweg.Pde;
using Thalweg.Pde.Problems;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>What a problem of the list is with its defaults: dimension, order, formulations, and how well its solution is known.</summary>
internal sealed class ProblemFacts
{
    private readonly Problem problem;
    private readonly Certificate? certificate;
    private readonly string[] formulations;

    private ProblemFacts(ResolvedCall call)
    {
        problem = Problems.Create(call);
        certificate = Problems.ReferenceOf(call)?.Certificate;
        formulations = [.. Formulations.Catalogue.Signatures.Select(s => s.Name).Where(Serves)];
    }

    /// <summary>Null for one that has to be described first.</summary>
    public static ProblemFacts? Of(Signature signature) =>
        signature.Options.Any(option => option.IsRequired)
            ? null
            : new ProblemFacts(Problems.Catalogue.Resolve(signature.Name, default));

    /// <summary>One line of them.</summary>
    public override string ToString()
    {
        var unknowns = problem.Outputs == 1 ? "" : $", unknowns {string.Join(", ", problem.Unknowns)}";
        var known =
            problem.Exact.Count == 0 ? "no solution known"
            : certificate is null ? "solution known, its error not certified"
            : $"solution known to {certificate.Bound}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"dimension {problem.Dimension}{(problem.Domain.TimeAxis is null ? "" : " with the time")}, order {Order}{unknowns}; {string.Join(", ", formulations)}; {known}"
        );
    }

    public Outcome Outcome =>
        new()
        {
            { "dimension", problem.Dimension },
            { "order", Order },
            { "unknowns", problem.Unknowns.ToArray() },
            { "formulations", formulations },
            { "referenceError", certificate?.Error },
            { "certificate", certificate?.Method },
        };

    private int Order => problem.Order;

    private bool Serves(string formulation)
    {
        try
        {
            _ = Formulations.Create(Formulations.Catalogue.Resolve(formulation, default)).Roots(problem);
            return true;
        }
        catch (PartsRefusedException)
        {
            return false;
        }
    }
}
