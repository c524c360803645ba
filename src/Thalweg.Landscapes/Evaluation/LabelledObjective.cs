using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>An objective with the label its results carry, for example <c>ritz</c>.</summary>
public sealed record LabelledObjective(string Label, IObjective Objective);
