namespace Thalweg.Optimization.Training;

/// <summary>How far a run has come; reported a few times a second.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps asked for.</param>
/// <param name="Loss">Loss before the step just done.</param>
/// <param name="StepsPerSecond">Mean rate of the phase since this process took it up.</param>
public readonly record struct TrainingProgress(long Step, long Steps, double Loss, double StepsPerSecond)
{
    /// <summary>Time left at the mean rate, or null before the rate is known.</summary>
    public TimeSpan? Remaining => StepsPerSecond > 0 ? TimeSpan.FromSeconds((Steps - Step) / StepsPerSecond) : null;
}
