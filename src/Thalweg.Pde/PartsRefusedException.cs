namespace Thalweg.Pde;

/// <summary>The parts of a loss do not fit together.</summary>
public sealed class PartsRefusedException : ArgumentException
{
    /// <param name="refusals">At least one.</param>
    public PartsRefusedException(IReadOnlyList<Refusal> refusals)
        : base(string.Join('\n', refusals.Select(refusal => refusal.Message))) => Refusals = refusals;

    public PartsRefusedException(Refusal refusal)
        : this([refusal]) { }

    /// <summary>Everything that does not fit.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The part of the first refusal, as the parameter that takes it is called.</summary>
    public override string ParamName => Refusals[0].Part.ToString().ToLowerInvariant();
}
