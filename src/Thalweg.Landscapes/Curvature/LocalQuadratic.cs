using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>What gradient and Hessian at one θ say of how far it is from a stationary point.</summary>
/// <param name="GradientNorm">‖∇L(θ)‖₂.</param>
/// <param name="Decrement">½ Σ (g · v)²/|λ| over the eigenpairs with |λ| above <paramref name="LeastCurvature"/>: what a Newton step along all of them promises,
/// downward along positive and upward along negative curvature both counted. Null beyond <see cref="LargestCount"/> parameters, or where a gradient is not
/// finite.</param>
/// <param name="LeastCurvature">P ε max|λ|, and no less than the error of differences where the Hessian is made of them; what is not above counts
/// as 0.</param>
/// <param name="Negative">Eigenvalues below −<paramref name="LeastCurvature"/>; null where there is no decrement.</param>
/// <param name="Zero">Eigenvalues that count as 0; null where there is no decrement.</param>
public sealed record LocalQuadratic(
    double GradientNorm,
    double? Decrement,
    double? LeastCurvature,
    int? Negative,
    int? Zero
)
{
    /// <summary>Beyond this number of parameters no dense Hessian is made.</summary>
    public const int LargestCount = 500;

    private const int BlockSize = 8;

    /// <summary>Gradients that <see cref="At"/> takes of an objective without exact products.</summary>
    public static int Gradients(int parameterCount) => 1 + (parameterCount <= LargestCount ? 4 * parameterCount : 0);

    /// <summary>At one θ. Cost: a gradient with P exact products of the Hessian, or <see cref="Gradients"/> where there are none, and the
    /// spectrum of a dense matrix.</summary>
    /// <param name="centre">θ, [P], finite.</param>
    public static LocalQuadratic At(IObjective objective, ReadOnlyMemory<double> centre, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, centre.Span, nameof(centre));
        var n = objective.ParameterCount;
        var gradient = new double[n];
        objective.Gradient(centre, gradient, default, team);
        var norm = OrderedSums.ScaledNorm(gradient);
        if (n > LargestCount || !double.IsFinite(norm))
        {
            return new LocalQuadratic(norm, null, null, null, null);
        }
        var (rows, error) = Dense(HessianAt(objective, centre, gradient, team), team);
        if (SymmetricSpectrum.Of(rows, gradient) is not { } spectrum)
        {
            return new LocalQuadratic(norm, null, null, null, null);
        }
        var largest = Math.Max(Math.Abs(spectrum.Eigenvalues[0]), Math.Abs(spectrum.Eigenvalues[^1]));
        var least = Math.Max(n * (objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon) * largest, error);
        var (decrement, negative, zero) = (0.0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            var (λ, along) = (spectrum.Eigenvalues[i], spectrum.Components[i]);
            if (Math.Abs(λ) > least)
            {
                decrement += 0.5 * along * along / Math.Abs(λ);
                negative += λ < 0 ? 1 : 0;
            }
            else
            {
                zero++;
            }
        }
        return new LocalQuadratic(norm, decrement, least, negative, zero);
    }

    /// <summary>Exact products where the objective has them, else differences.</summary>
    private static ILinearOperator HessianAt(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double[] gradient,
        WorkerTeam team
    )
    {
        if (objective.As<ILinearizable>() is { } exact)
        {
            return exact.LinearizeAt(centre, team);
        }
        var differences = new FiniteDifferenceHessian(objective);
        differences.MoveTo(centre.Span, gradient);
        return differences;
    }

    /// <summary>The Hessian by blocks of columns, symmetric to the bit, and a bound on the Frobenius norm of what differences are wrong by: eigenvalues
    /// move by no more.</summary>
    private static (double[] Rows, double Error) Dense(ILinearOperator hessian, WorkerTeam team)
    {
        var square = 0.0;
        var n = hessian.Rows;
        var (units, rows) = (new double[BlockSize * n], new double[n * n]);
        for (var first = 0; first < n; first += BlockSize)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BlockSize, n - first);
            Array.Clear(units);
            for (var i = 0; i < count; i++)
            {
                units[(i * n) + first + i] = 1;
            }
            var (block, products) = (units.AsMemory(0, count * n), rows.AsMemory(first * n, count * n));
            hessian.Apply(block, products, team);
            if (hessian is FiniteDifferenceHessian differences)
            {
                square += differences.Errors(block, products, team).Sum(error => error * error);
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var mean = 0.5 * (rows[(i * n) + j] + rows[(j * n) + i]);
                (rows[(i * n) + j], rows[(j * n) + i]) = (mean, mean);
            }
        }
        return (rows, Math.Sqrt(square));
    }
}
