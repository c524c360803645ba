using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A source whose loss is a sum over points.</summary>
public interface IPoints
{
    /// <summary>How the points follow the parameters of a training; null where they stay.</summary>
    ResolvedCall? Sampler { get; }

    /// <summary>The same loss on points that follow the parameters of a training.</summary>
    /// <param name="sampler">Of the catalogue of samplers.</param>
    Source WithSampler(ResolvedCall sampler);

    /// <summary>The same loss on the points it was declared with.</summary>
    Source WithoutSampler();

    /// <summary>The same loss on other points, for example such that are never trained on.</summary>
    Source WithQuadrature(ResolvedCall quadrature);

    /// <summary>Points of one evaluation.</summary>
    int PointCount(IObjective objective);
}
