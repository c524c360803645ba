using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The compiled parts of an objective that every draw of points shares.</summary>
internal sealed partial class CompiledLoss
{
    private readonly TileEngine interior;
    private readonly TileEngine? boundary;
    private readonly TileEngine? initial;
    private TileEngine<double>? strongResidual;

    public CompiledLoss(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature,
        Arithmetic arithmetic,
        PointSampler? sampler
    )
    {
        Compatibility.Require(problem, network, trial, formulation, quadrature, sampler);
        Problem = problem;
        Network = network;
        Trial = trial;
        Formulation = formulation;
        Quadrature = quadrature;
        Arithmetic = arithmetic;
        Sampler = sampler;
        interior = Compile(formulation.Integrand(problem));
        if (formulation.BoundaryWeight(problem) is not null)
        {
            boundary = Compile(Error(problem.BoundaryValues).Power(2));
        }
        if (formulation.InitialWeight(problem) is not null)
        {
            initial = Compile(Error(problem.InitialValues!).Power(2));
        }
    }

    public Problem Problem { get; }

    public Network Network { get; }

    public TrialFunction Trial { get; }

    public Formulation Formulation { get; }

    public QuadratureRule Quadrature { get; }

    public Arithmetic Arithmetic { get; }

    public PointSampler? Sampler { get; }

    /// <param name="inside">Points and weights of the interior.</param>
    /// <param name="draw">Draw of the other points.</param>
    public IntegralTerm[] Terms(PointSet inside, long draw)
    {
        var domain = Problem.Domain;
        var mean = Formulation.Measure == Measure.Mean;
        var root = Formulation.Root(Problem);
        var terms = new List<IntegralTerm>
        {
            Term("interior", interior, root, inside, mean ? 1.0 / domain.Volume : 1.0),
        };
        if (boundary is not null)
        {
            var scale = Formulation.BoundaryWeight(Problem)!.Value / (mean ? domain.BoundaryMeasure : 1.0);
            terms.Add(
                Term("boundary", boundary, Error(Problem.BoundaryValues), Quadrature.Boundary(domain, draw), scale)
            );
        }
        if (initial is not null)
        {
            var scale = Formulation.InitialWeight(Problem)!.Value / (mean ? domain.InitialMeasure : 1.0);
            terms.Add(Term("initial", initial, Error(Problem.InitialValues!), Quadrature.Initial(domain, draw), scale));
        }
        return [.. terms];
    }

    /// <summary>What the loss squares in the interior, or for an energy the strong residual, at one θ.</summary>
    public ResidualField ResidualAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        strongResidual ??= new TileEngine<double>(
            new JetProgram(Network, Trial, [Compatibility.SampledResidual(Problem, Formulation)], withGradient: false),
            Arithmetic.Width
        );
        return new ResidualField(Problem.Domain, strongResidual, parameters, team);
    }

    private static Expression Error(Expression values) => Calculus.U() - values;

    private TileEngine Compile(Expression integrand) =>
        TileEngine.For(new JetProgram(Network, Trial, [integrand], withGradient: true), Arithmetic);

    private static IntegralTerm Term(string name, TileEngine engine, Expression? root, PointSet points, double scale)
    {
        // Unscaled weights keep their bits: an integral is not multiplied by one.
        var scaled = scale == 1.0 ? points : points with { Weights = [.. points.Weights.Select(w => w * scale)] };
        return new IntegralTerm(name, engine.At(scaled), scaled, root);
    }
}
