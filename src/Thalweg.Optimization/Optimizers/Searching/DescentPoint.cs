using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>Where a direction is asked for, with what is known there.</summary>
/// <param name="Objective">L, for a descent that evaluates more than the gradient it is given.</param>
/// <param name="Parameters">θ, [P].</param>
/// <param name="Gradient">∇L(θ), [P].</param>
/// <param name="Loss">L(θ).</param>
public readonly record struct DescentPoint(IObjective Objective, double[] Parameters, double[] Gradient, double Loss);

/// <summary>What came of asking for a direction.</summary>
/// <param name="HasLength">Whether d has a length of its own, so that α = 1 is the step to try first.</param>
/// <param name="ValueEvaluations">Values that it took.</param>
/// <param name="GradientEvaluations">Gradients that it took.</param>
/// <param name="Bend">b of an arc θ + αd + α²b that is searched instead of the straight line, [P]; null for none.</param>
public readonly record struct DescentDirection(
    bool HasLength,
    long ValueEvaluations = 0,
    long GradientEvaluations = 0,
    double[]? Bend = null
);
