using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>An objective with the label its results carry, for example <c>ritz</c>.</summary>
public sealed record LabelledObjective(string Label, IObjective Objective)
{
    public string Label { get; init; } = Label ?? throw new ArgumentNullException(nameof(Label));

    public IObjective Objective { get; init; } = Objective ?? throw new ArgumentNullException(nameof(Objective));
}
