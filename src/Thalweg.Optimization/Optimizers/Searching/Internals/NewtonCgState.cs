using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The last gradient norm, and as scratch the vectors of the inner iterations.</summary>
internal sealed class NewtonCgState : DescentState
{
    // The source allows 0.9 and holds a term up by its former one where that exceeds 0.1; with ¼ it never does. Looser terms leave one
    // inner iteration on the indefinite Hessians of networks, and zigzag as the steepest descent does.
    private const double LargestForcing = 0.25;
    private const double LargestByGradient = 0.5;
    private const double Factor = 0.9;

    private readonly double[] numbers = [0.0];
    private readonly double[] residual;
    private readonly double[] conjugate;
    private readonly double[] product;
    private readonly FiniteDifference differences;
    private IObjective objective;
    private FiniteDifferenceHessian? differenced;
    private double forcing;
    private double norm;
    private long products;
    private long bent;

    public NewtonCgState(IObjective objective, FiniteDifference differences)
        : base(objective.ParameterCount)
    {
        this.objective = objective;
        this.differences = differences;
        differenced = Differenced(objective);
        residual = new double[ParameterCount];
        conjugate = new double[ParameterCount];
        product = new double[ParameterCount];
    }

    public override bool IsEmpty => Counters[2] != 0;

    public override long Products => Counters[3];

    public override long ExactProducts => Counters[4];

    /// <summary>Steps, directions that a lack of positive curvature cut short, whether the next step is the steepest one, products, exact
    /// ones among them.</summary>
    internal override long[] Counters { get; } = new long[5];

    /// <summary>‖∇L‖ before the last step.</summary>
    internal override IReadOnlyList<double[]> Arrays => [numbers];

    public DescentDirection Direct(NewtonCg options, in DescentPoint point, double[] direction, WorkerTeam team)
    {
        (products, bent) = (0, 0);
        norm = Vectors.Norm(point.Gradient);
        forcing = Forcing(options.Forcing);
        if (IsEmpty)
        {
            Vectors.Scale(-1.0, point.Gradient, direction);
            return new(HasLength: false);
        }
        if (!ReferenceEquals(point.Objective, objective))
        {
            objective = point.Objective;
            differenced = Differenced(objective);
        }
        differenced?.MoveTo(point.Parameters, point.Gradient);
        ILinearOperator hessian = differenced ?? objective.As<ILinearizable>()!.LinearizeAt(point.Parameters, team);
        var limit = Math.Min(options.Inner, 2L * ParameterCount);
        var hasLength = Solve(hessian, point.Gradient, direction, limit, team);
        return new(hasLength, GradientEvaluations: products * (differenced?.GradientsPerProduct ?? 0));
    }

    public void Learn()
    {
        Updates++;
        Counters[2] = 0;
        numbers[0] = norm;
    }

    public void Forget() => Counters[2] = 1;

    internal override void Settle()
    {
        Counters[3] += products;
        Counters[4] += differenced is null ? products : 0;
        Skipped += bent;
        (products, bent) = (0, 0);
    }

    /// <summary>Conjugate gradients on H d = −∇L.</summary>
    /// <returns>False where not even the first curvature is positive, and d is the steepest direction.</returns>
    private bool Solve(ILinearOperator hessian, double[] gradient, double[] direction, long limit, WorkerTeam team)
    {
        var error = differenced?.ExpectedError ?? objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon;
        var stiffest = 0.0;
        direction.AsSpan().Clear();
        gradient.CopyTo(residual, 0);
        Vectors.Scale(-1.0, gradient, conjugate);
        var square = Vectors.Dot(residual, residual);
        for (var inner = 0L; inner < limit; inner++)
        {
            hessian.Apply(conjugate, product, team);
            products++;
            var curvature = Vectors.Dot(conjugate, product);
            var length = Vectors.Norm(conjugate);
            stiffest = Math.Max(stiffest, Vectors.Norm(product) / length);
            // Not greater, so that what is not finite ends here too.
            if (!(curvature > error * stiffest * length * length))
            {
                bent = 1;
                if (inner == 0)
                {
                    Vectors.Scale(-1.0, gradient, direction);
                }
                return inner > 0;
            }
            var step = square / curvature;
            Vectors.Combine(direction, step, conjugate, direction);
            Vectors.Combine(residual, step, product, residual);
            var next = Vectors.Dot(residual, residual);
            if (!(Math.Sqrt(next) > forcing * norm))
            {
                break;
            }
            Vectors.Scale(next / square, conjugate, conjugate);
            Vectors.Combine(conjugate, -1.0, residual, conjugate);
            square = next;
        }
        return true;
    }

    private double Forcing(ForcingRule rule)
    {
        if (rule == ForcingRule.Gradient)
        {
            return Math.Min(LargestByGradient, Math.Sqrt(norm));
        }
        var ratio = norm / numbers[0];
        return numbers[0] == 0.0 ? LargestForcing : Math.Min(LargestForcing, Factor * ratio * ratio);
    }

    private FiniteDifferenceHessian? Differenced(IObjective objective) =>
        objective.As<ILinearizable>() is not null
            ? null
            : new FiniteDifferenceHessian(
                objective,
                differences,
                rounding: objective.As<ISummands>()?.Epsilon ?? RoundingProbe.DoubleEpsilon
            );
}
