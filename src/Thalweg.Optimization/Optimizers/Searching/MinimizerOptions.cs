using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>How to minimize: a descent chooses where to go, a line search how far.</summary>
/// <param name="Descent">Rule of the direction.</param>
/// <param name="Search">Rule of the step.</param>
/// <param name="Iterations">Iterations at most, 0 or more.</param>
public sealed record MinimizerOptions(IDescent Descent, ILineSearch Search, long Iterations)
{
    public long Iterations { get; init; } =
        Iterations >= 0
            ? Iterations
            : throw new ArgumentOutOfRangeException(
                nameof(Iterations),
                Iterations,
                $"Iterations is {Iterations}; give 0 or more"
            );

    /// <summary>Stops once ‖∇L‖₂ is at most this.</summary>
    public double GradientTolerance
    {
        get;
        init => field = OptionRange.NotNegative(value, nameof(GradientTolerance));
    }

    /// <summary>Stops once ‖s‖₂ ≤ this · (‖θ‖₂ + this); 0 never stops for it.</summary>
    public double StepTolerance
    {
        get;
        init => field = OptionRange.NotNegative(value, nameof(StepTolerance));
    }

    /// <summary>The relative rounding of the loss, in units of 2⁻⁵² Σ |terms|: two losses that differ by less may be equal.
    /// Where a search fails the rounding is measured, and the larger of both counts.</summary>
    public double Rounding
    {
        get;
        init => field = OptionRange.Positive(value, nameof(Rounding));
    } = 4;

    /// <summary>Stops after this many iterations in a row that changed the loss by no more than its rounding and brought no
    /// smaller gradient, 1 or more.</summary>
    /// <remarks>A flat bottom is crossed by decreases that are each below the rounding: on a Ritz energy of 141 parameters L-BFGS
    /// stopped at a relative error of 4e-7 with a patience of 10 and went on to 8e-9 with 50.</remarks>
    public int Patience
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Patience),
                        value,
                        $"Patience is {value}; give a number of iterations, 1 or more"
                    );
    } = 50;

    /// <summary>Iterations that enter the history; the first and the last always do.</summary>
    public StepPlan Records { get; init; } = StepPlan.Every(1);
}
