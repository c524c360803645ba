namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>The numbers that a search remembers between two steps, without gaps, as they are saved.</summary>
internal record struct SearchFigures()
{
    /// <summary>L(θ); NaN before it is known.</summary>
    public double Loss { get; set; } = double.NaN;

    /// <summary>‖∇L(θ)‖₂.</summary>
    public double GradientNorm { get; set; } = double.NaN;

    /// <summary>Σ |terms| at θ: what the rounding of L is relative to.</summary>
    public double Magnitude { get; set; }

    /// <summary>The rounding of L as it was measured last, and the loss then.</summary>
    public double MeasuredNoise { get; set; }

    public double MeasuredAt { get; set; }

    /// <summary>α of the last step, and φ′(0) of its direction.</summary>
    public double FormerStep { get; set; }

    public double FormerSlope { get; set; }

    /// <summary>The decrease that was predicted when the first search at this θ failed.</summary>
    public double Predicted { get; set; }

    /// <summary>The best loss when a stalled memory was last cleared; NaN before.</summary>
    public double LossAtRefresh { get; set; } = double.NaN;

    /// <summary>Searches that failed at this θ.</summary>
    public long Failures { get; set; }

    /// <summary>Steps in a row that neither lowered the loss beyond rounding nor brought a smaller gradient.</summary>
    public long Level { get; set; }

    /// <summary>How often the descent was made to forget.</summary>
    public long Restarts { get; set; }

    public long Values { get; set; }

    public long Gradients { get; set; }

    /// <summary>Trials whose loss was infinite or no number.</summary>
    public long Rejected { get; set; }

    /// <summary>1 once L and ∇L at θ were evaluated; a whole number, so that the structure has no gaps.</summary>
    public long Known { get; set; }

    /// <summary>The rounding of L at θ, at least what is expected of a loss of this magnitude.</summary>
    public readonly double Noise(double expected)
    {
        // Rounding shrinks with the loss; a measurement is out of date once the loss has halved.
        var isCurrent = Math.Abs(Loss) > 0.5 * Math.Abs(MeasuredAt);
        return isCurrent ? Math.Max(expected, MeasuredNoise) : expected;
    }

    /// <summary>Forgets what was evaluated: another objective takes over.</summary>
    public void ForgetValues()
    {
        Known = 0;
        (Loss, GradientNorm) = (double.NaN, double.NaN);
        (MeasuredNoise, MeasuredAt, LossAtRefresh) = (0, 0, double.NaN);
        (Level, Failures) = (0, 0);
    }
}
