using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Directions in which motions of the whole carry θ, which the loss does not see.</summary>
internal static class Motions
{
    // What is left of a direction that others hold, relative to its length.
    private const double Dependent = 1e-6;

    /// <summary>Orthonormal, [m, P].</summary>
    public static IReadOnlyList<double[]> Of(IObjective objective, double[] parameters)
    {
        var independent = new List<double[]>();
        foreach (var tangent in objective.As<ISymmetric>()?.Symmetry.Tangents(parameters) ?? [])
        {
            var length = Vectors.Norm(tangent);
            foreach (var other in independent)
            {
                Vectors.Combine(tangent, -Vectors.Dot(tangent, other), other, tangent);
            }
            var rest = Vectors.Norm(tangent);
            if (rest > Dependent * length)
            {
                Vectors.Scale(1 / rest, tangent, tangent);
                independent.Add(tangent);
            }
        }
        return independent;
    }
}
