using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        Require(gradient.Length, ParameterCount, nameof(gradient));
        RequireOrNone(terms.Length, this.terms.Length, nameof(terms));
        using var loan = scratch.Lend(team.Threads);
        Differentiate(parameters, gradient, 1, team);
        return Loss(0, parameters, terms.Span, team);
    }

    /// <inheritdoc/>
    /// <remarks>Threads share the vectors, and the tiles of each where vectors are few.</remarks>
    public void Gradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, losses.Length * ParameterCount, nameof(parameters));
        Require(gradients.Length, losses.Length * ParameterCount, nameof(gradients));
        RequireOrNone(terms.Length, losses.Length * this.terms.Length, nameof(terms));
        using var loan = scratch.Lend(team.Threads);
        for (var first = 0; first < losses.Length; )
        {
            // Multipliers belong to one vector.
            var count = functionals.Length > 0 ? 1 : gradientWork.BlockOf(losses.Length - first, team);
            var (start, length) = (first * ParameterCount, count * ParameterCount);
            Differentiate(parameters.Slice(start, length), gradients.Slice(start, length), count, team);
            for (var k = 0; k < count; k++, first++)
            {
                var own = terms.IsEmpty ? terms : terms.Slice(first * this.terms.Length, this.terms.Length);
                losses.Span[first] = Loss(k, parameters.Slice(first * ParameterCount, ParameterCount), own.Span, team);
            }
        }
    }

    public void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        Require(gradients.Length, this.terms.Length * ParameterCount, nameof(gradients));
        Require(terms.Length, this.terms.Length, nameof(terms));
        using var loan = scratch.Lend(team.Threads);
        using (var pin = parameters.Pin())
        {
            Prepare((double*)pin.Pointer, team);
            gradientWork.Run((double*)pin.Pointer, 1, team);
        }
        gradients.Span.Clear();
        for (var t = 0; t < this.terms.Length; t++)
        {
            terms.Span[t] = Extended(t, WorkOf(t)?.Term(0) ?? gradientWork.Term(0, t), parameters, team);
            gradientWork.AddGradient(0, t, gradients.Span.Slice(t * ParameterCount, ParameterCount));
        }
    }

    private void Differentiate(ReadOnlyMemory<double> parameters, Memory<double> gradients, int count, WorkerTeam team)
    {
        using var vectors = parameters.Pin();
        using var target = gradients.Pin();
        Prepare((double*)vectors.Pointer, team);
        gradientWork.Run((double*)vectors.Pointer, (double*)target.Pointer, count, team);
    }

    /// <summary>The functionals at one θ, and with them what the sums over points are multiplied with.</summary>
    private void Prepare(double* vector, WorkerTeam team)
    {
        foreach (var (t, work) in functionals)
        {
            work.Prepare(vector, team);
            terms[t].Evaluator.Put(work.Multipliers);
        }
    }

    /// <summary>The loss of vector k of the last gradients, and its terms where there is room.</summary>
    private double Loss(int k, ReadOnlyMemory<double> parameters, Span<double> terms, WorkerTeam team)
    {
        var loss = 0.0;
        for (var t = 0; t < this.terms.Length; t++)
        {
            var term = Extended(t, WorkOf(t)?.Term(k) ?? gradientWork.Term(k, t), parameters, team);
            loss += term;
            if (!terms.IsEmpty)
            {
                terms[t] = term;
            }
        }
        return loss;
    }
}
