using Thalweg.Networks;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Integration;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Formulations;

/// <summary>One summand of the loss: an integrand over a point set.</summary>
internal sealed record IntegralTerm(string Name, TileEvaluator Evaluator);

/// <summary>The compiled parts of an objective that every draw of points shares.</summary>
internal sealed class Definition
{
    private readonly JetProgram interior;
    private readonly JetProgram? boundary;

    public Definition(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature
    )
    {
        RequireSmoothness(problem, network, formulation);
        RequireBoundaryConditions(trial, formulation);
        Problem = problem;
        Network = network;
        Trial = trial;
        Formulation = formulation;
        Quadrature = quadrature;
        interior = new JetProgram(network, trial, [formulation.Integrand(problem)], withGradient: true);
        if (formulation.Penalty is not null)
        {
            boundary = new JetProgram(network, trial, [Calculus.U().Power(2)], withGradient: true);
        }
    }

    public Problem Problem { get; }

    public Network Network { get; }

    public TrialFunction Trial { get; }

    public Formulation Formulation { get; }

    public QuadratureRule Quadrature { get; }

    public IntegralTerm[] Terms(long draw)
    {
        var domain = Problem.Domain;
        var mean = Formulation.Measure == Measure.Mean;
        var inside = Term("interior", interior, Quadrature.Interior(domain, draw), mean ? 1.0 / domain.Volume : 1.0);
        if (boundary is null)
        {
            return [inside];
        }
        var scale = Formulation.Penalty!.Value / (mean ? domain.BoundaryMeasure : 1.0);
        return [inside, Term("boundary", boundary, Quadrature.Boundary(domain, draw), scale)];
    }

    private static IntegralTerm Term(string name, JetProgram program, PointSet points, double scale)
    {
        // Unscaled weights keep their bits: an integral is not multiplied by one.
        var scaled = scale == 1.0 ? points : points with { Weights = [.. points.Weights.Select(w => w * scale)] };
        return new IntegralTerm(name, new TileEvaluator(program, new PointData(program, scaled)));
    }

    private static void RequireSmoothness(Problem problem, Network network, Formulation formulation)
    {
        var order = Differentiation
            .Entries(formulation.Integrand(problem))
            .Select(e => e.Order)
            .DefaultIfEmpty(0)
            .Max();
        if (network.Smoothness < order)
        {
            throw new ArgumentException(
                $"{formulation.Label} needs derivatives of u to order {order}, but {network} has bounded derivatives only to order {network.Smoothness} and the rest would be silent zeros: choose a smoother activation",
                nameof(network)
            );
        }
    }

    private static void RequireBoundaryConditions(TrialFunction trial, Formulation formulation)
    {
        if (trial.Factor is not null && formulation.Penalty is not null)
        {
            throw new ArgumentException(
                $"got trial {trial.Name} with penalty: a hard trial function is zero on the boundary already; use trial none with a penalty, or leave the penalty out",
                nameof(trial)
            );
        }
        if (trial.Factor is null && formulation.Penalty is null && formulation.Kind != FormulationKind.Supervised)
        {
            throw new ArgumentException(
                $"got trial none without a penalty: nothing imposes the boundary conditions; use trial hard or {formulation.Label}(penalty=100)",
                nameof(trial)
            );
        }
    }
}
