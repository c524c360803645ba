namespace Thalweg.Optimization.Minimization;

/// <summary>Why a minimization ended.</summary>
public enum MinimizationStop
{
    /// <summary>All iterations asked for were done.</summary>
    IterationsDone,

    /// <summary>The gradient norm fell to its tolerance.</summary>
    GradientSmall,

    /// <summary>A step was shorter than its tolerance.</summary>
    StepSmall,

    /// <summary>What is left to gain is below the rounding of the loss, or of θ: the limit of the precision.</summary>
    PrecisionStall,

    /// <summary>No acceptable step was found, not even along the steepest descent, though a decrease well above the rounding was
    /// predicted.</summary>
    LineSearchFailed,

    /// <summary>The loss or its gradient was not finite; the best finite parameters are returned.</summary>
    NonFinite,

    /// <summary>Cancelled; the state is one between two iterations and can be continued.</summary>
    Cancelled,
}

/// <summary>Stop reasons in words.</summary>
public static class MinimizationStops
{
    /// <summary>One sentence for reports.</summary>
    public static string Describe(this MinimizationStop stop) =>
        stop switch
        {
            MinimizationStop.IterationsDone => "All iterations were done.",
            MinimizationStop.GradientSmall => "The gradient norm fell to its tolerance.",
            MinimizationStop.StepSmall => "The step fell to its tolerance.",
            MinimizationStop.PrecisionStall => "What is left to gain is below the rounding of the loss.",
            MinimizationStop.LineSearchFailed =>
                "No acceptable step was found; check the gradient, or allow the search more evaluations.",
            MinimizationStop.NonFinite =>
                "The loss or its gradient was not finite; the best finite parameters were kept.",
            MinimizationStop.Cancelled => "Cancelled between two iterations.",
            _ => throw new ArgumentOutOfRangeException(nameof(stop), stop, $"{stop} is not a stop reason"),
        };
}
