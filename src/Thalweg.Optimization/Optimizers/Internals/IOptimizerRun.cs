using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers;

/// <summary>An optimizer at work: what differs between optimizers in a step of the one loop.</summary>
/// <remarks>A step is <see cref="Stand"/>, <see cref="Propose"/>, <see cref="Commit"/>. All evaluations are in the first two, and what
/// is saved changes in one go at the end of a member, so that a run that is cancelled anywhere can be saved and takes up the step
/// again.</remarks>
internal interface IOptimizerRun
{
    /// <summary>Evaluations of all steps so far, each counted once, however often a step was taken up.</summary>
    Evaluations Spent { get; }

    /// <summary>Trials of searches whose loss was infinite or no number.</summary>
    long Rejected => 0;

    /// <summary>What is known at θ, evaluated where it is not.</summary>
    Standing Stand(in Turn turn);

    /// <summary>Looks for the next θ.</summary>
    void Propose(in Turn turn);

    /// <summary>Takes what was proposed into θ and the memory, or learns from there being nothing.</summary>
    Stride Commit(in Turn turn);

    /// <summary>What the optimizer makes of the loss at θ, where it stands.</summary>
    OptimizerView View(in Turn turn);

    /// <summary>In words why a phase ended that this run did not end itself.</summary>
    /// <param name="steps">Steps of the phase.</param>
    string Describe(StopReason reason, long steps) => reason.Describe();

    /// <summary>Goes on with an objective of the same parameters and other points.</summary>
    void Move(IObjective objective);

    /// <summary>Writes the memory, or reads it into a run that was begun by the same optimizer.</summary>
    void Transfer(StateTransfer state);
}

/// <summary>What a step is given.</summary>
/// <param name="Parameters">θ, [P]; changed by a commit alone.</param>
/// <param name="Step">Steps of the whole run done before.</param>
/// <param name="Factor">Of the learning rate.</param>
internal readonly record struct Turn(double[] Parameters, long Step, double Factor, WorkerTeam Team);

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
