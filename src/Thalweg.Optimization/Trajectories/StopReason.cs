namespace Thalweg.Optimization.Trajectories;

/// <summary>Why a training run ended.</summary>
public enum StopReason
{
    /// <summary>All steps asked for were done.</summary>
    StepsDone,

    /// <summary>The watched quantity stopped improving; the parameters of its best record are returned.</summary>
    EarlyStopped,

    /// <summary>The gradient norm fell to the tolerance.</summary>
    GradientSmall,

    /// <summary>A loss or gradient was not finite; the last parameters with a finite loss are returned.</summary>
    NonFinite,
}

/// <summary>Stop reasons in words.</summary>
public static class StopReasons
{
    /// <summary>One sentence for reports.</summary>
    public static string Describe(this StopReason reason) =>
        reason switch
        {
            StopReason.StepsDone => "All steps were done.",
            StopReason.EarlyStopped => "The watched quantity stopped improving; the best parameters were kept.",
            StopReason.GradientSmall => "The gradient norm fell to its tolerance.",
            StopReason.NonFinite => "The loss or its gradient was not finite; the last finite parameters were kept.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, $"{reason} is not a stop reason"),
        };
}
