namespace Thalweg.Optimization;

/// <summary>Why a run, or a phase of it, ended.</summary>
public enum StopReason
{
    /// <summary>All steps asked for were done.</summary>
    StepsDone,

    /// <summary>The watched quantity stopped improving; the parameters of its best record are returned.</summary>
    EarlyStopped,

    /// <summary>The gradient norm fell to the tolerance.</summary>
    GradientSmall,

    /// <summary>A step was shorter than its tolerance.</summary>
    StepSmall,

    /// <summary>What is left to gain is below the rounding of the loss, or of θ: the limit of the precision.</summary>
    PrecisionStall,

    /// <summary>No acceptable step was found, not even along the steepest descent, though a decrease well above the rounding was
    /// predicted.</summary>
    LineSearchFailed,

    /// <summary>A loss or gradient was not finite; the last or best finite parameters are returned.</summary>
    NonFinite,

    /// <summary>Cancelled; the state is one between two steps and can be continued.</summary>
    Cancelled,
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
            StopReason.StepSmall => "The step fell to its tolerance.",
            StopReason.PrecisionStall => "What is left to gain is below the rounding of the loss.",
            StopReason.LineSearchFailed =>
                "No acceptable step was found; check the gradient, or allow the search more evaluations.",
            StopReason.NonFinite => "The loss or its gradient was not finite; the last finite parameters were kept.",
            StopReason.Cancelled => "Cancelled between two steps.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, $"{reason} is not a stop reason"),
        };
}
