using System.Globalization;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>How to minimize a sum of squares.</summary>
/// <param name="Iterations">Steps tried at most, accepted or not; 0 or more.</param>
public sealed record LevenbergMarquardtOptions(long Iterations)
{
    public long Iterations { get; } =
        Iterations >= 0
            ? Iterations
            : throw new ArgumentOutOfRangeException(
                nameof(Iterations),
                Iterations,
                $"Iterations is {Iterations}; give 0 or more"
            );

    /// <summary>τ: the first damping is τ times the largest diagonal entry of JᵀJ.</summary>
    public double InitialDamping
    {
        get;
        init => field = OptionRange.Positive(value, nameof(InitialDamping));
    } = 1e-3;

    /// <summary>Corrections of a step at most, after its acceleration; 0 takes the step as it is, without either.</summary>
    public int Corrections
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Corrections),
                        value,
                        $"Corrections is {value}; give 0 or more"
                    );
    } = 12;

    /// <summary>Stops once ‖∇L‖₂ is at most this.</summary>
    public double GradientTolerance
    {
        get;
        init => field = OptionRange.NotNegative(value, nameof(GradientTolerance));
    }

    /// <summary>Stops once ‖h‖₂ ≤ this · (‖θ‖₂ + this); 0 never stops for it.</summary>
    public double StepTolerance
    {
        get;
        init => field = OptionRange.NotNegative(value, nameof(StepTolerance));
    }

    /// <summary>Steps tried that enter the history.</summary>
    public StepPlan Records { get; init; } = StepPlan.Every(1);

    /// <summary>The method with its options, for refusing a state of another method.</summary>
    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"levenberg-marquardt(damping={InitialDamping}, corrections={Corrections})"
        );
}
