using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>L with one parameter held: a loss of the P − 1 others, in their order.</summary>
/// <remarks>It has the terms, metrics and bound of L, and its residuals where L has them, with rows that lack the column of what is held; no other
/// capability, since layers, draws and symmetries are those of all parameters. Cost: that of L.</remarks>
public sealed class HeldParameter : AlteringObjective, IResiduals
{
    private readonly IResiduals? residuals;

    /// <param name="place">Of the parameter in θ, [0, P).</param>
    /// <param name="value">What it is held at, finite.</param>
    public HeldParameter(IObjective inner, int place, double value)
        : base(inner ?? throw new ArgumentNullException(nameof(inner)))
    {
        if (place < 0 || place >= inner.ParameterCount || inner.ParameterCount < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(place),
                place,
                $"place is {place}; '{inner.Name}' has {inner.ParameterCount} parameters: give one of them, with another one left"
            );
        }
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"value is {value}; give a finite number");
        }
        (Place, Value) = (place, value);
        residuals = inner.As<IResiduals>();
    }

    /// <summary>Of what is held, in θ.</summary>
    public int Place { get; }

    /// <summary>What it is held at.</summary>
    public double Value { get; }

    public override string Name => Inner.Name;

    public override int ParameterCount => Inner.ParameterCount - 1;

    public override IReadOnlyList<string> TermNames => Inner.TermNames;

    public override IReadOnlyList<string> MetricNames => Inner.MetricNames;

    public override double? LowerBound => Inner.LowerBound;

    public int RowCount => residuals!.RowCount;

    public override T? As<T>()
        where T : class => typeof(T) == typeof(IResiduals) && residuals is null ? null : this as T;

    /// <summary>θ with what is held, [K, P] of [K, P − 1].</summary>
    public double[] Whole(ReadOnlySpan<double> parameters)
    {
        var (own, all) = (ParameterCount, ParameterCount + 1);
        var whole = new double[parameters.Length / own * all];
        for (var k = 0; k < parameters.Length / own; k++)
        {
            var from = parameters.Slice(k * own, own);
            var to = whole.AsSpan(k * all, all);
            from[..Place].CopyTo(to);
            to[Place] = Value;
            from[Place..].CopyTo(to[(Place + 1)..]);
        }
        return whole;
    }

    /// <summary>θ without what is held, [K, P − 1] of [K, P].</summary>
    public double[] Others(ReadOnlySpan<double> whole)
    {
        var others = new double[whole.Length / (ParameterCount + 1) * ParameterCount];
        Drop(whole, others);
        return others;
    }

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Inner.Values(Whole(parameters.Span), losses, terms, metrics, team);
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var whole = new double[ParameterCount + 1];
        var loss = Inner.Gradient(Whole(parameters.Span), whole, terms, team);
        Drop(whole, gradient.Span);
        return loss;
    }

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        this.residuals!.Residuals(Whole(parameters.Span), residuals, team);
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var whole = new double[count * (ParameterCount + 1)];
        residuals!.Rows(Whole(parameters.Span), first, count, whole, team);
        Drop(whole, rows.Span);
    }

    private void Drop(ReadOnlySpan<double> whole, Span<double> others)
    {
        var (own, all) = (ParameterCount, ParameterCount + 1);
        for (var k = 0; k < whole.Length / all; k++)
        {
            var from = whole.Slice(k * all, all);
            var to = others.Slice(k * own, own);
            from[..Place].CopyTo(to);
            from[(Place + 1)..].CopyTo(to[Place..]);
        }
    }
}
