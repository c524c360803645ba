using Thalweg.Networks;
using Thalweg.Numerics.Simd;
using Thalweg.Pde;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>What a loss is made of beside its formulation.</summary>
public sealed record LossParts(ResolvedCall Problem, ResolvedCall Network, ResolvedCall Trial, ResolvedCall Quadrature)
{
    /// <summary>The numbers that losses and gradients are computed with.</summary>
    public ResolvedCall Precision { get; init; } = Precisions.Double;

    /// <summary>How points follow the parameters of a training; null where they stay.</summary>
    public ResolvedCall? Sampler { get; init; }

    /// <summary>Reproduces the Simpson sum of the published Ritz code, which gives x = 0 no weight.</summary>
    public bool IsPublished { get; init; }

    /// <summary>The parts of a study.</summary>
    public static LossParts Of(Study study) =>
        new(study.Problem, study.Network, study.Trial, study.Quadrature) { Precision = study.Precision };

    /// <summary>The objective of one formulation. Each has scratch memory of its own and serves one caller at a time.</summary>
    /// <exception cref="InputException">The parts do not fit together, or a file of points is bad.</exception>
    public PdeObjective Objective(ResolvedCall formulation)
    {
        var problem = Problems.Create(Problem);
        var rule = Rule(formulation, problem);
        try
        {
            return new PdeObjective(
                problem,
                NetworkOf(problem),
                Trials.Create(Trial, problem),
                Formulations.Create(formulation),
                rule,
                new Arithmetic(Precisions.Create(Precision)),
                SamplerOrNull()
            );
        }
        catch (PartsRefusedException exception)
        {
            throw new InputException([.. exception.Refusals.Select(refusal => At(refusal, formulation))]);
        }
    }

    /// <summary>Why these parts make no loss in some of the formulations, each reason at its place; empty where they do.</summary>
    /// <remarks>What a file of points holds is judged when the loss is made.</remarks>
    public IReadOnlyList<InputException> Refused(IReadOnlyList<ResolvedCall> formulations)
    {
        var problem = Problems.Create(Problem);
        var network = NetworkOf(problem);
        var trial = Trials.Create(Trial, problem);
        var sampler = SamplerOrNull();
        var faults = new List<InputException>();
        foreach (var formulation in formulations)
        {
            QuadratureRule? rule = null;
            try
            {
                rule = Quadratures.ReadsFile(Quadrature) ? null : Rule(formulation, problem);
            }
            catch (InputException fault)
            {
                faults.Add(fault);
            }
            faults.AddRange(
                PdeObjective
                    .Refusals(problem, network, trial, Formulations.Create(formulation), rule, sampler)
                    .Select(refusal => At(refusal, formulation))
            );
        }
        return [.. faults.DistinctBy(fault => (fault.Location, fault.Message))];
    }

    /// <summary>The points on which solution errors are asked for.</summary>
    /// <exception cref="InputException">The rule does not fit the domain of the problem.</exception>
    public PointSet ErrorPoints(ResolvedCall quadrature)
    {
        var problem = Problems.Create(Problem);
        return Built(quadrature, () => Quadratures.Create(quadrature, problem).Interior(problem.Domain));
    }

    private Network NetworkOf(Problem problem) =>
        Built(Network, () => Networks.Create(Network, problem.Dimension, problem.Outputs));

    private PointSampler? SamplerOrNull() => Sampler is { } call ? Built(call, () => Samplers.Create(call)) : null;

    private QuadratureRule Rule(ResolvedCall formulation, Problem problem)
    {
        var rule = Built(Quadrature, () => Quadratures.Create(Quadrature, problem));
        return IsPublished ? Formulations.Create(formulation).Published(rule) : rule;
    }

    private static T Built<T>(ResolvedCall call, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException exception)
        {
            throw new InputException(WithoutParameter(exception), call.Location, exception);
        }
    }

    /// <summary>A refusal at the place where the part that has to change was written.</summary>
    private InputException At(Refusal refusal, ResolvedCall formulation)
    {
        var call = refusal.Part switch
        {
            PdePart.Problem => Problem,
            PdePart.Network => Network,
            PdePart.Trial => Trial,
            PdePart.Quadrature => Quadrature,
            PdePart.Sampler when Sampler is not null => Sampler,
            _ => formulation,
        };
        return new InputException(
            refusal.Message,
            refusal.Option is { } option ? call.LocationOf(option) : call.Location
        );
    }

    internal static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
