using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers;

/// <summary>An optimizer at work. Each member evaluates first and changes what is saved once, at its end, so that a run that is
/// cancelled can be saved at any time.</summary>
internal interface IOptimizerRun
{
    /// <summary>Evaluations of all steps that were committed.</summary>
    Evaluations Spent { get; }

    /// <summary>What is known at θ, evaluated where it is not.</summary>
    /// <param name="step">Steps of the whole run done before.</param>
    Standing Stand(ReadOnlyMemory<double> parameters, long step, WorkerTeam team);

    /// <summary>Counts the evaluations of <see cref="Stand"/>.</summary>
    void Commit();

    /// <summary>One step from where it stands.</summary>
    /// <param name="factor">Of the learning rate.</param>
    /// <param name="parameters">[P], changed where the step moves.</param>
    Stride Advance(double factor, Memory<double> parameters, WorkerTeam team);

    /// <summary>Goes on with an objective of the same parameters and other points.</summary>
    void Move(IObjective objective);

    byte[] Write();
}

/// <summary>What an optimizer knows of θ.</summary>
/// <param name="Terms">[T], or null where they were not evaluated alongside.</param>
/// <param name="IsObjective">Whether the figures are those of the objective itself, not of a draw.</param>
internal readonly record struct Standing(double Loss, double GradientNorm, double[]? Terms, bool IsObjective)
{
    public bool IsFinite => double.IsFinite(Loss) && double.IsFinite(GradientNorm);
}

/// <summary>The outcome of one step.</summary>
/// <param name="Counts">Whether it counts as a step.</param>
/// <param name="Stop">Why the phase ends, or null.</param>
/// <param name="Message">The stop in words, with its figures.</param>
internal readonly record struct Stride(bool Counts, StopReason? Stop = null, string Message = "");
