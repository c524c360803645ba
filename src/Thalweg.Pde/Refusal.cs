namespace Thalweg.Pde;

/// <summary>One of the parts that a loss is made of.</summary>
public enum PdePart
{
    Problem,
    Network,
    Trial,
    Formulation,
    Quadrature,
    Sampler,
}

/// <summary>Why parts do not make a loss together.</summary>
/// <param name="Part">The part that has to change.</param>
/// <param name="Message">One line: what was received, what is expected and what to do.</param>
/// <param name="Option">The option of that part that it is about, in the words of study files (<c>activation</c>, <c>penalty</c>,
/// <c>initial</c>), or null.</param>
public sealed record Refusal(PdePart Part, string Message, string? Option = null)
{
    public string Message { get; init; } = Message ?? throw new ArgumentNullException(nameof(Message));
}
