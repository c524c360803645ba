using System.Globalization;

namespace Thalweg.Optimization.Schedules;

/// <summary>How the learning rate changes: step k (the first is 0) uses base rate · Factor(k).</summary>
public abstract record Schedule
{
    private protected Schedule() { }

    /// <summary>The schedule with its options, for example <c>step(every=1000, factor=0.5)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The multiple of the base rate that step k uses.</summary>
    /// <param name="step">k ≥ 0.</param>
    public abstract double Factor(long step);

    private protected static double Positive(double value, string name) => OptionRange.Positive(value, name);

    private protected static double ShareOfRate(double value, string name) =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a fraction of the base rate in [0, 1]"
            );

    private protected static long AtLeastOne(long value, string name) =>
        value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; give a whole number, 1 or more");
}

/// <summary>Factor 1 throughout.</summary>
public sealed record ConstantSchedule : Schedule
{
    public override string Description => "constant";

    public override double Factor(long step) => 1;
}

/// <summary>factor^⌊k/every⌋.</summary>
public sealed record StepSchedule(long Every, double Reduction) : Schedule
{
    public long Every { get; } = AtLeastOne(Every, nameof(Every));

    public double Reduction { get; } = Positive(Reduction, nameof(Reduction));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"step(every={Every}, factor={Reduction})");

    public override double Factor(long step) => IntegerPower.Of(Reduction, step / Every);
}

/// <summary>decay^k.</summary>
/// <param name="Decay">Factor from one step to the next, above 0.</param>
public sealed record ExponentialSchedule(double Decay) : Schedule
{
    public double Decay { get; } = Positive(Decay, nameof(Decay));

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"exponential(decay={Decay})");

    public override double Factor(long step) => IntegerPower.Of(Decay, step);
}
