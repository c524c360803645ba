using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Optimization.Weightings;

/// <summary>ReLoBRaLo at work; it remembers λ, the losses at the first change and those at the last, and the number of changes.</summary>
internal sealed class LossWeigher(IObjective objective, RelativeLossBalancing options) : TermWeigher(objective)
{
    private readonly double[] loss = new double[1];
    private readonly RandomStream random = new(options.Seed, "relobralo");

    public override double[] Begin()
    {
        var memory = new double[(3 * Terms) + 1];
        memory.AsSpan(0, Terms).Fill(1.0);
        return memory;
    }

    public override (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    )
    {
        var terms = new double[Terms];
        Objective.Values(parameters, loss, terms, default, team);
        var next = (double[])memory.Clone();
        if (memory[^1] == 0)
        {
            terms.CopyTo(next, Terms);
        }
        else
        {
            random.Position = 2 * (ulong)memory[^1];
            var keeps = random.NextUniform() < options.Lookback;
            var (sinceFirst, sinceLast) = (new double[Terms], new double[Terms]);
            Shares(terms, memory.AsSpan(Terms, Terms), sinceFirst);
            Shares(terms, memory.AsSpan(2 * Terms, Terms), sinceLast);
            for (var t = 0; t < Terms; t++)
            {
                var former = keeps ? memory[t] : sinceFirst[t];
                next[t] = (options.Memory * former) + ((1 - options.Memory) * sinceLast[t]);
            }
            if (!next.AsSpan(0, Terms).ToArray().All(double.IsFinite))
            {
                memory.AsSpan(0, Terms).CopyTo(next);
            }
        }
        terms.CopyTo(next, 2 * Terms);
        next[^1]++;
        return (next, new Evaluations(0, 1, 0));
    }

    /// <summary>m softmax(L / (T L′)).</summary>
    private void Shares(ReadOnlySpan<double> terms, ReadOnlySpan<double> former, Span<double> shares)
    {
        var largest = double.NegativeInfinity;
        for (var t = 0; t < Terms; t++)
        {
            shares[t] = terms[t] / (options.Temperature * former[t]);
            largest = Math.Max(largest, shares[t]);
        }
        var sum = 0.0;
        for (var t = 0; t < Terms; t++)
        {
            shares[t] = Elementary.Exp(shares[t] - largest);
            sum += shares[t];
        }
        for (var t = 0; t < Terms; t++)
        {
            shares[t] = Terms * shares[t] / sum;
        }
    }
}
