using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The terms point by point: residuals with their Jacobian, and the rows of the second variation.</summary>
internal sealed partial class CompiledLoss
{
    // Compiled when first asked for: the roots of squared terms by name, and the energies.
    private readonly Dictionary<string, TileEngine<double>> roots = [];
    private readonly Dictionary<string, SecondVariation?> energies = [];

    private readonly Dictionary<Functional, FunctionalRows> functionals = [];

    /// <summary>The terms as sums of squares, or null where one is an energy or has a negative weight.</summary>
    public IResiduals? Residuals(IReadOnlyList<IntegralTerm> terms)
    {
        if (terms.Any(t => !IsSquare(t) || !IsPositive(t)))
        {
            return null;
        }
        if (terms.Any(t => t.Functional is not null))
        {
            var blocks = new List<IResiduals>();
            foreach (var term in terms)
            {
                blocks.Add(
                    term.Functional is null
                        ? new PdeResiduals([Rows(term, term.Points)], Network.ParameterCount)
                        : RowsOf(term.Functional)
                );
            }
            return new JoinedResiduals(blocks, Network.ParameterCount);
        }
        return new PdeResiduals([.. terms.Select(t => Rows(t, t.Points))], Network.ParameterCount);
    }

    /// <summary>The second variation of the terms: for a square 2JᵀJ, for an energy by the second derivatives of its density; null
    /// where a weight is negative, the loss is linear in u or a quotient, whose second variation has both signs.</summary>
    public ISecondVariation? Variation(IReadOnlyList<IntegralTerm> terms)
    {
        if (!terms.All(IsPositive) || terms.Any(t => t.Functional is { Quotient: not null }))
        {
            return null;
        }
        if (terms.Any(t => t.Functional is not null))
        {
            var blocks = terms
                .Select(t =>
                    t.Functional is { } functional ? new ResidualVariation(RowsOf(functional)) : Variation([t])
                )
                .OfType<ISecondVariation>()
                .ToArray();
            return new JoinedVariation(blocks, Network.ParameterCount);
        }
        var sources = new List<RowSource>();
        foreach (var term in terms)
        {
            if (term.Root is null)
            {
                if (!energies.TryGetValue(term.Name, out var energy))
                {
                    energy = SecondVariation.Of(term.Integrand, Network, Trial.Inner, Arithmetic.Width);
                    energies.Add(term.Name, energy);
                }
                sources.AddRange(energy?.On(term.Points) ?? []);
            }
            else
            {
                sources.Add(Rows(term, term.Points with { Weights = [.. term.Points.Weights.Select(w => 2.0 * w)] }));
            }
        }
        return sources.Count > 0 ? new PointRows(sources, Network.ParameterCount, new ScratchPool()) : null;
    }

    /// <summary>The functionals of a weak form as residuals.</summary>
    public FunctionalRows RowsOf(Functional functional)
    {
        if (!functionals.TryGetValue(functional, out var rows))
        {
            rows = functional.Rows(Network.ParameterCount);
            functionals.Add(functional, rows);
        }
        return rows;
    }

    private RowEvaluator Rows(IntegralTerm term, PointSet points)
    {
        if (!roots.TryGetValue(term.Name, out var engine))
        {
            var loss = term.Evaluator.Program;
            var program = new JetProgram(loss.Network, loss.Trial, [term.Root!], withGradient: true, forward: true);
            engine = new TileEngine<double>(program, Arithmetic.Width);
            roots.Add(term.Name, engine);
        }
        return new RowEvaluator(engine.On(points));
    }

    private static bool IsSquare(IntegralTerm term) => term.Root is not null || term.Functional is { Quotient: null };

    private static bool IsPositive(IntegralTerm term) => !term.Points.Weights.Any(w => w < 0.0);
}
