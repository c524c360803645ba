using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Quadrature;
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
        var broken = StudyRules.Broken(Problem, Network, Trial, Quadrature, [formulation]);
        if (broken.Count > 0)
        {
            throw new InputException(broken);
        }
        try
        {
            var problem = Problems.Create(Problem);
            return new PdeObjective(
                problem,
                Networks.Create(Network, problem.Dimension, problem.Outputs),
                Trials.Create(Trial, problem),
                Formulations.Create(formulation),
                Rule(formulation, problem),
                new Arithmetic(Precisions.Create(Precision)),
                Sampler is null ? null : Samplers.Create(Sampler)
            );
        }
        catch (ArgumentException exception)
        {
            var isSampler = Sampler is not null && exception.ParamName is "sampler" or "points";
            throw new InputException(
                WithoutParameter(exception),
                isSampler ? Sampler!.Location : formulation.Location,
                exception
            );
        }
    }

    /// <summary>The points on which solution errors are asked for.</summary>
    /// <exception cref="InputException">The rule does not fit the domain of the problem.</exception>
    public PointSet ErrorPoints(ResolvedCall quadrature)
    {
        try
        {
            var problem = Problems.Create(Problem);
            return Quadratures.Create(quadrature, problem).Interior(problem.Domain);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(WithoutParameter(exception), quadrature.Location, exception);
        }
    }

    private QuadratureRule Rule(ResolvedCall formulation, Pde.Problems.Problem problem)
    {
        try
        {
            return IsPublished && formulation.Name == "ritz" && Quadrature.Name == "simpson"
                ? new SimpsonRule(Quadrature.Integer("intervals"), publishedEndWeights: true)
                : Quadratures.Create(Quadrature, problem);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(WithoutParameter(exception), Quadrature.Location, exception);
        }
    }

    internal static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
