using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// φ(α) = L(θ + α d + α² b), evaluated and counted; b = 0 is a straight line. The last trial and the lowest one keep their gradients, so that a search that
/// ends at either costs no further evaluation.
/// </summary>
public sealed class LineFunction
{
    private readonly IObjective objective;
    private readonly double epsilon;
    private readonly double[] loss = new double[1];
    private Trial last;
    private Trial lowest;
    private WorkerTeam team = WorkerTeam.Sequential;
    private double[] parameters = [];
    private double[] direction = [];
    private double[] bend = [];

    /// <param name="epsilon">Of the numbers that L is computed with.</param>
    internal LineFunction(IObjective objective, double epsilon = RoundingProbe.DoubleEpsilon)
    {
        this.objective = objective;
        this.epsilon = epsilon;
        last = new Trial(objective);
        lowest = new Trial(objective);
    }

    /// <summary>φ(0) and φ′(0).</summary>
    public LineSample Origin { get; private set; }

    /// <summary>The trial with the lowest finite value so far; at step 0 with an infinite value before the first.</summary>
    public LineSample Lowest => lowest.Sample;

    /// <summary>Differences of φ up to this may be rounding.</summary>
    public double Noise { get; private set; }

    /// <summary>‖d‖₂.</summary>
    public double DirectionNorm { get; private set; }

    /// <summary>max |d_i|.</summary>
    public double LargestEntry { get; private set; }

    /// <summary>A step below which θ + α d is θ to all digits.</summary>
    public double SmallestStep { get; private set; }

    /// <summary>Values asked for since the start of this line, gradients not included.</summary>
    public int ValueEvaluations { get; private set; }

    /// <summary>Gradients asked for since the start of this line.</summary>
    public int GradientEvaluations { get; private set; }

    /// <summary>Trials since the start of this line whose loss was infinite or no number.</summary>
    public int RejectedTrials { get; private set; }

    /// <summary>The shortest of them; infinite without one.</summary>
    public double ShortestRejected { get; private set; } = double.PositiveInfinity;

    /// <summary>φ(α) alone. Cost: one value.</summary>
    public double ValueAt(double step)
    {
        var trial = Move(step);
        objective.Values(trial.Parameters, loss, default, default, team);
        ValueEvaluations++;
        Remember(trial, step, loss[0], double.NaN);
        return loss[0];
    }

    /// <summary>φ(α) and φ′(α). Cost: one gradient.</summary>
    public LineSample SampleAt(double step)
    {
        var trial = Move(step);
        var value = Gradient(trial);
        Remember(trial, step, value, Slope(trial.Gradient, step));
        return trial.Sample;
    }

    /// <summary>Whether no step may lead to a loss.</summary>
    internal static bool IsRejected(double loss) => double.IsNaN(loss) || double.IsPositiveInfinity(loss);

    /// <summary>Refuses a first step to try that is none.</summary>
    internal static void RequireStep(double initial)
    {
        if (!(double.IsFinite(initial) && initial > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(initial),
                initial,
                $"the first step to try is {initial}; give a finite number above 0"
            );
        }
    }

    /// <param name="bend">b, [P], or empty.</param>
    internal void Start(
        double[] parameters,
        double[] direction,
        double[] bend,
        double value,
        double slope,
        double noise,
        WorkerTeam team
    )
    {
        this.parameters = parameters;
        this.direction = direction;
        this.bend = bend;
        this.team = team;
        Origin = new LineSample(0, value, slope);
        Noise = noise;
        DirectionNorm = Vectors.Norm(direction);
        LargestEntry = Vectors.MaximumNorm(direction);
        SmallestStep = SmallestMove();
        ValueEvaluations = 0;
        GradientEvaluations = 0;
        RejectedTrials = 0;
        ShortestRejected = double.PositiveInfinity;
        last.Sample = new LineSample(double.NaN, double.NaN, double.NaN);
        lowest.Sample = new LineSample(0, double.PositiveInfinity, double.NaN);
    }

    /// <summary>The trial at a step that was chosen, with its gradient; evaluated again only if it was not kept.</summary>
    internal Trial At(double step)
    {
        var trial =
            last.Sample.Step == step ? last
            : lowest.Sample.Step == step ? lowest
            : null;
        if (trial is null)
        {
            SampleAt(step);
            return last;
        }
        if (double.IsNaN(trial.Sample.Slope) && !trial.HasGradient)
        {
            Gradient(trial);
            trial.Sample = trial.Sample with { Slope = Slope(trial.Gradient, step) };
        }
        return trial;
    }

    private double SmallestMove()
    {
        var smallest = double.PositiveInfinity;
        for (var i = 0; i < direction.Length; i++)
        {
            if (direction[i] != 0)
            {
                var unit = Math.BitIncrement(Math.Abs(parameters[i])) - Math.Abs(parameters[i]);
                var spacing = unit * (epsilon / RoundingProbe.DoubleEpsilon);
                smallest = Math.Min(smallest, 0.5 * spacing / Math.Abs(direction[i]));
            }
        }
        return smallest;
    }

    private Trial Move(double step)
    {
        // The last trial gives way, unless it is the lowest; then the former lowest, which it has replaced, does.
        var trial = last;
        trial.HasGradient = false;
        Vectors.Combine(parameters, step, direction, trial.Parameters);
        if (bend.Length > 0)
        {
            Vectors.Combine(trial.Parameters, step * step, bend, trial.Parameters);
        }
        return trial;
    }

    private double Slope(double[] gradient, double step)
    {
        var slope = Vectors.Dot(gradient, direction);
        return bend.Length > 0 ? slope + (2 * step * Vectors.Dot(gradient, bend)) : slope;
    }

    private double Gradient(Trial trial)
    {
        var value = objective.Gradient(trial.Parameters, trial.Gradient, trial.Terms, team);
        GradientEvaluations++;
        trial.HasGradient = true;
        return value;
    }

    private void Remember(Trial trial, double step, double value, double slope)
    {
        trial.Sample = new LineSample(step, value, slope);
        if (IsRejected(value))
        {
            RejectedTrials++;
            ShortestRejected = Math.Min(ShortestRejected, step);
        }
        if (value < lowest.Sample.Value)
        {
            // Swapped: "last" is from now on the buffer to be overwritten; At finds the trial as the lowest.
            (last, lowest) = (lowest, trial);
        }
    }

    internal sealed class Trial(IObjective objective)
    {
        public double[] Parameters { get; } = new double[objective.ParameterCount];

        public double[] Gradient { get; } = new double[objective.ParameterCount];

        public double[] Terms { get; } = new double[objective.TermNames.Count];

        public bool HasGradient { get; set; }

        public LineSample Sample { get; set; }
    }
}
