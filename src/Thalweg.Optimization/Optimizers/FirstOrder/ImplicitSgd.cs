using System.Globalization;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// Implicit gradient descent θ_{k+1} = θ_k − η ∇L(θ_{k+1}), that is θ_{k+1} = argmin L(θ) + ‖θ − θ_k‖²/(2η) [Li2023], solved
/// inexactly by a fixed number of Adam steps that begin at θ_k with empty moments.
/// </summary>
/// <remarks>
/// One step of the trainer is one inner step and costs one gradient; θ_k moves to the current θ after every
/// <paramref name="Inner"/> of them. A schedule scales η and the inner rate alike. On points drawn anew, draw as often as θ_k
/// moves (<c>redraw</c> equal to <paramref name="Inner"/>): the inner problem would change under its solver otherwise.
/// Too few inner steps leave L(θ) + ‖θ − θ_k‖²/(2η) far from its minimum, and the method is then Adam with frequent restarts.
/// </remarks>
/// <param name="Rate">η &gt; 0, the length of the implicit step.</param>
/// <param name="Inner">Inner steps per implicit step, at least 1.</param>
/// <param name="InnerRate">Learning rate of the inner steps, above 0.</param>
public sealed record ImplicitSgd(double Rate = 0.5, long Inner = 50, double InnerRate = 1e-3) : IMethod
{
    private static readonly string[] Names = ["anchor", "mean", "square"];
    private static readonly AdamMoments Moments = new(0.9, 0.999, 1e-8, AmsGrad: false);

    public double Rate { get; } = OptionRange.Positive(Rate, nameof(Rate));

    public long Inner { get; } =
        Inner >= 1
            ? Inner
            : throw new ArgumentOutOfRangeException(
                nameof(Inner),
                Inner,
                $"Inner is {Inner}; give a number of inner steps, 1 or more"
            );

    public double InnerRate { get; } = OptionRange.Positive(InnerRate, nameof(InnerRate));

    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"implicit-sgd(rate={Rate}, inner={Inner}, innerRate={InnerRate})");

    public MethodState Begin(int parameterCount) => new(Names, parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StepArguments.Check(parameters, gradient, state, Names);
        var anchor = state[0];
        var mean = state[1];
        var square = state[2];
        var inner = state.Steps++ % Inner;
        if (inner == 0)
        {
            parameters.CopyTo(anchor);
            mean.Clear();
            square.Clear();
        }
        if (rate == 0)
        {
            // Where a schedule has reached 0 the implicit step has no length and θ stays.
            return;
        }
        var innerRate = InnerRate * (rate / Rate);
        Moments.Step(inner + 1, innerRate, parameters, gradient, mean, square, [], 1 / rate, shrink: 1, anchor);
    }
}
