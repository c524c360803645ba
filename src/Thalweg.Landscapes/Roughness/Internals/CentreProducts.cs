using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Slopes g·d and curvatures dᵀHd at a centre by exact products with the Hessian, where the objective has them.</summary>
internal static class CentreProducts
{
    // Vectors of a block share the primal computation.
    private const int BlockSize = 8;

    /// <summary>One by direction; the error of a curvature is that of an eigenvalue, P ε λ ‖d‖² with λ the largest ‖Hd‖/‖d‖ that was seen.
    /// Cost: one gradient and a product for each direction.</summary>
    /// <param name="write">Writes direction k.</param>
    public static CentreStencil[] Of(
        IObjective objective,
        ILinearizable exact,
        ReadOnlyMemory<double> centre,
        int count,
        Action<int, Memory<double>> write,
        WorkerTeam team
    )
    {
        var size = objective.ParameterCount;
        var gradient = new double[size];
        objective.Gradient(centre, gradient, default, team);
        var hessian = exact.LinearizeAt(centre, team);
        var (vectors, products) = (new double[BlockSize * size], new double[BlockSize * size]);
        var found = new CentreStencil[count];
        var squares = new double[count];
        var largest = 0.0;
        for (var first = 0; first < count; first += BlockSize)
        {
            var length = Math.Min(BlockSize, count - first) * size;
            for (var at = 0; at < length; at += size)
            {
                write(first + (at / size), vectors.AsMemory(at, size));
            }
            hessian.Apply(vectors.AsMemory(0, length), products.AsMemory(0, length), team);
            for (var at = 0; at < length; at += size)
            {
                var d = vectors.AsSpan(at, size);
                var product = products.AsSpan(at, size);
                var k = first + (at / size);
                found[k] = new CentreStencil(OrderedSums.Dot(gradient, d), OrderedSums.Dot(d, product), 0);
                var norm = OrderedSums.Norm(d);
                squares[k] = norm * norm;
                largest = norm > 0 ? Math.Max(largest, OrderedSums.Norm(product) / norm) : largest;
            }
        }
        var epsilon = objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon;
        return [.. found.Select((one, k) => one with { Error = size * epsilon * largest * squares[k] })];
    }
}
