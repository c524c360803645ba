using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Objectives;

/// <summary>Which gradients a difference is taken of.</summary>
public enum FiniteDifference
{
    /// <summary>(∇L(θ + hv) − ∇L(θ − hv)) / 2h: two gradients per product.</summary>
    Central,

    /// <summary>(∇L(θ + hv) − ∇L(θ)) / h: one gradient per product, and half the digits.</summary>
    Forward,
}

/// <summary>Products of the Hessian with vectors by differences of gradients, for an objective without exact ones
/// [Nocedal2006, §8.1].</summary>
/// <remarks>
/// <para>h = ρ^(1/3) (1 + ‖θ‖)/‖v‖ (central) or ρ^(1/2) (1 + ‖θ‖)/‖v‖ (forward), ρ being the relative rounding of the gradient: the
/// truncation, of the order h² or h, and the rounding, ρ/h, are then alike. Where third derivatives are of the order ‖H‖/(1 + ‖θ‖) and ‖∇L‖ is
/// no more than ‖H‖ (1 + ‖θ‖) the error of Hv is about <see cref="ExpectedError"/> · ‖H‖ ‖v‖, ρ^(2/3) = 4e-11 or ρ^(1/2) = 1.5e-8 for ρ = 2⁻⁵². Where the
/// loss bends on a shorter scale, or the gradient is large beside the curvature, it is many times that: <see cref="Errors"/> measures it. The operator is
/// symmetric only up to its error, and belongs to the point given last.</para>
/// <para>Cost: <see cref="GradientsPerProduct"/> gradients per vector, those of up to 16 vectors in one batch. After the first block of its
/// size a product allocates nothing. A gradient that is not finite gives a product that is not finite.</para>
/// </remarks>
public sealed class FiniteDifferenceHessian : ILinearOperator
{
    private const int MostVectors = 16;

    // Numbers of a batch: 1 MiB.
    private const int MostNumbers = 1 << 17;

    private readonly IObjective objective;
    private readonly double relativeStep;
    private readonly double[] point;
    private readonly double[] gradient;
    private readonly double[] steps;

    // Where a vector's points begin in a batch; negative for a vector of zeros, which has none.
    private readonly int[] places;

    // The points of a batch, two for each vector where differences are central, and what is found there.
    private double[] trials = [];
    private double[] gradients = [];
    private double[] losses = [];
    private readonly double rounding;
    private double length;
    private double magnitude;

    /// <param name="rounding">ρ in (0, 1): the relative rounding error of a gradient.</param>
    public FiniteDifferenceHessian(
        IObjective objective,
        FiniteDifference kind = FiniteDifference.Central,
        double rounding = 1.0 / (1L << 52)
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (rounding is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rounding),
                rounding,
                $"rounding is {rounding}; give the relative error of a gradient, in (0, 1)"
            );
        }
        (this.objective, this.rounding) = (objective, rounding);
        Kind = kind;
        relativeStep =
            kind == FiniteDifference.Central ? Elementary.Exp(Elementary.Log(rounding) / 3.0) : Math.Sqrt(rounding);
        ExpectedError = kind == FiniteDifference.Central ? relativeStep * relativeStep : relativeStep;
        point = new double[objective.ParameterCount];
        gradient = new double[point.Length];
        steps = new double[Math.Clamp(MostNumbers / (GradientsPerProduct * point.Length), 1, MostVectors)];
        places = new int[steps.Length];
    }

    public FiniteDifference Kind { get; }

    public int Rows => point.Length;

    public int Columns => point.Length;

    public bool IsSymmetric => true;

    /// <summary>Gradients that a product costs.</summary>
    public int GradientsPerProduct => Kind == FiniteDifference.Central ? 2 : 1;

    /// <summary>The error of Hv over ‖H‖ ‖v‖ on a loss that bends on the scale of 1 + ‖θ‖; no bound.</summary>
    public double ExpectedError { get; }

    /// <summary>Takes products at θ from now on.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="gradient">∇L(θ), [P]: what forward differences subtract.</param>
    public void MoveTo(ReadOnlySpan<double> parameters, ReadOnlySpan<double> gradient)
    {
        Require(parameters.Length, point.Length, nameof(parameters));
        Require(gradient.Length, point.Length, nameof(gradient));
        parameters.CopyTo(point);
        gradient.CopyTo(this.gradient);
        length = relativeStep * (1.0 + OrderedSums.ScaledNorm(parameters));
        magnitude = OrderedSums.ScaledNorm(gradient);
    }

    /// <summary>How far every product of a block may be from that of the exact Hessian, in the 2-norm: how far one with a step twice as long is from it, which is
    /// more than the truncation where the loss is smooth on the scale of the step, and what rounding of gradients alone can make.</summary>
    /// <remarks>Cost: <see cref="GradientsPerProduct"/> gradients per vector.</remarks>
    /// <param name="vectors">[K, P].</param>
    /// <param name="products">[K, P], as they came.</param>
    /// <returns>[K]; infinite where a gradient is not finite.</returns>
    public double[] Errors(ReadOnlyMemory<double> vectors, ReadOnlyMemory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var others = new double[vectors.Length];
        Apply(vectors, others, 2 * length, team);
        Vectors.Difference(others, products.Span, others);
        var errors = new double[others.Length / point.Length];
        // Truncation is four times as much with the longer step, of forward differences twice: as far apart as the error itself.
        var safety = Kind == FiniteDifference.Central ? 1 : 2;
        for (var k = 0; k < errors.Length; k++)
        {
            var place = k * point.Length;
            var apart = OrderedSums.ScaledNorm(others.AsSpan(place, point.Length));
            // Both gradients of a difference are rounded, and larger than that at θ by what the curvature adds along the step.
            var size = magnitude * OrderedSums.ScaledNorm(vectors.Span.Slice(place, point.Length)) / length;
            var rounded = 2 * rounding * (size + OrderedSums.ScaledNorm(products.Span.Slice(place, point.Length)));
            errors[k] = double.IsFinite(apart) ? (safety * apart) + rounded : double.PositiveInfinity;
        }
        return errors;
    }

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Apply(vectors, products, length, team);
    }

    private void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, double length, WorkerTeam team)
    {
        var block = OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        for (var first = 0; first < block; first += steps.Length)
        {
            var count = Math.Min(steps.Length, block - first);
            var (start, numbers) = (first * point.Length, count * point.Length);
            Difference(vectors.Span.Slice(start, numbers), products.Span.Slice(start, numbers), count, length, team);
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Apply(vectors, products, team);
    }

    private void Difference(
        ReadOnlySpan<double> vectors,
        Span<double> products,
        int count,
        double length,
        WorkerTeam team
    )
    {
        var size = point.Length;
        Reserve(count * GradientsPerProduct);
        var points = 0;
        for (var k = 0; k < count; k++)
        {
            var vector = vectors.Slice(k * size, size);
            var norm = OrderedSums.ScaledNorm(vector);
            if (norm == 0.0)
            {
                places[k] = -1;
                continue;
            }
            (steps[k], places[k]) = (length / norm, points);
            Move(steps[k], vector, points++);
            if (Kind == FiniteDifference.Central)
            {
                Move(-steps[k], vector, points++);
            }
        }
        objective.Gradients(
            trials.AsMemory(0, points * size),
            losses.AsMemory(0, points),
            gradients.AsMemory(0, points * size),
            default,
            team
        );
        for (var k = 0; k < count; k++)
        {
            var product = products.Slice(k * size, size);
            if (places[k] < 0)
            {
                product.Clear();
                continue;
            }
            var up = Gradient(places[k]);
            var isCentral = Kind == FiniteDifference.Central;
            var other = isCentral ? Gradient(places[k] + 1) : gradient;
            var span = isCentral ? 2.0 * steps[k] : steps[k];
            for (var i = 0; i < product.Length; i++)
            {
                product[i] = (up[i] - other[i]) / span;
            }
        }
    }

    private void Reserve(int points)
    {
        if (losses.Length < points)
        {
            losses = new double[points];
            trials = new double[points * point.Length];
            gradients = new double[points * point.Length];
        }
    }

    private void Move(double step, ReadOnlySpan<double> vector, int place)
    {
        var trial = trials.AsSpan(place * point.Length, point.Length);
        for (var i = 0; i < trial.Length; i++)
        {
            trial[i] = Math.FusedMultiplyAdd(step, vector[i], point[i]);
        }
    }

    private ReadOnlySpan<double> Gradient(int place) => gradients.AsSpan(place * point.Length, point.Length);

    private static void Require(int got, int expected, string argument)
    {
        if (got != expected)
        {
            throw new ArgumentException(
                $"{argument} has the length {got}, expected {expected}: give whole vectors of the parameter count",
                argument
            );
        }
    }
}
