namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// All that a minimization remembers between two iterations: saved and restored to the same bits, it continues as if it had
/// never stopped.
/// </summary>
public sealed class MinimizationState
{
    private readonly List<MinimizationRow> history = [];

    internal MinimizationState(string method, string objective, DescentState descent, double[] parameters)
    {
        Method = method;
        Objective = objective;
        Descent = descent;
        Parameters = parameters;
        Gradient = new double[parameters.Length];
        Best = parameters.ToArray();
    }

    /// <summary>Descent and line search with their options.</summary>
    public string Method { get; }

    /// <summary>Name of the objective the state belongs to.</summary>
    public string Objective { get; }

    public DescentState Descent { get; }

    public IReadOnlyList<MinimizationRow> History => history;

    /// <summary>Iterations done.</summary>
    public long Iteration { get; internal set; }

    public long ValueEvaluations { get; internal set; }

    public long GradientEvaluations { get; internal set; }

    /// <summary>How often the descent was made to forget, because no step was found along its direction.</summary>
    public long Restarts { get; internal set; }

    /// <summary>L(θ) after <see cref="Iteration"/> iterations; NaN before the first evaluation.</summary>
    public double Loss { get; internal set; } = double.NaN;

    /// <summary>‖∇L(θ)‖₂; NaN before the first evaluation.</summary>
    public double GradientNorm { get; internal set; } = double.NaN;

    /// <summary>θ after <see cref="Iteration"/> iterations, [P].</summary>
    public ReadOnlySpan<double> CurrentParameters => Parameters;

    internal double[] Parameters { get; }

    internal double[] Gradient { get; }

    /// <summary>θ with the lowest loss, and among equals the smallest gradient.</summary>
    internal double[] Best { get; }

    internal double BestLoss { get; set; } = double.PositiveInfinity;

    internal double BestGradientNorm { get; set; } = double.PositiveInfinity;

    /// <summary>Whether L and ∇L at θ were evaluated.</summary>
    internal bool IsKnown { get; set; }

    /// <summary>Σ |terms| at θ: what the rounding of L is relative to.</summary>
    internal double Magnitude { get; set; }

    /// <summary>The rounding of L as measured after a failed search, until the loss has halved; 0 if unknown.</summary>
    internal double MeasuredNoise { get; set; }

    internal double MeasuredAt { get; set; }

    /// <summary>α φ′(0) of the last iteration; 0 before the first.</summary>
    internal double FormerStep { get; set; }

    internal double FormerSlope { get; set; }

    /// <summary>‖s‖₂ of the last iteration.</summary>
    internal double FormerLength { get; set; }

    /// <summary>Iterations in a row that neither lowered the loss beyond rounding nor brought a smaller gradient.</summary>
    internal long Level { get; set; }

    /// <summary>The best loss when a stalled memory was last cleared; NaN before.</summary>
    internal double LossAtRefresh { get; set; } = double.NaN;

    /// <summary>Searches that failed at this θ, and the decrease that was predicted when the first one did.</summary>
    internal long Failures { get; set; }

    internal double Predicted { get; set; }

    /// <summary>The state as bytes, the same for the same state. Cost: O(size of the descent's memory and of the history).</summary>
    public byte[] ToBytes() => MinimizationStateFormat.Write(this);

    /// <summary>Forgets what was evaluated and keeps θ and the descent's memory: another objective takes over.</summary>
    internal void ForgetValues()
    {
        IsKnown = false;
        (Loss, GradientNorm) = (double.NaN, double.NaN);
        (BestLoss, BestGradientNorm) = (double.PositiveInfinity, double.PositiveInfinity);
        (MeasuredNoise, MeasuredAt, LossAtRefresh) = (0, 0, double.NaN);
        (Level, Failures) = (0, 0);
    }

    /// <summary>Goes back to the best θ.</summary>
    /// <returns>Whether that is another one; nothing but its loss and gradient norm is known there.</returns>
    internal bool GoToBest()
    {
        if (!double.IsFinite(BestLoss) || Best.AsSpan().SequenceEqual(Parameters))
        {
            return false;
        }
        Best.CopyTo(Parameters, 0);
        (Loss, GradientNorm) = (BestLoss, BestGradientNorm);
        return true;
    }

    internal void Reserve(int rows) => history.EnsureCapacity(rows);

    internal void Add(in MinimizationRow row)
    {
        if (history.Count > 0 && history[^1].Iteration == row.Iteration)
        {
            // At the end of a run: searches that failed after the iteration are counted with it.
            history[^1] = row;
        }
        else
        {
            history.Add(row);
        }
    }

    /// <summary>The numbers to save, in a fixed order.</summary>
    internal double[] Numbers
    {
        get =>
            [
                Loss,
                GradientNorm,
                BestLoss,
                BestGradientNorm,
                Magnitude,
                MeasuredNoise,
                MeasuredAt,
                FormerStep,
                FormerSlope,
                FormerLength,
                Predicted,
                LossAtRefresh,
            ];
        set =>
            (
                Loss,
                GradientNorm,
                BestLoss,
                BestGradientNorm,
                Magnitude,
                MeasuredNoise,
                MeasuredAt,
                FormerStep,
                FormerSlope,
                FormerLength,
                Predicted,
                LossAtRefresh
            ) = (
                value[0],
                value[1],
                value[2],
                value[3],
                value[4],
                value[5],
                value[6],
                value[7],
                value[8],
                value[9],
                value[10],
                value[11]
            );
    }

    /// <summary>The counters to save, in a fixed order.</summary>
    internal long[] Counters
    {
        get => [Iteration, ValueEvaluations, GradientEvaluations, Restarts, Level, Failures, IsKnown ? 1 : 0];
        set =>
            (Iteration, ValueEvaluations, GradientEvaluations, Restarts, Level, Failures, IsKnown) = (
                value[0],
                value[1],
                value[2],
                value[3],
                value[4],
                value[5],
                value[6] != 0
            );
    }
}
