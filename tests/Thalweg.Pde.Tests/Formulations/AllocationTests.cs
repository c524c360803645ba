using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>After the first evaluation a loss, a gradient and a product with the Hessian or a part of it allocate nothing, however they are evaluated.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const FormulationKind Weak = FormulationKind.Weak;

    // Bytes.
    private const int SmallestObject = 24;

    private static readonly IReadOnlyDictionary<string, Func<Precision, PdeObjective>> Objectives = new Dictionary<
        string,
        Func<Precision, PdeObjective>
    >
    {
        ["folded"] = p => Objective(BurgersProblem.Create(), FormulationKind.Galerkin, null, p),
        ["folded, three terms"] = p => Objective(HeatProblem.Create(2), FormulationKind.Galerkin, 10.0, p),
        ["laplacian"] = p => Objective(PoissonProblem.Sine(2), FormulationKind.Galerkin, null, p),
        ["fourth order"] = p =>
            Objective(
                PoissonProblem.Sine(2) with
                {
                    Residuals =
                    [
                        Calculus.D(Calculus.U(), 0, 0, 0, 0) + 2.0 * Calculus.D(Calculus.U(), 0, 0, 1, 1) - 1.0,
                    ],
                },
                FormulationKind.Galerkin,
                null,
                p
            ),
        ["reverse over x"] = p => Objective(PoissonProblem.Sine(3), FormulationKind.Ritz, null, p),
        ["gradient"] = p => Objective(PoissonProblem.Sine(1), FormulationKind.Ritz, 10.0, p),
        ["value"] = p => Objective(PoissonProblem.Sine(2), FormulationKind.Supervised, null, p),
        ["weak"] = p => Objective(PoissonProblem.Sine(2), Weak, null, p),
        ["weak, with conditions"] = p => Objective(HeatProblem.Create(1), Weak, 10.0, p),
        ["residual network"] = p => new PdeObjective(
            PoissonProblem.Sine(2),
            Network.Residual(2, 1, 6, 2, Activation.Gelu),
            TrialFunction.Hard(PoissonProblem.Sine(2)),
            new Formulation(FormulationKind.Ritz),
            new GaussRule(7),
            new Arithmetic(p)
        ),
    };

    public static TheoryData<string, Precision> Cases { get; } =
        new MatrixTheoryData<string, Precision>(Objectives.Keys, Variants.Precisions);

    [Theory]
    [MemberData(nameof(Cases))]
    public void On_one_thread(string name, Precision precision)
    {
        var evaluate = Evaluation(Objectives[name](precision), WorkerTeam.Sequential);
        evaluate();
        // The runtime may allocate once on this thread when it compiles a method anew; an evaluation that allocates does so in
        // every window.
        var least = long.MaxValue;
        for (var window = 0; window < 3; window++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                evaluate();
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void On_two_threads(string name, Precision precision)
    {
        const int count = 400;
        const long limit = count * SmallestObject;
        using var team = new WorkerTeam(2);
        var evaluate = Evaluation(Objectives[name](precision), team);
        // Both workers have to have had a tile of every term before their memory is there.
        for (var i = 0; i < 50; i++)
        {
            evaluate();
        }
        // Others in the process may allocate meanwhile, on a busy machine for longer than three windows, but not as often as this evaluates in every one.
        var least = long.MaxValue;
        for (var window = 0; window < 12 && least >= limit; window++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < count; i++)
            {
                evaluate();
            }
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.InRange(least, 0, limit - 1);
    }

    [Fact]
    public void The_cases_reach_every_way_of_evaluation()
    {
        var plans = Objectives.Values.Select(o => o(Precision.Double)).SelectMany(o => o.Plans).ToList();
        Assert.Contains(plans, p => p.Plan.Sweep == JetSweep.ReverseOverInputs);
        Assert.Contains(plans, p => p.Plan is { Sweep: JetSweep.Forward, Streams: { Count: 3, Operators.Length: 1 } });
        Assert.Contains(plans, p => p.Plan.Streams.Count == 1);
        Assert.Contains(plans, p => p.Plan is { Sweep: JetSweep.Forward, Streams.Order: 1 });
    }

    private static Action Evaluation(PdeObjective objective, WorkerTeam team)
    {
        const int vectors = 3;
        var parameters = Enumerable
            .Range(0, vectors * objective.ParameterCount)
            .Select(i => 0.6 * Math.Sin(1.7 * i))
            .ToArray();
        var gradient = new double[objective.ParameterCount];
        var losses = new double[vectors];
        var terms = new double[objective.TermNames.Count];
        var separate = new double[terms.Length * gradient.Length];
        var products = new double[parameters.Length];
        var many = Enumerable.Repeat(parameters, 3).SelectMany(p => p).ToArray();
        var (manyLosses, manyGradients) = (new double[3 * vectors], new double[many.Length]);
        var manyTerms = new double[3 * vectors * terms.Length];
        var hessian = objective.LinearizeAt(parameters.AsMemory(0, gradient.Length), team);
        var flat = objective.GaussNewtonAt(parameters.AsMemory(0, gradient.Length), null, team);
        var bent = objective.RemainderAt(parameters.AsMemory(0, gradient.Length), terms.Length - 1, team);
        return () =>
        {
            objective.Values(parameters.AsMemory(0, gradient.Length), losses.AsMemory(0, 1), terms, default, team);
            objective.Values(parameters, losses, default, default, team);
            objective.Gradient(parameters.AsMemory(0, gradient.Length), gradient, terms, team);
            objective.Gradients(parameters, losses, products, default, team);
            objective.Gradients(many, manyLosses, manyGradients, manyTerms, team);
            objective.TermGradients(parameters.AsMemory(0, gradient.Length), separate, terms, team);
            hessian.Apply(parameters, products, team);
            flat.Apply(parameters, products, team);
            bent.Apply(parameters, products, team);
        };
    }

    private static PdeObjective Objective(
        Problem problem,
        FormulationKind kind,
        double? penalty,
        Precision precision
    ) =>
        new(
            problem,
            Network.Mlp(problem.Dimension, 1, [7, 5], Activation.Tanh),
            penalty is null ? TrialFunction.Hard(problem) : TrialFunction.None,
            new Formulation(kind, penalty) { Tests = new TestFunctions(Degree: 3) },
            new GaussRule(problem.Dimension == 1 ? 150 : 9 - 2 * (problem.Dimension - 2)),
            new Arithmetic(precision)
        );
}
