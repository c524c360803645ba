using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule at work: a pure function from what it remembers, θ and the step to what it remembers next.</summary>
internal abstract class Weigher
{
    /// <summary>What it remembers before the first change.</summary>
    public abstract double[] Begin();

    /// <summary>What it remembers after a change, in an array of its own.</summary>
    /// <param name="memory">Left as it is.</param>
    /// <param name="step">Steps of the whole run done before.</param>
    public abstract (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    );

    /// <summary>The factors of the terms, or of the points; the first numbers that it remembers.</summary>
    public virtual void Factors(ReadOnlySpan<double> memory, Span<double> factors) =>
        memory[..factors.Length].CopyTo(factors);
}
