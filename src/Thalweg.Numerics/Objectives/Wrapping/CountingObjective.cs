namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>An objective that tells of every evaluation before it is made, also of those that then fail.</summary>
/// <param name="count">Given the kind and the number of vectors, rows or gradients; called by the thread that asks.</param>
public sealed class CountingObjective(IObjective inner, Action<EvaluationKind, int> count)
    : TransparentObjective(inner ?? throw new ArgumentNullException(nameof(inner)))
{
    private readonly Action<EvaluationKind, int> count = count ?? throw new ArgumentNullException(nameof(count));

    protected override TransparentObjective Around(IObjective inner) => new CountingObjective(inner, count);

    protected override void Before(EvaluationKind kind, int number) => count(kind, number);
}
