using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The factor of the former direction in nonlinear conjugate gradients.</summary>
public enum ConjugacyRule
{
    /// <summary>β = max((y − 2d ‖y‖²/dᵀy)ᵀ∇L⁺ / dᵀy, −1/(‖d‖ min(0.01, ‖∇L‖))): descends whatever the search
    /// [HagerZhang2005, Eqs. 1.3, 1.5–1.6].</summary>
    HagerZhang,

    /// <summary>β = max(0, yᵀ∇L⁺/‖∇L‖²) [Polak1969] [Gilbert1992].</summary>
    PolakRibiere,
}

/// <summary>Nonlinear conjugate gradients: d⁺ = −∇L⁺ + β d, y = ∇L⁺ − ∇L.</summary>
/// <remarks>Memory 2P numbers, 10P operations per iteration: for parameters too many for pairs of vectors. It starts again from the
/// steepest direction after Restart · P iterations, where dᵀy is not positive, and where d⁺ would not descend. Take a strong
/// Wolfe search with a small curvature, such as <see cref="MoreThuente"/> with 0.001: conjugacy needs exact steps, and 2.5 gradients
/// each are well spent (a quadratic of condition 1e6 in 30 variables took 400 iterations, and more than 3000 at 0.9).</remarks>
/// <param name="Restart">In multiples of P, 1 or more.</param>
public sealed record NonlinearCg(ConjugacyRule Rule = ConjugacyRule.HagerZhang, int Restart = 6) : IDescent
{
    private const double LeastNorm = 0.01;

    public int Restart { get; } = OptionRange.Count(Restart, nameof(Restart));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"nonlinear-cg(rule={(Rule == ConjugacyRule.PolakRibiere ? "polak-ribiere" : "hager-zhang")}, restart={Restart})"
        );

    public DescentState Begin(IObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return new ConjugateState(objective.ParameterCount);
    }

    public DescentDirection Direct(in DescentPoint point, DescentState state, double[] direction, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(team);
        var own = (ConjugateState)state;
        Vectors.Scale(own.IsEmpty ? -1.0 : 1.0, own.IsEmpty ? point.Gradient : own.Next, direction);
        return new(HasLength: false);
    }

    public void Learn(in DescentStep step, DescentState state, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(team);
        var own = (ConjugateState)state;
        var beta = Factor(step, own.Former);
        Vectors.Scale(-1.0, step.Gradient, own.Next);
        Vectors.Combine(own.Next, beta, step.Direction, own.Next);
        var descends = Vectors.Dot(own.Next, step.Gradient) < 0.0;
        own.Learn(descends && double.IsFinite(beta) && own.Length + 1 < (long)Restart * own.ParameterCount);
    }

    public void Forget(DescentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ((ConjugateState)state).Clear();
    }

    /// <summary>β; NaN where the curvature along the step is not positive.</summary>
    private double Factor(in DescentStep step, double[] former)
    {
        var (gradient, change, direction) = (step.Gradient, step.Change, step.Direction);
        Vectors.Difference(gradient, change, former);
        var along = Vectors.Dot(direction, change);
        if (!(along > 0.0))
        {
            return double.NaN;
        }
        if (Rule == ConjugacyRule.PolakRibiere)
        {
            return Math.Max(0.0, Vectors.Dot(change, gradient) / Vectors.Dot(former, former));
        }
        var twist = 2.0 * Vectors.Dot(change, change) / along;
        var beta = (Vectors.Dot(change, gradient) - (twist * Vectors.Dot(direction, gradient))) / along;
        return Math.Max(beta, -1.0 / (Vectors.Norm(direction) * Math.Min(LeastNorm, Vectors.Norm(former))));
    }

    /// <summary>The next direction.</summary>
    private sealed class ConjugateState(int parameterCount) : DescentState(parameterCount)
    {
        /// <summary>d of the next iteration; meaningless while the state is empty.</summary>
        public double[] Next { get; } = new double[parameterCount];

        /// <summary>Scratch: ∇L before the step.</summary>
        public double[] Former { get; } = new double[parameterCount];

        /// <summary>Directions since the steepest one.</summary>
        public long Length => Counters[2];

        public override bool IsEmpty => Length == 0;

        /// <summary>Directions learnt, restarts, directions since the steepest one.</summary>
        internal override long[] Counters { get; } = new long[3];

        internal override IReadOnlyList<double[]> Arrays => [Next];

        public void Learn(bool goesOn)
        {
            if (goesOn)
            {
                Counters[2]++;
                Updates++;
            }
            else
            {
                Counters[2] = 0;
                Skipped++;
            }
        }

        public void Clear() => Counters[2] = 0;
    }
}
