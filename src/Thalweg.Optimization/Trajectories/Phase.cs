using Thalweg.Optimization.Methods;

namespace Thalweg.Optimization.Trajectories;

/// <summary>A stretch of a run with one method.</summary>
/// <param name="Method">Rule of one step.</param>
/// <param name="Steps">Number of steps, 0 or more.</param>
public sealed record Phase(IMethod Method, long Steps)
{
    public long Steps { get; } =
        Steps >= 0
            ? Steps
            : throw new ArgumentOutOfRangeException(nameof(Steps), Steps, $"Steps is {Steps}; give 0 or more");
}

/// <summary>Where a run is among its phases.</summary>
/// <param name="Index">Of the phase that the next step belongs to.</param>
/// <param name="Start">Steps done before it.</param>
internal readonly record struct PhasePlace(int Index, long Start)
{
    /// <summary>The place from which step number <paramref name="step"/> is done.</summary>
    public PhasePlace At(long step, IReadOnlyList<Phase> phases)
    {
        var (index, start) = this;
        while (index + 1 < phases.Count && step - start >= phases[index].Steps)
        {
            start += phases[index++].Steps;
        }
        return new PhasePlace(index, start);
    }

    /// <summary>Whether the last phase has done its steps.</summary>
    public bool IsEnd(long step, IReadOnlyList<Phase> phases) =>
        Index + 1 == phases.Count && step - Start >= phases[Index].Steps;

    /// <summary>The methods in words; the steps of the last phase do not bind, so that a run can be made longer.</summary>
    public static string Describe(IReadOnlyList<Phase> phases) =>
        string.Join(
            "; ",
            phases.Select(
                (phase, i) =>
                    i + 1 < phases.Count
                        ? $"{phase.Method.Description} for {phase.Steps} steps"
                        : phase.Method.Description
            )
        );
}
